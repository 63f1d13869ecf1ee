using Conformance.JsonSchema.Evaluation;

namespace Conformance.JsonSchema.Compilation.Families;

/// <summary>Puts a node together from all keyword families: cheap checks first, <c>unevaluated*</c> last.</summary>
internal static class KeywordFamilies
{
    public static void Complete(SchemaNode node, KeywordSource source)
    {
        var keywords = new List<Keyword>();
        if (source.Catalog.ReferencesStandAlone && source.Has("$ref"))
        {
            ReferenceFamily.AddTo(keywords, source);
            node.Complete(Kinds.All, keywords);
            return;
        }

        var types = TypeFamily.Read(source);
        ValueFamily.AddTo(keywords, source);
        NumberFamily.AddTo(keywords, source);
        StringFamily.AddTo(keywords, source);
        ArrayFamily.AddTo(keywords, source);
        ObjectFamily.AddTo(keywords, source);
        ReferenceFamily.AddTo(keywords, source);
        CombinatorFamily.AddTo(keywords, source);
        UnevaluatedFamily.AddTo(keywords, source);
        node.Complete(types, keywords);
    }
}
