using System.Diagnostics.CodeAnalysis;
using Conformance.Documents;

namespace Conformance.JsonSchema.Resources;

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

/// <summary>The vocabularies of JSON Schema 2020-12 (core, 8.1.2).</summary>
[Flags]
internal enum Vocabularies
{
    None = 0,
    Core = 1 << 0,
    Applicator = 1 << 1,
    Unevaluated = 1 << 2,
    Validation = 1 << 3,
    MetaData = 1 << 4,
    FormatAnnotation = 1 << 5,
    FormatAssertion = 1 << 6,
    Content = 1 << 7,

    /// <summary>What the metaschema of 2020-12 declares.</summary>
    Standard = Core | Applicator | Unevaluated | Validation | MetaData | FormatAnnotation | Content,

    /// <summary>Either of the format vocabularies.</summary>
    Format = FormatAnnotation | FormatAssertion,
}

/// <summary>The metaschemas of JSON Schema 2020-12, which every registry knows.</summary>
internal static class Metaschema
{
    private const string Prefix = "https://json-schema.org/draft/2020-12/";

    /// <summary>Reads the metaschema with a URI without a fragment, if there is one.</summary>
    public static bool TryRead(string uri, [NotNullWhen(true)] out Node? metaschema)
    {
        metaschema = null;
        if (!uri.StartsWith(Prefix, StringComparison.Ordinal))
            return false;
        var name = uri[Prefix.Length..].Replace('/', '.');
        using var stream = typeof(Metaschema).Assembly.GetManifestResourceStream($"metaschema.{name}.json");
        if (stream is null)
            return false;
        metaschema = DocumentReader.ReadStream(uri, stream, []);
        return metaschema is not null;
    }
}
