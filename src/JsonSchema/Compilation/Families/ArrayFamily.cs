using Conformance.Documents;
using Conformance.JsonSchema.Evaluation;
using Conformance.JsonSchema.Keywords;

namespace Conformance.JsonSchema.Compilation.Families;

/// <summary>The keywords of arrays.</summary>
internal static class ArrayFamily
{
    public static void AddTo(ICollection<Keyword> keywords, KeywordSource source)
    {
        if (source.Count("minItems") is { } fewest)
            keywords.Add(new MemberCount(source.Place, "minItems", fewest, isUpper: false, ofObject: false));
        if (source.Count("maxItems") is { } most)
            keywords.Add(new MemberCount(source.Place, "maxItems", most, isUpper: true, ofObject: false));
        var isList = source.Dialect == Dialect.Draft4 && source.TryGet("items", out var items) && items is ArrayNode;
        var prefix = source.Schemas(isList ? "items" : "prefixItems");
        var rest = isList ? source.Additional("additionalItems") : Rest(source);
        if (prefix is not null || rest is not null)
            keywords.Add(new Items(source.Place, prefix ?? [], rest));
        var minimum = source.Count("minContains");
        var maximum = source.Count("maxContains");
        if (source.Schema("contains") is { } contains)
            keywords.Add(new Contains(source.Place, contains, minimum ?? 1, maximum));
        if (source.Flag("uniqueItems"))
            keywords.Add(new UniqueItems(source.Place));
    }

    private static SchemaNode? Rest(KeywordSource source)
    {
        if (!source.TryGet("items", out var items) || items is not ArrayNode)
            return source.Schema("items");
        source.Problem("items", items, "one schema", "list schemas by position in \"prefixItems\", or join them with \"oneOf\"");
        return null;
    }
}
