using Conformance.Documents;

namespace Conformance.JsonSchema.Compilation;

/// <summary>Finds out which vocabularies a resource uses from the <c>$schema</c> it names (2020-12 core, 8.1).</summary>
internal sealed class VocabularyReader(SchemaLibrary library)
{
    private const string Draft = "https://json-schema.org/draft/2020-12/";
    private const string OpenApiPrefix = "https://spec.openapis.org/oas/3.";

    private static readonly Dictionary<string, Vocabularies> ByName = new(StringComparer.Ordinal)
    {
        ["core"] = Vocabularies.Core,
        ["applicator"] = Vocabularies.Applicator,
        ["unevaluated"] = Vocabularies.Unevaluated,
        ["validation"] = Vocabularies.Validation,
        ["meta-data"] = Vocabularies.MetaData,
        ["format-annotation"] = Vocabularies.FormatAnnotation,
        ["format-assertion"] = Vocabularies.FormatAssertion,
        ["content"] = Vocabularies.Content,
    };

    /// <summary>The resource's vocabularies; what is wrong with its <c>$schema</c> goes to <paramref name="problems"/>.</summary>
    public Vocabularies Of(SchemaResource resource, ICollection<SchemaProblem> problems)
    {
        if (resource.Vocabularies is { } known)
            return known;
        var keyword = resource.IsContainer ? "jsonSchemaDialect" : "$schema";
        Vocabularies vocabularies;
        if (resource.Root[keyword] is { } schema)
            vocabularies = Read(resource, keyword, schema, problems);
        else
            vocabularies = resource.Parent is null ? Vocabularies.Standard : Of(resource.Parent, problems);
        resource.Vocabularies = vocabularies;
        return vocabularies;
    }

    private Vocabularies Read(SchemaResource resource, string keyword, Node schema, ICollection<SchemaProblem> problems)
    {
        void Report(string expected, string remedy) =>
            problems.Add(
                new SchemaProblem(keyword, resource.RootPlace.LocationOf(keyword), schema.ToString(), expected, remedy) { At = schema.At }
            );

        var uri = schema.AsString() is { } text ? SchemaUri.Resolve(resource.Uri, text) : null;
        if (uri is null)
        {
            Report("the URI of a metaschema", "name the metaschema or leave the keyword out");
            return Vocabularies.Standard;
        }

        if (
            uri == Draft + "schema"
            || (uri.StartsWith(OpenApiPrefix, StringComparison.Ordinal) && uri.Contains("/dialect/", StringComparison.Ordinal))
        )
            return Vocabularies.Standard;
        if (library.FindResource(uri) is not { } metaschema)
        {
            Report("a metaschema that is known here", $"use \"{Draft}schema\", register the metaschema, or leave the keyword out");
            return Vocabularies.Standard;
        }

        if (metaschema.Root["$vocabulary"] is not ObjectNode declared)
            return Vocabularies.Standard;
        var vocabularies = Vocabularies.Core;
        foreach (var vocabulary in declared.Members)
        {
            if (
                vocabulary.Name.StartsWith(Draft + "vocab/", StringComparison.Ordinal)
                && ByName.TryGetValue(vocabulary.Name[(Draft.Length + "vocab/".Length)..], out var flag)
            )
                vocabularies |= flag;
            else if (vocabulary.Value.AsBoolean() == true)
                Report(
                    "a metaschema whose required vocabularies are known here",
                    $"make the vocabulary \"{vocabulary.Name}\" optional or leave it out"
                );
        }

        return vocabularies;
    }
}
