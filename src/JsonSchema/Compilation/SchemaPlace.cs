using Conformance.Documents;

namespace Conformance.JsonSchema.Compilation;

/// <summary>A schema where it stands: its node, and the schema resource that it belongs to.</summary>
internal sealed record SchemaPlace(SchemaResource Resource, Node Node)
{
    public SchemaDocument Document => Resource.Document;

    /// <summary>A schema that lies below this one.</summary>
    public SchemaPlace At(Node below) => new(Document.ResourceAt(below) ?? Resource, below);

    /// <summary>The document's URI with the pointer as fragment.</summary>
    public string Location => $"{Document.Uri}#{JsonPointer.To(Node).ToFragment()}";

    /// <summary>The location of one of the schema's keywords, or of the schema itself when the name is empty.</summary>
    public string LocationOf(string keyword) =>
        keyword.Length == 0 ? Location : $"{Document.Uri}#{JsonPointer.To(Node).Append(keyword).ToFragment()}";

    /// <summary>Where the value of one of the schema's keywords is written, or the schema itself when the name is empty or the keyword is not there.</summary>
    public Location PlaceOf(string keyword) => (Node[keyword] ?? Node).At;
}
