using Conformance.JsonSchema.Evaluation;

namespace Conformance.JsonSchema.Formats;

/// <summary>
/// One format: what kind of instance it is about, how to name what it accepts, and the test itself, over the text as UTF-8.
/// </summary>
internal sealed record Format(Kinds AppliesTo, string Phrase, Format.Test Accepts)
{
    /// <summary>Whether a text, a string's characters or a number's digits, has the format.</summary>
    internal delegate bool Test(ReadOnlySpan<byte> text);
}
