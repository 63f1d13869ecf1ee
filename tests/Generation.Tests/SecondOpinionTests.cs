using System.Text.RegularExpressions;
using Conformance.Contracts;
using Conformance.TestKit;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace Conformance.Generation.Tests;

/// <summary>Reads real documents with Microsoft.OpenApi as well; each difference is listed with whose defect it is.</summary>
public sealed class SecondOpinionTests(ITestOutputHelper output)
{
    // The document, what differs, how often, and whose defect it is.
    private static readonly (string Document, string Difference, int Count, string Defect)[] Known =
    [
        ("accelbyte-iam.json", "ours alone: .* body required$", 47, FormRequired),
        ("accelbyte-iam.json", "theirs alone: .* body$", 47, FormRequired),
        ("accelbyte-iam.json", "theirs alone: .* body text/plain$", 3, "Microsoft.OpenApi: a form does not travel as text/plain."),
        ("casdoor.json", "ours alone: .* body required$", 6, FormRequired),
        ("casdoor.json", "theirs alone: .* body$", 6, FormRequired),
        ("casdoor.json", "ours alone: POST /api/upload-resource body multipart/form-data$", 1, FileForm),
        ("casdoor.json", "theirs alone: POST /api/upload-resource body application/x-www-form-urlencoded$", 1, FileForm),
        ("koel.yaml", "ours alone: .* path (count|transcode|bitrate) required$", 3, PathRequired),
        ("koel.yaml", "theirs alone: .* path (count|transcode|bitrate)$", 3, PathRequired),
        (
            "openziti-client.yaml",
            "ours alone: POST /enroll.* body",
            13,
            "Microsoft.OpenApi: it loses the body that a path item of Swagger 2.0 describes."
        ),
        (
            "supertokens-fdi.yaml",
            "theirs alone: GET /example path apiBasePath required$",
            1,
            "The document's: the path has no such parameter."
        ),
    ];

    private const string FormRequired = "Microsoft.OpenApi: a form of Swagger 2.0 with a required field is required.";
    private const string FileForm = "Microsoft.OpenApi: a form of Swagger 2.0 with a file is multipart.";
    private const string PathRequired = "The document's: a parameter of the path has to be required. Ours takes it for that.";

    [Fact]
    public void Both_readers_find_the_same_operations_parameters_bodies_and_statuses()
    {
        Assert.SkipWhen(Documents.Real.Count == 0, Repository.DataMissing);
        var found = new List<string>();
        foreach (var path in Documents.Real)
        {
            var (ours, theirs) = (Ours(Documents.Load(path)), Theirs(path));
            found.AddRange(ours.Except(theirs).Select(d => $"{Path.GetFileName(path)}: ours alone: {d}"));
            found.AddRange(theirs.Except(ours).Select(d => $"{Path.GetFileName(path)}: theirs alone: {d}"));
        }

        foreach (var (document, difference, count, defect) in Known)
        {
            var explained = found
                .Where(d => Regex.IsMatch(d, $"^{Regex.Escape(document)}: {difference}", RegexOptions.NonBacktracking))
                .ToList();
            output.WriteLine($"{document}: {explained.Count} times {difference}: {defect}");
            Assert.Equal((document, difference, count), (document, difference, explained.Count));
            found.RemoveAll(explained.Contains);
        }

        Assert.Empty(found);
    }

    private static HashSet<string> Ours(Contract contract) =>
        [
            .. contract.Operations.SelectMany(o =>
                o.Parameters.Select(p => $"{p.Place} {p.Name}{(p.Required ? " required" : "")}")
                    .Concat(o.Body is { } body ? Body(body.Required, body.Content.Select(c => c.Range)) : [])
                    .Concat(o.Documented.Responses.Select(r => $"status {r.Key.ToUpperInvariant()}"))
                    .Prepend("")
                    .Select(d => $"{o} {d}")
            ),
        ];

    private static HashSet<string> Theirs(string path)
    {
        var settings = new OpenApiReaderSettings { RuleSet = ValidationRuleSet.GetEmptyRuleSet() };
        settings.AddYamlReader();
        var read = OpenApiDocument.Parse(File.ReadAllText(path), Path.GetExtension(path) == ".json" ? "json" : "yaml", settings);
        return
        [
            .. read.Document!.Paths.SelectMany(p =>
                (p.Value.Operations ?? []).SelectMany(o =>
                    Operation(p.Value, o.Value).Prepend("").Select(d => $"{o.Key.Method} {p.Key} {d}")
                )
            ),
        ];
    }

    private static IEnumerable<string> Operation(IOpenApiPathItem item, OpenApiOperation operation)
    {
        var parameters = (operation.Parameters ?? []).Concat(item.Parameters ?? []).DistinctBy(p => (p.In, p.Name));
        return parameters
            .Where(p =>
                !(
                    p.In == Microsoft.OpenApi.ParameterLocation.Header
                    && p.Name?.ToUpperInvariant() is "ACCEPT" or "CONTENT-TYPE" or "AUTHORIZATION"
                )
            )
            .Select(p => $"{p.In.ToString()!.ToLowerInvariant()} {p.Name}{(p.Required ? " required" : "")}")
            .Concat(
                operation.RequestBody is { } body
                    ? Body(
                        body.Required,
                        (body.Content ?? new Dictionary<string, IOpenApiMediaType>()).Keys.Select(k => k.Split(';')[0].Trim())
                    )
                    : []
            )
            .Concat((operation.Responses ?? []).Keys.Select(k => $"status {k.ToUpperInvariant()}"));
    }

    private static IEnumerable<string> Body(bool required, IEnumerable<string> mediaTypes) =>
        mediaTypes.Select(m => $"body {m.ToLowerInvariant()}").Append(required ? "body required" : "body");
}
