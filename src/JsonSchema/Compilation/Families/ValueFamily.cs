using Conformance.Documents;
using Conformance.JsonSchema.Evaluation;
using Conformance.JsonSchema.Instances;
using Conformance.JsonSchema.Keywords;

namespace Conformance.JsonSchema.Compilation.Families;

/// <summary><c>const</c> and <c>enum</c>.</summary>
internal static class ValueFamily
{
    public static void AddTo(ICollection<Keyword> keywords, KeywordSource source)
    {
        if (source.TryGet("const", out var value))
            keywords.Add(new OneOfValues(source.Place, "const", [new Literal(value)], [KeywordSource.Quote(value)]));
        if (!source.TryGet("enum", out var values))
            return;
        if (values is ArrayNode)
        {
            var literals = values.Items.Select(item => new Literal(item)).ToList();
            keywords.Add(new OneOfValues(source.Place, "enum", literals, values.Items.Select(KeywordSource.Quote)));
        }
        else
        {
            source.Problem("enum", values, "an array of values", "list the allowed values in brackets");
        }
    }
}
