using Conformance.JsonSchema.Evaluation;
using Conformance.JsonSchema.Instances;
using Conformance.JsonSchema.Keywords;

namespace Conformance.JsonSchema.Compilation.Families;

/// <summary><c>multipleOf</c> and the four bounds; in OpenAPI 3.0 the exclusive ones are booleans beside the others.</summary>
internal static class NumberFamily
{
    public static void AddTo(ICollection<Keyword> keywords, KeywordSource source)
    {
        AddBound(keywords, source, "minimum", "exclusiveMinimum", isUpper: false);
        AddBound(keywords, source, "maximum", "exclusiveMaximum", isUpper: true);
        if (source.Number("multipleOf") is not { } divisor)
            return;
        var number = new NumberText(divisor.Value.Raw);
        if (number.IsZero || number.IsNegative)
            source.Problem("multipleOf", source.Place.Node["multipleOf"]!, "a number above 0", "write a positive number");
        else
            keywords.Add(new MultipleOf(source.Place, divisor));
    }

    private static void AddBound(ICollection<Keyword> keywords, KeywordSource source, string inclusive, string exclusive, bool isUpper)
    {
        if (source.Catalog.HasBooleanBounds)
        {
            var isExclusive = IsExclusive(source, exclusive, inclusive);
            if (source.Number(inclusive) is { } bound)
                keywords.Add(new NumberRange(source.Place, isExclusive ? exclusive : inclusive, bound, isUpper, isExclusive));
            return;
        }

        if (source.Number(inclusive) is { } limit)
            keywords.Add(new NumberRange(source.Place, inclusive, limit, isUpper, isExclusive: false));
        if (source.Number(exclusive) is { } open)
            keywords.Add(new NumberRange(source.Place, exclusive, open, isUpper, isExclusive: true));
    }

    private static bool IsExclusive(KeywordSource source, string exclusive, string inclusive)
    {
        if (!source.TryGet(exclusive, out var value))
            return false;
        if (value.AsBoolean() is { } isExclusive)
            return isExclusive;
        source.Problem(
            exclusive,
            value,
            "true or false",
            $"put the number into \"{inclusive}\" and say true here, as {(source.Dialect == Dialect.Draft4 ? "draft 4" : "OpenAPI 3.0")} does"
        );
        return false;
    }
}
