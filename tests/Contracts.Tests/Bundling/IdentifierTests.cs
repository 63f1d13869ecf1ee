namespace Conformance.Contracts.Tests.Bundling;

/// <summary>Schemas and documents that name themselves.</summary>
public sealed class IdentifierTests
{
    [Theory]
    [InlineData("https://schemas.example.com/user")] // Known by the $id of a file that another reference leads to.
    [InlineData("user.yaml#/$defs/name")] // A pointer.
    [InlineData("https://schemas.example.com/user#named")]
    [InlineData("#local")]
    public void Finds_a_schema_by_what_it_calls_itself(string reference)
    {
        using var folder = new Folder(
            (
                "openapi.yaml",
                """
                openapi: 3.1.0
                info: {title: T, version: '1'}
                paths:
                  /a: {get: {responses: {'200': {description: ok, content: {application/json: {schema: {$ref: 'REFERENCE'}}}}}}}
                  /b: {get: {responses: {'200': {description: ok, content: {application/json: {schema: {$ref: user.yaml}}}}}}}
                components: {schemas: {Local: {$anchor: local, type: string}}}
                """.Replace("REFERENCE", reference, StringComparison.Ordinal)
            ),
            (
                "user.yaml",
                """
                $schema: https://json-schema.org/draft/2020-12/schema
                $id: https://schemas.example.com/user
                type: [string, object]
                properties: {name: {$ref: '#named'}, role: {$ref: role}}
                $defs: {name: {$anchor: named, type: string}}
                examples: [{$id: none, $anchor: named}]
                """
            ),
            ("role", "{$id: https://schemas.example.com/role, enum: [admin]}")
        );

        var contract = folder.Load();

        Assert.Equal([], folder.Lint());
        Assert.True(contract.Operations[0].Documented.Responses[0].Content[0].Schema!.Types.HasFlag(Schemas.JsonTypes.String));
        var whole = contract.Operations[1].Documented.Responses[0].Content[0].Schema!.ForResponse!;
        Assert.True(whole.IsValid("""{"name": "Ann", "role": "admin"}"""u8.ToArray()));
        Assert.False(whole.IsValid("""{"name": 1}"""u8.ToArray()));
        Assert.False(whole.IsValid("""{"role": "guest"}"""u8.ToArray()));
    }

    [Fact]
    public void Resolves_relative_references_against_what_a_document_calls_itself()
    {
        using var folder = new Folder(
            (
                "openapi.yaml",
                """
                openapi: 3.2.0
                $self: v2/openapi.yaml
                info: {title: T, version: '1'}
                paths: {/: {get: {responses: {'200': {description: ok, content: {application/json: {schema: {$ref: user.yaml}}}}}}}}
                """
            ),
            ("v2/user.yaml", "{type: object, properties: {self: {$ref: 'openapi.yaml#/components/schemas/X'}, other: {type: integer}}}"),
            ("user.yaml", "type: string")
        );

        var contract = folder.Load(out var problems);

        Assert.Equal(["v2/user.yaml:1:42 ref-not-found"], problems);
        Assert.Null(contract);
    }

    [Fact]
    public void Leaves_the_names_of_schemas_with_dynamic_anchors()
    {
        using var folder = new Folder(
            (
                "openapi.yaml",
                """
                openapi: 3.1.0
                info: {title: T, version: '1'}
                paths:
                  /: {get: {responses: {'200': {description: ok, content: {application/json: {schema: {$ref: 'strict.yaml'}}}}}}}
                components: {schemas: {Tree: {$ref: tree.yaml}}}
                """
            ),
            (
                "tree.yaml",
                """
                $id: https://schemas.example.com/tree
                $dynamicAnchor: node
                type: object
                properties: {children: {type: array, items: {$dynamicRef: '#node'}}}
                """
            ),
            (
                "strict.yaml",
                """
                $id: https://schemas.example.com/strict
                $dynamicAnchor: node
                $ref: tree
                unevaluatedProperties: false
                """
            )
        );

        var schema = folder.Load().Operations[0].Documented.Responses[0].Content[0].Schema!.ForResponse!;

        Assert.True(schema.IsValid("""{"children": [{}]}"""u8.ToArray()));
        Assert.False(schema.IsValid("""{"children": [{"daat": 1}]}"""u8.ToArray()));
    }
}
