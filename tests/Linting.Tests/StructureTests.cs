namespace Conformance.Linting.Tests;

/// <summary>What breaks the tables of the specification.</summary>
public sealed class StructureTests
{
    [Theory]
    [InlineData("version: 1.0", "type", "Put it in quotes: \"1.0\".", "warning")]
    [InlineData("version: '1'\n  titel: A", "unknown-field", "Did you mean \"title\"?", "error")]
    [InlineData("version: '1'\n  logo: A", "unknown-field", "Leave it out, or call it \"x-logo\"", "warning")]
    [InlineData("version: '1'\n  contact: me", "type", "Write a Contact Object.", "error")]
    [InlineData("version: '1'\n  license: {name: A, identifier: MIT, url: https://a.example}", "exclusive", "Keep one of them.", "error")]
    [InlineData("version: '1'\n  description: null", "type", "Give it a value, or leave it out.", "warning")]
    public void Mistakes_in_the_info_are_named_with_a_mend(string rest, string rule, string mend, string severity)
    {
        var problem = Linted.Only($"openapi: 3.1.0\ninfo:\n  title: A\n  {rest}\npaths: {{}}\n");
        Assert.Equal(rule, problem.Rule);
        Assert.StartsWith(mend, problem.Mend, StringComparison.Ordinal);
        Assert.Equal(severity, problem.Severity.ToString().ToLowerInvariant());
    }

    [Fact]
    public void A_field_of_a_later_version_is_told_apart_from_an_unknown_one()
    {
        var problem = Linted.Only("openapi: 3.0.3\ninfo: {title: A, version: '1'}\npaths: {}\nwebhooks: {}\n");
        Assert.Equal("field-version", problem.Rule);
        Assert.Contains("came with OpenAPI 3.1, and this document is of 3.0", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_with_many_mistakes_has_each_reported_at_its_place()
    {
        const string text = """
            openapi: 3.0.3
            info: {title: A, version: '1'}
            tags: {name: a}
            servers:
              - url: https://{host}/{base}
                variables: {base: {default: v3, enum: [v1, v2]}, other: {default: a}}
            paths:
              /a/{id}:
                parameters:
                  - {name: id, in: path, schema: {type: string}}
                get:
                  operationId: a
                  deprecated: 'true'
                  parameters:
                    - {name: q, in: querry, schema: {type: string}}
                    - {name: r, in: query}
                    - {name: s, in: query, style: matrix, schema: {type: string}}
                    - {name: t, in: query, schema: {type: string}, content: {application/json: {}}}
                  responses:
                    ok: {description: A}
                    200: {content: {json: {}}}
                post:
                  operationId: a
                  responses: {}
              /a/{key}:
                get:
                  parameters: [{name: key, in: path, required: true, schema: {type: string}}]
                  responses: {default: {$ref: '#/components/responses/Gone', headers: {}}}
            components:
              schemas:
                'a b': {type: string}
              securitySchemes:
                key: {type: apiKey, in: header, name: my key}
                oauth: {type: oauth2, flows: {implicit: {scopes: {}}}}
            """;
        Assert.Equal(
            [
                "3:7 error type",
                "5:10 error server-variable",
                "6:33 error server-variable",
                "6:54 warning server-variable",
                "10:9 error path-parameter-required",
                "13:19 error type",
                "15:25 error value",
                "16:11 error missing-field",
                "17:39 error style",
                "18:56 error exclusive",
                "20:9 error key",
                "21:14 warning missing-field",
                "21:25 error key",
                "23:20 error duplicate-operation-id",
                "24:18 error no-response",
                "25:3 error path-same",
                "28:35 error ref-not-found",
                "28:66 warning ref-sibling",
                "31:5 error key",
                "33:43 error scheme-name",
                "34:45 error missing-field",
            ],
            Linted.Places(text)
        );
    }

    [Fact]
    public void A_path_and_its_parameters_must_name_each_other()
    {
        const string text = """
            openapi: 3.1.0
            info: {title: A, version: '1'}
            paths:
              /users/{user}/keys/{key}:
                parameters:
                  - {name: usr, in: path, required: true, schema: {type: string}}
                get:
                  parameters:
                    - {name: key, in: path, required: true, schema: {type: string}}
                    - {name: X-A, in: header, schema: {type: string}}
                    - {name: x-a, in: header, schema: {type: string}}
                  responses: {'200': {description: A}}
            """;
        Assert.Equal(["6:9 error path-parameter", "7:5 error path-parameter", "11:11 error duplicate-parameter"], Linted.Places(text));
        Assert.Equal("Did you mean \"user\"?", Linted.Text(text).First().Mend);
    }

    [Fact]
    public void Keywords_without_effect_in_a_schema_are_warned_of()
    {
        const string schemas = """
            info: {title: A, version: '1'}
            paths: {}
            components:
              schemas:
                A:
                  type: string
                  maxLenght: 3
                B: {nullable: true, allOf: [{$ref: '#/components/schemas/A'}]}
                C: {type: object, properties: {a: {$ref: '#/components/schemas/A', nullable: true}, b: {$ref: '#/components/schemas/A', type: string}}}
                D: {const: 1}
            """;
        Assert.Equal(
            ["8:7 warning unknown-keyword", "9:9 warning dead-keyword", "10:72 warning ref-sibling", "11:9 warning dead-keyword"],
            Linted.Places("openapi: 3.0.3\n" + schemas)
        );
        Assert.Equal(
            ["8:7 warning unknown-keyword", "9:9 warning dead-keyword", "10:72 warning dead-keyword"],
            Linted.Places("openapi: 3.1.0\n" + schemas)
        );
    }

    [Fact]
    public void References_are_followed_in_unused_components_too()
    {
        const string text = """
            openapi: 3.1.0
            info: {title: A, version: '1'}
            paths: {}
            components:
              parameters:
                A: {$ref: '#/components/parameters/B'}
                C: {$ref: '#/components/headers/D'}
              headers:
                D: {schema: {$ref: '#/components/schemas/Usr'}}
              schemas:
                User: {type: object, discriminator: {propertyName: kind, mapping: {a: '#/components/schemas/Usr'}}}
              links:
                E: {operationId: nothing}
            """;
        Assert.Equal(
            [
                "6:15 error ref-not-found",
                "7:15 error ref-kind",
                "9:24 error ref-not-found",
                "11:75 error ref-not-found",
                "13:22 error link-operation",
            ],
            Linted.Places(text)
        );
    }

    [Theory]
    [InlineData("3.1.0", "query")]
    [InlineData("3.1.0", "additionalOperations")]
    public void What_came_with_3_2_is_known_there_alone(string version, string field)
    {
        var operation = "{responses: {'200': {description: A}}}";
        var value = field == "query" ? operation : $"{{COPY: {operation}}}";
        var text = $"openapi: {version}\ninfo: {{title: A, version: '1'}}\npaths:\n  /a:\n    {field}: {value}\n";
        Assert.Equal(["5:5 warning field-version"], Linted.Places(text));
        Assert.Empty(Linted.Text(text.Replace(version, "3.2.0", StringComparison.Ordinal)));
    }

    [Fact]
    public void Swagger_is_held_against_its_own_tables()
    {
        const string text = """
            swagger: '2.0'
            info: {title: A, version: '1'}
            paths:
              /a:
                get:
                  requestBody: {}
                  parameters:
                    - {name: a, in: query, type: sting}
                    - {$ref: '#/parameters/b'}
                  responses: {'200': {description: A, schema: {$ref: '#/definitions/A'}}}
            """;
        Assert.Equal(
            ["6:7 warning unknown-field", "8:38 error value", "9:18 error ref-not-found", "10:58 error ref-not-found"],
            Linted.Places(text)
        );
        Assert.Contains(
            Linted.Text(text),
            p => p.Message.StartsWith("The reference \"#/definitions/A\" points at nothing", StringComparison.Ordinal)
        );
    }
}
