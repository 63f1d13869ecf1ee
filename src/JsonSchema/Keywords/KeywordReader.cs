using Conformance.JsonSchema.Compilation;
using Conformance.JsonSchema.Evaluation;
using Conformance.JsonSchema.Instances;

namespace Conformance.JsonSchema.Keywords;

/// <summary>Puts a node together from all keywords: cheap checks first, <c>unevaluated*</c> last.</summary>
internal static class KeywordReader
{
    public static void Complete(CompiledNode node, KeywordSource source)
    {
        var keywords = new List<Keyword>();
        if (source.Catalog.ReferencesStandAlone && source.Has("$ref"))
        {
            ReferenceKeywords.AddTo(keywords, source);
            node.Complete(Kinds.All, keywords);
            return;
        }

        var types = TypeKeyword.Read(source);
        ValueKeywords.AddTo(keywords, source);
        NumberKeywords.AddTo(keywords, source);
        StringKeywords.AddTo(keywords, source);
        ArrayKeywords.AddTo(keywords, source);
        ObjectKeywords.AddTo(keywords, source);
        ReferenceKeywords.AddTo(keywords, source);
        InPlaceApplicators.AddTo(keywords, source);
        UnevaluatedKeywords.AddTo(keywords, source);
        node.Complete(types, keywords);
    }
}
