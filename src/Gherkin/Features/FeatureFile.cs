namespace Conformance.Gherkin;

/// <summary>The text of a feature file.</summary>
/// <param name="Path">What messages show; scenario ids begin with it.</param>
/// <param name="Text">The Gherkin text.</param>
public sealed record FeatureFile(string Path, string Text);
