using Conformance.Documents;
using Conformance.JsonSchema.Evaluation;

namespace Conformance.JsonSchema.Compilation.Families;

/// <summary><c>type</c> (2020-12 validation, 6.1.1) and, in OpenAPI 3.0, <c>nullable</c>.</summary>
internal static class TypeFamily
{
    private const string Names = "one of \"object\", \"array\", \"string\", \"number\", \"integer\", \"boolean\"";

    public static Kinds Read(KeywordSource source)
    {
        var nullable = source.Flag("nullable");
        if (!source.TryGet("type", out var type))
            return Kinds.All;
        if (source.Dialect == Dialect.OpenApi30)
            return One(source, type, allowsNull: false) | (nullable ? Kinds.Null : Kinds.None);
        var kinds = nullable ? Kinds.Null : Kinds.None;
        if (type is not ArrayNode)
            return kinds | One(source, type, allowsNull: true);
        foreach (var item in type.Items)
            kinds |= One(source, item, allowsNull: true);
        return kinds;
    }

    private static Kinds One(KeywordSource source, Node type, bool allowsNull)
    {
        var kinds = type.AsString() is { } name ? TypeNames.Find(name) : Kinds.None;
        if (kinds != Kinds.None && (allowsNull || kinds != Kinds.Null))
            return kinds;
        var remedy = (allowsNull, kinds, type) switch
        {
            (false, Kinds.Null, _) => "say \"nullable: true\" beside another type, as OpenAPI 3.0 does",
            (false, _, ArrayNode) => "name one type, since OpenAPI 3.0 has no lists of them; use \"nullable\" or \"oneOf\"",
            _ => "use one of these names",
        };
        source.Problem("type", type, allowsNull ? $"{Names}, \"null\", or an array of them" : Names, remedy);
        return Kinds.All;
    }
}
