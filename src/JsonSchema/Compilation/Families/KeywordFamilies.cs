using Conformance.JsonSchema.Evaluation;

namespace Conformance.JsonSchema.Compilation.Families;

/// <summary>Puts a node together from all keyword families: cheap checks first, <c>unevaluated*</c> last.</summary>
internal static class KeywordFamilies
{
    public static void Complete(SchemaNode node, KeywordSource source)
    {
        var keywords = new List<Keyword>();
        // In OpenAPI 3.0 a reference object replaces the schema, and whatever stands beside $ref is ignored (3.0.3, Reference Object).
        if (source.Dialect == Dialect.OpenApi30 && source.Has("$ref"))
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
