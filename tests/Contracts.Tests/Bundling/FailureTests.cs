using Conformance.Contracts.Loading;

namespace Conformance.Contracts.Tests.Bundling;

/// <summary>What cannot be followed is told where it stands, and keeps the contract from being served.</summary>
public sealed class FailureTests
{
    private const string Head = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\n";

    [Theory]
    [InlineData("none.yaml", "openapi.yaml:5:11 ref-unread")]
    [InlineData("item.yml", "openapi.yaml:5:11 ref-unread")]
    [InlineData("item.yaml#/nothing", "openapi.yaml:5:11 ref-not-found")]
    [InlineData("item.yaml#anchor", "openapi.yaml:5:11 ref-not-found")]
    [InlineData("item.yaml#/~2", "openapi.yaml:5:11 ref-syntax")]
    [InlineData("item.yaml/", "openapi.yaml:5:11 ref-unread")]
    [InlineData("folder", "openapi.yaml:5:11 ref-unread")]
    [InlineData("https://api.example.com/item.yaml", "openapi.yaml:5:11 ref-unread")]
    [InlineData("ftp://api.example.com/item.yaml", "openapi.yaml:5:11 ref-unread")]
    [InlineData("file://host/item.yaml", "openapi.yaml:5:11 ref-unread")]
    [InlineData("urn:example:item", "openapi.yaml:5:11 ref-unread")]
    [InlineData("circle.yaml", "circle2.yaml:1:7 ref-cycle")]
    public void Serves_nothing_where_a_reference_leads_nowhere(string reference, string problem)
    {
        using var folder = new Folder(
            ("openapi.yaml", Head + $"paths:\n  /a:\n    $ref: '{reference}'\n"),
            ("item.yaml", "get: {responses: {'200': {description: ok}}}"),
            ("circle.yaml", "$ref: circle2.yaml"),
            ("circle2.yaml", "$ref: circle.yaml"),
            ("folder/a.yaml", "a: 1")
        );

        var contract = folder.Load(out var problems);

        Assert.Null(contract);
        Assert.Equal([problem], problems);
        Assert.Equal(problems, folder.Lint());
    }

    [Fact]
    public void Names_the_file_in_which_a_mistake_is()
    {
        using var folder = new Folder(
            ("openapi.yaml", Head + "paths:\n  /a/{id}: {$ref: paths/a.yaml}\n"),
            (
                "paths/a.yaml",
                """
                get:
                  parameters: [{$ref: ../id.yaml}, {$ref: ../id.yaml}]
                  responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '../schema.yaml'}}}}}
                """
            ),
            ("id.yaml", "{name: id, in: path, schema: {type: strin}}"),
            ("schema.yaml", "{type: object, example: {a: 1}, properties: {a: {type: string}}, x: [")
        );

        Assert.Equal(
            [
                "schema.yaml:2:1 yaml-syntax",
                "paths/a.yaml:2:36 duplicate-parameter",
                "paths/a.yaml:3:84 ref-unread",
                "id.yaml:1:1 path-parameter-required",
                "id.yaml:1:37 schema",
            ],
            folder.Lint()
        );
    }

    [Fact]
    public void Says_what_was_probably_meant()
    {
        using var folder = new Folder(
            (
                "openapi.yaml",
                Head
                    + "paths: {/: {get: {responses: {'200': {$ref: 'parts/responses.yml#/ok'}, '201': {$ref: 'parts/responses.yaml#/okey'}}}}}"
            ),
            ("parts/responses.yaml", "okay: {description: ok}")
        );

        Assert.Equal(
            [
                "The reference \"parts/responses.yml#/ok\" cannot be followed: The file \"parts/responses.yml\" does not exist. Did you mean \"parts/responses.yaml\"?",
                "The reference \"parts/responses.yaml#/okey\" points at nothing: \"parts/responses.yaml\" has no member \"okey\". Did you mean \"#/okay\"?",
            ],
            folder.Sentences()
        );
    }

    [Fact]
    public void Serves_the_rest_where_a_part_is_enough()
    {
        using var folder = new Folder(
            (
                "openapi.yaml",
                Head
                    + """
                    paths:
                      /whole: {get: {responses: {'200': {description: ok}}}}
                      /broken: {get: {responses: {'200': {$ref: '#/components/responses/A'}}}}
                      /unknown: {$ref: none.yaml}
                    components: {responses: {A: {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/B'}}}}}, schemas: {B: {properties: {c: {$ref: none.yaml}}}}}
                    """
            )
        );
        folder.Source = folder.Source with { Partial = true };

        var contract = folder.Load(out var problems)!;

        Assert.Equal(["openapi.yaml:6:20 ref-unread", "openapi.yaml:7:159 ref-unread"], problems);
        Assert.Null(contract.Operations[0].Unread);
        Assert.Contains("none.yaml", contract.Operations[1].Unread, StringComparison.Ordinal);
        Assert.Contains("none.yaml", contract.Routes.Find("/unknown", out _)!.Unread, StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_a_circle_of_files_once_each()
    {
        using var folder = new Folder(
            ("openapi.yaml", Head + "paths: {/: {$ref: a.yaml}}"),
            ("a.yaml", "get: {callbacks: {c: {'{$request.query.u}': {$ref: a.yaml}}}, responses: {'200': {$ref: b.yaml}}}"),
            (
                "b.yaml",
                "{description: ok, content: {application/json: {schema: {$ref: c.yaml}}}, links: {l: {operationRef: 'openapi.yaml#/paths/~1/get'}}}"
            ),
            ("c.yaml", "{type: object, properties: {d: {$ref: d.yaml}, whole: {$ref: 'openapi.yaml#/components/schemas/E'}}}"),
            ("d.yaml", "{type: array, items: {$ref: c.yaml}}")
        );
        File.AppendAllText(folder.PathOf("openapi.yaml"), "\ncomponents: {schemas: {E: {$ref: 'd.yaml#/items'}}}\n");

        var contract = folder.Load();

        Assert.Equal([], folder.Lint());
        Assert.Equal(["openapi.yaml", "d.yaml", "c.yaml", "a.yaml", "b.yaml"], contract.Files.Select(f => Path.GetFileName(f)));
        Assert.Equal(
            "#/paths/~1",
            contract.Document["paths"]!["/"]!["get"]!["callbacks"]!["c"]!["{$request.query.u}"]!["$ref"]!.AsString()
        );
        Assert.Equal("#/paths/~1/get", contract.Document["components"]!["responses"]!["b"]!["links"]!["l"]!["operationRef"]!.AsString());
    }

    [Fact]
    public void Can_be_cancelled()
    {
        using var folder = new Folder(("openapi.yaml", Head + "paths: {/: {$ref: a.yaml}}"), ("a.yaml", "get: {}"));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.Throws<OperationCanceledException>(() =>
            ContractLoader.Load(folder.Source, new Dictionary<string, string>(), null, [], cancelled.Token)
        );
    }
}
