namespace Conformance.Documents;

/// <summary>A place in a source file. Lines and columns count from 1; a column counts UTF-16 code units, as editors do.</summary>
/// <param name="File">The name under which the document was read, shown to people: a path, or <c>&lt;stdin&gt;</c>.</param>
public readonly record struct Location(string File, int Line, int Column)
{
    /// <summary>The form that editors and terminals make clickable: <c>file:line:column</c>.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}";

    /// <summary>How a sentence about another place names this one: by its line alone where both are in one file.</summary>
    internal string SeenFrom(Location other) => File == other.File ? $"line {Line}" : ToString();
}
