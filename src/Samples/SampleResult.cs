using System.Text.Json;

namespace Conformance.Samples;

/// <summary>What <see cref="SampleGenerator.Generate"/> made of one schema.</summary>
/// <param name="Value">A value that is valid against the schema; null (no value, not JSON's <c>null</c>) when none could be made.</param>
/// <param name="Reason">Why there is no value, as a sentence that names the place in the document; null when there is one.</param>
public sealed record SampleResult(JsonElement? Value, string? Reason);
