namespace Conformance.Contracts.Tests.Bundling;

/// <summary>Every place at which OpenAPI has a reference may lead to another file.</summary>
public sealed class PlacesTests
{
    [Fact]
    public void Follows_references_of_every_object_that_may_be_one()
    {
        using var folder = new Folder(
            (
                "api/openapi.yaml",
                """
                openapi: 3.0.3
                info: {title: T, version: '1'}
                paths:
                  /users/{id}: {$ref: paths/user.yaml}
                components:
                  securitySchemes: {key: {$ref: '../shared/security.json#/key'}}
                """
            ),
            (
                "api/paths/user.yaml",
                """
                parameters: [{$ref: '../../shared/parts.yaml#/id'}]
                put:
                  security: [{key: []}]
                  requestBody: {$ref: '../../shared/parts.yaml#/body'}
                  callbacks: {done: {$ref: '../../shared/parts.yaml#/done'}}
                  responses:
                    '200': {$ref: '../../shared/parts.yaml#/ok'}
                """
            ),
            (
                "shared/parts.yaml",
                """
                id: {name: id, in: path, required: true, schema: {$ref: '#/number'}}
                number: {type: integer}
                body: {required: true, content: {application/json: {schema: {$ref: user.json}}}}
                done: {'{$request.body#/url}': {post: {responses: {'204': {description: ok}}}}}
                ok:
                  description: ok
                  headers: {X-Left: {$ref: '#/left'}}
                  links: {again: {$ref: '#/again'}}
                  content: {application/json: {schema: {$ref: user.json}, examples: {one: {$ref: '#/one'}}}}
                left: {schema: {$ref: '#/number'}}
                again: {operationRef: '../api/paths/user.yaml#/put'}
                one: {value: {name: Ann}}
                """
            ),
            ("shared/user.json", """{"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}"""),
            ("shared/security.json", """{"key": {"type": "apiKey", "in": "header", "name": "X-Key"}}""")
        );

        var contract = folder.Load();

        Assert.Equal([], folder.Lint());
        var operation = Assert.Single(contract.Operations);
        Assert.Equal("PUT /users/{id}", operation.ToString());
        Assert.Equal("/paths/~1users~1{id}/put", operation.Pointer);
        Assert.True(Assert.Single(operation.Parameters).Schema!.Types.HasFlag(Schemas.JsonTypes.Integer));
        Assert.NotNull(operation.Body!.Content[0].Schema!.Compiled);
        Assert.Single(operation.Credentials);
        var components = contract.Document["components"]!;
        Assert.Equal(
            "securitySchemes: key; parameters: id; requestBodies: body; callbacks: done; responses: ok; schemas: number, user; headers: left; links: again; examples: one",
            string.Join("; ", components.Members.Select(m => $"{m.Name}: {string.Join(", ", m.Value.Members.Select(c => c.Name))}"))
        );
        Assert.Equal("#/paths/~1users~1%7Bid%7D/put", components["links"]!["again"]!["operationRef"]!.AsString());
        Assert.Equal("#/components/schemas/number", components["headers"]!["left"]!["schema"]!["$ref"]!.AsString());
    }

    [Theory]
    [InlineData("a.yaml#/User")]
    [InlineData("./a.yaml#/User")]
    [InlineData("../x/a.yaml#/User")]
    [InlineData("{folder}/x/a.yaml#/User")]
    [InlineData("file://{folder}/x/a.yaml#/User")]
    [InlineData("a%2eyaml#/%55ser")]
    [InlineData("b{c} @d.yaml")]
    [InlineData("openapi.yaml#/components/schemas/User")]
    [InlineData("whole.yaml#/components/schemas/Other")]
    public void Finds_a_schema_however_its_file_is_named(string reference)
    {
        using var folder = new Folder(
            (
                "x/openapi.yaml",
                """
                openapi: 3.0.3
                info: {title: T, version: '1'}
                paths: {/: {get: {responses: {'200': {description: ok, content: {application/json: {schema: {$ref: 'REFERENCE'}}}}}}}}
                components: {schemas: {User: {type: boolean}}}
                """.Replace("REFERENCE", reference, StringComparison.Ordinal)
            ),
            ("x/a.yaml", "User: {type: boolean}"),
            ("x/b{c} @d.yaml", "type: boolean"),
            (
                "x/whole.yaml",
                """
                openapi: 3.1.0
                info: {title: Other, version: '2'}
                components: {schemas: {Other: {$ref: '#/components/schemas/Third'}, Third: {type: boolean}}}
                """
            )
        );

        var schema = folder.Load().Operations[0].Documented.Responses[0].Content[0].Schema!;

        Assert.Equal(Schemas.JsonTypes.Boolean, schema.Types);
        Assert.Equal([], folder.Lint());
    }

    [Fact]
    public void Keeps_names_that_are_free_and_numbers_the_others()
    {
        using var folder = new Folder(
            (
                "openapi.yaml",
                """
                openapi: 3.0.3
                info: {title: T, version: '1'}
                paths:
                  /: {get: {responses: {'200': {description: ok, content: {application/json: {schema: {oneOf: [{$ref: a/User.yaml}, {$ref: b/User.yaml}, {$ref: 'b/User.yaml#'}, {$ref: c/Pet.yaml}]}}}}}}}
                components: {schemas: {Animal: {$ref: c/Pet.yaml}, User: {type: string}}}
                """
            ),
            ("a/User.yaml", "type: integer"),
            ("b/User.yaml", "type: boolean"),
            ("c/Pet.yaml", "{type: object, properties: {next: {$ref: Pet.yaml}}}")
        );

        var document = folder.Load().Document;

        Assert.Equal(["Animal", "User", "User-2", "User-3"], document["components"]!["schemas"]!.Members.Select(m => m.Name));
        Assert.Equal(
            ["#/components/schemas/User-2", "#/components/schemas/User-3", "#/components/schemas/User-3", "#/components/schemas/Animal"],
            document["paths"]!["/"]!["get"]!["responses"]!["200"]!["content"]!["application/json"]!["schema"]!["oneOf"]!.Items.Select(i =>
                i["$ref"]!.AsString()
            )
        );
        Assert.Equal(
            "#/components/schemas/Animal",
            document["components"]!["schemas"]!["Animal"]!["properties"]!["next"]!["$ref"]!.AsString()
        );
    }

    [Fact]
    public void Puts_the_target_in_place_where_the_specification_has_no_reference()
    {
        using var folder = new Folder(
            (
                "openapi.yaml",
                """
                openapi: 3.0.3
                info: {$ref: info.yaml}
                paths: {$ref: paths.yaml}
                components: {schemas: {$ref: schemas/index.yaml}}
                """
            ),
            ("info.yaml", "{title: Split, version: '7'}"),
            ("paths.yaml", "/a: {get: {$ref: 'operations.yaml#/a'}}"),
            ("operations.yaml", "a: {responses: {$ref: 'responses.yaml'}}"),
            ("responses.yaml", "'200': {description: ok, content: {application/json: {schema: {$ref: 'schemas/index.yaml#/User'}}}}"),
            ("schemas/index.yaml", "{User: {$ref: user.yaml}, Role: {type: string}}"),
            ("schemas/user.yaml", "{type: object, properties: {role: {$ref: 'index.yaml#/Role'}}}")
        );

        var contract = folder.Load();

        Assert.Equal(
            ["openapi.yaml:2:14 ref-place", "openapi.yaml:3:15 ref-place", "paths.yaml:1:18 ref-place", "operations.yaml:1:23 ref-place"],
            folder.Lint()
        );
        Assert.Equal("Split 7", $"{contract.Title} {contract.Version}");
        Assert.Equal("GET /a", Assert.Single(contract.Operations).ToString());
        Assert.Equal(["User", "Role"], contract.Document["components"]!["schemas"]!.Members.Select(m => m.Name));
        Assert.Equal(
            "#/components/schemas/Role",
            contract.Document["components"]!["schemas"]!["User"]!["properties"]!["role"]!["$ref"]!.AsString()
        );
    }

    [Fact]
    public void Follows_references_of_Swagger()
    {
        using var folder = new Folder(
            (
                "swagger.yaml",
                """
                swagger: '2.0'
                info: {title: T, version: '1'}
                paths: {/things: {$ref: paths.yaml#/things}}
                """
            ),
            (
                "paths.yaml",
                """
                things:
                  post:
                    consumes: [application/json]
                    parameters: [{$ref: 'parts.yaml#/thing'}, {$ref: 'parts.yaml#/trace'}]
                    responses: {'200': {$ref: 'parts.yaml#/ok'}}
                """
            ),
            (
                "parts.yaml",
                """
                thing: {name: thing, in: body, required: true, schema: {$ref: '#/Thing'}}
                trace: {name: X-Trace, in: header, type: string}
                ok: {description: ok, schema: {$ref: '#/Thing'}}
                Thing: {type: object, required: [n], properties: {n: {type: integer}}}
                """
            )
        );

        var operation = Assert.Single(folder.Load().Operations);

        Assert.Equal([], folder.Lint());
        Assert.NotNull(operation.Body!.Content[0].Schema!.Compiled);
        Assert.Equal("X-Trace", Assert.Single(operation.Parameters).Name);
        Assert.NotNull(operation.Documented.Responses[0].Content[0].Schema!.Compiled);
    }

    [Fact]
    public void Takes_nothing_for_a_reference_that_is_none()
    {
        using var folder = new Folder(
            (
                "openapi.yaml",
                """
                openapi: 3.0.3
                info: {title: T, version: '1', x-logo: {$ref: logo.yaml}}
                paths:
                  x-more: {$ref: none.yaml}
                  /:
                    get:
                      description: 'See {$ref: none.yaml}'
                      x-code: [{$ref: none.yaml}]
                      responses:
                        '200':
                          description: ok
                          content: {application/json: {schema: {$ref: thing.yaml}, example: {$ref: none.yaml}}}
                """
            ),
            ("thing.yaml", "{type: object, example: {$ref: none.yaml}, default: {$ref: none.yaml}, properties: {$ref: {type: string}}}")
        );

        Assert.Single(folder.Load().Operations);
        Assert.Equal([], folder.Lint());
    }
}
