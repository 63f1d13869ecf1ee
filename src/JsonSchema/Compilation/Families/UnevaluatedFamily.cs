using Conformance.JsonSchema.Evaluation;
using Conformance.JsonSchema.Keywords;

namespace Conformance.JsonSchema.Compilation.Families;

/// <summary><c>unevaluatedItems</c> and <c>unevaluatedProperties</c>.</summary>
internal static class UnevaluatedFamily
{
    public static void AddTo(ICollection<Keyword> keywords, KeywordSource source)
    {
        if (source.Schema("unevaluatedItems") is { } items)
            keywords.Add(new UnevaluatedItems(source.Place, items));
        if (source.Schema("unevaluatedProperties") is { } properties)
            keywords.Add(new UnevaluatedProperties(source.Place, properties));
    }
}
