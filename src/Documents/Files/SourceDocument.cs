namespace Conformance.Documents.Files;

/// <summary>One file of a document that is written in several.</summary>
/// <param name="Uri">Where it was found.</param>
/// <param name="Name">How messages name it.</param>
/// <param name="Root">Its tree, as written.</param>
/// <param name="Base">What relative references in it are resolved against: its <c>$self</c> (OpenAPI 3.2, section 4.1.2.2.1) or where it was found.</param>
/// <param name="Depth">How many references lead to it from the first file.</param>
internal sealed record SourceDocument(Uri Uri, string Name, Node Root, Uri Base, int Depth)
{
    /// <summary>The scope of references that no <c>$id</c> surrounds.</summary>
    public ReferenceScope Scope => new(this, Base, Root);
}

/// <summary>What a reference is seen from.</summary>
/// <param name="Document">The file in which it is written.</param>
/// <param name="Base">The base URI (RFC 3986, section 5.1): of the nearest schema with an <c>$id</c> (JSON Schema 2020-12 core, section 9.1), else of the file.</param>
/// <param name="Resource">What <c>#</c> stands for: that schema, or the file's root.</param>
internal readonly record struct ReferenceScope(SourceDocument Document, Uri Base, Node Resource)
{
    /// <summary>Whether <c>#</c> is the whole file.</summary>
    public bool IsWholeFile => Resource.Parent is null;
}

/// <summary>What a reference leads to.</summary>
/// <param name="Scope">What references in the node are seen from, an <c>$id</c> of its own not counted.</param>
internal readonly record struct ReferenceTarget(Node Node, ReferenceScope Scope);
