using System.Diagnostics.CodeAnalysis;

namespace Conformance.Verification.Scenarios;

/// <summary>
/// A condition on tags as Cucumber writes it: <c>@a and not (@b or @c)</c>. <c>not</c> binds closest, then <c>and</c>, then <c>or</c>; a backslash
/// takes the meaning from a space, a parenthesis or a backslash. The <c>@</c> may be left out on both sides. An empty expression matches everything.
/// </summary>
public sealed class TagExpression
{
    private readonly string _text;
    private readonly Func<HashSet<string>, bool> _condition;

    internal TagExpression(string text, Func<HashSet<string>, bool> condition)
    {
        _text = text;
        _condition = condition;
    }

    /// <summary>Reads an expression.</summary>
    /// <param name="text">For instance <c>@smoke and not @slow</c>.</param>
    /// <param name="expression">What was read; null when it is faulty.</param>
    /// <param name="error">A sentence that says where and why it is faulty, else empty.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out TagExpression? expression, out string error)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new TagExpressionParser(text).TryParse(out expression, out error);
    }

    /// <summary>Whether the tags of a scenario, each with or without its <c>@</c>, fulfil the condition.</summary>
    public bool Matches(IEnumerable<string> tags) => _condition(tags.Select(Bare).ToHashSet(StringComparer.Ordinal));

    /// <summary>The text as it was written.</summary>
    public override string ToString() => _text;

    internal static string Bare(string tag) => tag.StartsWith('@') ? tag[1..] : tag;
}
