using System.Diagnostics.CodeAnalysis;
using Conformance.Documents;

namespace Conformance.JsonSchema.Compilation;

/// <summary>The metaschemas of JSON Schema 2020-12, which every registry knows.</summary>
internal static class Metaschema
{
    private const string Prefix = "https://json-schema.org/draft/2020-12/";

    /// <summary>Reads the metaschema with a URI without a fragment, if there is one.</summary>
    public static bool TryRead(string uri, [NotNullWhen(true)] out Node? metaschema)
    {
        metaschema = null;
        if (!uri.StartsWith(Prefix, StringComparison.Ordinal))
            return false;
        var name = uri[Prefix.Length..].Replace('/', '.');
        using var stream = typeof(Metaschema).Assembly.GetManifestResourceStream($"metaschema.{name}.json");
        if (stream is null)
            return false;
        metaschema = DocumentReader.ReadStream(uri, stream, []);
        return metaschema is not null;
    }
}
