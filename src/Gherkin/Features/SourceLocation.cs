namespace Conformance.Gherkin;

/// <summary>A place in a feature file.</summary>
/// <param name="Path">The file, as messages show it.</param>
/// <param name="Line">Counts from 1.</param>
/// <param name="Column">Counts from 1.</param>
public sealed record SourceLocation(string Path, int Line, int Column)
{
    /// <summary><c>path:line:column</c>.</summary>
    public override string ToString() => $"{Path}:{Line}:{Column}";
}
