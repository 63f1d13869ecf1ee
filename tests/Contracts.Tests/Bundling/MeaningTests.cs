using System.Text;

namespace Conformance.Contracts.Tests.Bundling;

/// <summary>What stands beside references, in mappings and in examples means the same in one document as in several.</summary>
public sealed class MeaningTests
{
    private const string Info = "info: {title: T, version: '1'}\n";

    [Fact]
    public void Merges_what_stands_beside_the_reference_of_a_path_item()
    {
        using var folder = new Folder(
            (
                "openapi.yaml",
                "openapi: 3.1.0\n"
                    + Info
                    + """
                    paths:
                      /a/{id}:
                        $ref: item.yaml
                        parameters: [{name: id, in: path, required: true, schema: {$ref: '#/components/schemas/Id'}}]
                        post: {responses: {'204': {description: done}}}
                      /b: {$ref: '#/paths/~1c', get: {responses: {'200': {description: ok}}}}
                      /c: {put: {responses: {'200': {description: ok}}}}
                    components: {schemas: {Id: {type: integer}}}
                    """
            ),
            ("item.yaml", "get: {responses: {'200': {description: ok}}}")
        );

        var contract = folder.Load();

        Assert.Equal([], folder.Lint());
        Assert.Equal(
            ["GET /a/{id} 1", "POST /a/{id} 1", "PUT /b 0", "GET /b 0", "PUT /c 0"],
            contract.Operations.Select(o => $"{o} {o.Parameters.Length}")
        );
    }

    [Fact]
    public void Tells_a_conflict_beside_the_reference_of_a_path_item()
    {
        using var folder = new Folder(
            (
                "openapi.yaml",
                "openapi: 3.0.3\n" + Info + "paths: {/a: {$ref: item.yaml, summary: mine, get: {responses: {'204': {description: mine}}}}}"
            ),
            ("item.yaml", "{summary: theirs, get: {responses: {'200': {description: theirs}}}}")
        );

        Assert.Null(folder.Load(out var problems));
        Assert.Equal(["openapi.yaml:3:46 ref-conflict"], problems);
    }

    [Fact]
    public void Lets_one_path_item_stand_at_several_paths()
    {
        using var folder = new Folder(
            ("openapi.yaml", "openapi: 3.0.3\n" + Info + "paths: {/a: {$ref: item.yaml}, /b: {$ref: item.yaml}}"),
            ("item.yaml", "get: {operationId: get, responses: {'200': {description: ok}}}")
        );

        Assert.Equal(["GET /a", "GET /b"], folder.Load().Operations.Select(o => o.ToString()));
        Assert.Equal([], folder.Lint());
    }

    [Theory]
    [InlineData("3.0.3", true)] // Nothing counts beside a reference.
    [InlineData("3.1.0", false)]
    public void Counts_what_stands_beside_the_reference_of_a_schema_as_the_version_does(string version, bool takesAny)
    {
        using var folder = new Folder(
            (
                "openapi.yaml",
                $"openapi: {version}\n"
                    + Info
                    + "paths: {/: {get: {responses: {'200': {description: ok, content: {application/json: {schema: {$ref: alias.yaml, minLength: 2}}}}}}}}"
            ),
            ("alias.yaml", "{$ref: text.yaml, maxLength: 3}"),
            ("text.yaml", "type: string")
        );

        var schema = folder.Load().Operations[0].Documented.Responses[0].Content[0].Schema!.ForResponse!;

        Assert.False(schema.IsValid("1"u8.ToArray()));
        Assert.True(schema.IsValid("\"abc\""u8.ToArray()));
        Assert.Equal(takesAny, schema.IsValid("\"a\""u8.ToArray()));
        Assert.Equal(takesAny, schema.IsValid("\"abcd\""u8.ToArray()));
    }

    [Fact]
    public void Rewrites_the_mapping_of_a_discriminator()
    {
        using var folder = new Folder(
            (
                "openapi.yaml",
                "openapi: 3.0.3\n"
                    + Info
                    + "paths: {/: {get: {responses: {'200': {description: ok, content: {application/json: {schema: {$ref: pets/pet.yaml}}}}}}}}\ncomponents: {schemas: {Cow: {type: object, properties: {milk: {type: integer}}}}}"
            ),
            (
                "pets/pet.yaml",
                """
                oneOf: [{$ref: cat.yaml}, {$ref: ../birds.yaml#/Owl}, {$ref: '../openapi.yaml#/components/schemas/Cow'}]
                discriminator: {propertyName: kind, mapping: {cat: cat.yaml, owl: '../birds.yaml#/Owl', cow: Cow}}
                """
            ),
            ("pets/cat.yaml", "{type: object, properties: {kind: {type: string}, lives: {type: integer}}}"),
            ("birds.yaml", "Owl: {type: object, properties: {kind: {type: string}, night: {type: boolean}}}")
        );

        var contract = folder.Load();

        Assert.Equal([], folder.Lint());
        Assert.Equal(
            ["#/components/schemas/cat", "#/components/schemas/Owl", "Cow"],
            contract.Document["components"]!["schemas"]!["pet"]!["discriminator"]!["mapping"]!.Members.Select(m => m.Value.AsString())
        );
        var schema = contract.Operations[0].Documented.Responses[0].Content[0].Schema!.ForResponse!;
        Assert.True(schema.IsValid("""{"kind": "cat", "lives": 9}"""u8.ToArray()));
        Assert.False(schema.IsValid("""{"kind": "owl", "night": 9}"""u8.ToArray()));
        Assert.False(schema.IsValid("""{"kind": "dog"}"""u8.ToArray()));
    }

    [Fact]
    public void Reads_examples_that_lie_in_files()
    {
        using var folder = new Folder(
            (
                "openapi.yaml",
                "openapi: 3.0.3\n"
                    + Info
                    + """
                    paths:
                      /json: {get: {responses: {'200': {description: ok, content: {application/json: {schema: {type: object}, examples: {a: {externalValue: examples/a.json}}}}}}}}
                      /yaml: {get: {responses: {'200': {description: ok, content: {application/json: {examples: {a: {$ref: 'examples/list.yaml#/one'}}}}}}}}
                      /text: {get: {responses: {'200': {description: ok, content: {text/plain: {examples: {a: {externalValue: examples/a.json}}}}}}}}
                      /far: {get: {responses: {'200': {description: ok, content: {text/plain: {examples: {a: {externalValue: 'https://api.example.com/a'}}}}}}}}
                    """
            ),
            ("examples/a.json", """{"$ref": "none.yaml"}"""),
            ("examples/list.yaml", "one: {externalValue: b.yaml}"),
            ("examples/b.yaml", "b: 2")
        );

        var contract = folder.Load(out var problems)!;

        Assert.Equal(["openapi.yaml:7:106 example-unread"], problems);
        Assert.Equal(
            ["""{"$ref":"none.yaml"}""", """{"b":2}""", """{"$ref": "none.yaml"}"""],
            contract
                .Operations.Take(3)
                .Select(o =>
                    Encoding.UTF8.GetString(Assert.Single(o.Documented.Responses[0].Content[0].Examples).Body.Constant!.Value.Span)
                )
        );
        Assert.Contains(folder.PathOf("examples/b.yaml"), contract.Files);
    }

    [Fact]
    public void Applies_overlays_to_what_all_files_are_together()
    {
        using var folder = new Folder(
            ("openapi.yaml", "openapi: 3.0.3\n" + Info + "paths: {/login: {$ref: paths/login.yaml}}"),
            ("paths/login.yaml", "post: {responses: {'200': {description: ok}}}"),
            (
                "more.overlay.yaml",
                """
                overlay: 1.0.0
                info: {title: More, version: '1'}
                actions:
                  - {target: "$.paths['/login'].post", update: {operationId: login, responses: {'401': {$ref: 'paths/refused.yaml'}}}}
                """
            ),
            ("paths/refused.yaml", "description: refused")
        );
        folder.Source = folder.Source with { Overlays = [folder.PathOf("more.overlay.yaml")] };

        var operation = Assert.Single(folder.Load().Operations);

        Assert.Equal("login", operation.Id);
        Assert.Equal(["200", "401"], operation.Documented.Responses.Select(r => r.Key));
    }
}
