namespace Conformance.Gherkin;

/// <summary>Judges a tag, given without its <c>@</c>.</summary>
/// <returns>A sentence that says what is wrong with it, or null if nothing is.</returns>
public delegate string? TagRule(string tag);
