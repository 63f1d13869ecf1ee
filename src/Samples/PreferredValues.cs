using System.Text.Json;
using Conformance.Documents;

namespace Conformance.Samples;

/// <summary>The values that a document itself offers for a schema.</summary>
internal static class PreferredValues
{
    /// <summary>
    /// In order of preference: <c>const</c>, <c>example</c>, <c>examples</c>, <c>default</c>, <c>enum</c>. A null comes after all others; as a
    /// default it says that nothing is given, which makes no sample.
    /// </summary>
    public static IEnumerable<JsonElement> Of(Flat flat)
    {
        var offered = Single(flat, "const")
            .Concat(Single(flat, "example"))
            .Concat(Several(flat, "examples"))
            .Concat(Single(flat, "default").Where(value => value.ValueKind != JsonValueKind.Null))
            .Concat(Several(flat, "enum"));
        return offered.OrderBy(value => value.ValueKind == JsonValueKind.Null);
    }

    /// <summary>Whether no value can be valid but those that <see cref="Of"/> offers.</summary>
    public static bool AreAll(Flat flat) => flat.Members.Any(node => node.Has("const") || node.Node["enum"] is ArrayNode);

    private static IEnumerable<JsonElement> Single(Flat flat, string keyword) =>
        flat.Members.Select(node => node.Keyword(keyword)).OfType<JsonElement>();

    private static IEnumerable<JsonElement> Several(Flat flat, string keyword) => flat.Members.SelectMany(node => node.Values(keyword));
}
