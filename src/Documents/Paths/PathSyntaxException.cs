namespace Conformance.Documents.Paths;

/// <summary>Leaves the depth of the parser with the first error; never leaves the room.</summary>
#pragma warning disable CA1032, RCS1194 // It exists only with its error.
internal sealed class PathSyntaxException(JsonPathError error) : Exception(error.Message)
#pragma warning restore CA1032, RCS1194
{
    public JsonPathError Error { get; } = error;
}
