using System.Text.Json;

namespace Conformance.JsonSchema.Compilation;

/// <summary>The metaschemas of JSON Schema 2020-12, which every registry knows.</summary>
internal static class Metaschema
{
    private const string Prefix = "https://json-schema.org/draft/2020-12/";

    /// <summary>Reads the metaschema with a URI without a fragment, if there is one.</summary>
    public static bool TryRead(string uri, out JsonElement metaschema)
    {
        metaschema = default;
        if (!uri.StartsWith(Prefix, StringComparison.Ordinal))
            return false;
        var name = uri[Prefix.Length..].Replace('/', '.');
        using var stream = typeof(Metaschema).Assembly.GetManifestResourceStream($"metaschema.{name}.json");
        if (stream is null)
            return false;
        using var document = JsonDocument.Parse(stream);
        metaschema = document.RootElement.Clone();
        return true;
    }
}
