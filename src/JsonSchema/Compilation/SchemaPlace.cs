using System.Text.Json;

namespace Conformance.JsonSchema.Compilation;

/// <summary>
/// A schema where it stands: its document, its pointer from the document's root, and the schema resource it belongs to.
/// </summary>
internal sealed record SchemaPlace(SchemaResource Resource, string Pointer, JsonElement Element)
{
    public SchemaDocument Document => Resource.Document;

    /// <summary>The document's URI with the pointer as fragment.</summary>
    public string Location => $"{Document.Uri}#{JsonPointer.ToFragment(Pointer)}";

    /// <summary>The location of one of the schema's keywords, or of the schema itself when the name is empty.</summary>
    public string LocationOf(string keyword) =>
        keyword.Length == 0 ? Location : $"{Location}/{JsonPointer.ToFragment(JsonPointer.Escape(keyword))}";
}
