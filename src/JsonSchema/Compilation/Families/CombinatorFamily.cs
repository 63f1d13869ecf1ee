using Conformance.JsonSchema.Evaluation;
using Conformance.JsonSchema.Keywords;

namespace Conformance.JsonSchema.Compilation.Families;

/// <summary><c>allOf</c>, <c>anyOf</c>, <c>oneOf</c>, <c>not</c> and <c>if</c>.</summary>
internal static class CombinatorFamily
{
    public static void AddTo(ICollection<Keyword> keywords, KeywordSource source)
    {
        if (source.Schemas("allOf") is { } all)
            keywords.Add(new AllOf(source.Place, all));
        if (source.Schemas("anyOf") is { } any)
            keywords.Add(new Alternatives(source.Place, exactlyOne: false, any, DiscriminatorFamily.Read(source, any)));
        if (source.Schemas("oneOf") is { } one)
            keywords.Add(new Alternatives(source.Place, exactlyOne: true, one, DiscriminatorFamily.Read(source, one)));
        if (source.Schema("not") is { } not)
            keywords.Add(new Not(source.Place, not));
        var consequence = source.Schema("then");
        var alternative = source.Schema("else");
        if (source.Schema("if") is { } condition)
            keywords.Add(new IfThenElse(source.Place, condition, consequence, alternative));
    }
}
