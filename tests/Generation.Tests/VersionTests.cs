using System.Text.Json;
using Conformance.Contracts;
using Conformance.Documents;

namespace Conformance.Generation.Tests;

/// <summary>
/// <c>conform merge --openapi</c>: what Microsoft.OpenApi writes otherwise than it reads is right all the same, and what a version cannot say is told with
/// its place.
/// </summary>
public sealed class VersionTests
{
    /// <summary>Schemas of 3.1, and values on which the written schema has to judge as they do.</summary>
    public static TheoryData<string, string, string[]> Schemas31 =>
        new()
        {
            { "const: 1", "const of a number", ["1", "\"1\"", "2"] },
            { "const: null", "const of null", ["null", "0"] },
            { "{const: 1.50, type: number}", "digits of a number", ["1.5", "1"] },
            { "true", "a schema that is true", ["1", "null", "{}"] },
            { "false", "a schema that is false", ["1", "null"] },
            { "{type: [string, 'null']}", "a type or null", ["\"a\"", "null", "1"] },
            { "{type: [string, integer, 'null']}", "several types or null", ["\"a\"", "3", "null", "1.5", "{}"] },
            { "{type: 'null'}", "null alone", ["null", "\"null\""] },
            { "{oneOf: [{$ref: '#/components/schemas/X'}, {type: 'null'}]}", "a reference or null", ["null", "{\"x\": 1}", "{\"x\": 3}"] },
            { "{$ref: '#/components/schemas/X', minProperties: 2}", "keywords beside a reference", ["{\"x\": 1}", "{\"x\": 1, \"y\": 1}"] },
            { "{$ref: '#/components/schemas/Y/$defs/q'}", "a reference into $defs", ["\"ab\"", "\"a\"", "1"] },
            { "{$ref: '#named'}", "a reference to an anchor", ["true", "1"] },
            { "{type: integer, exclusiveMinimum: 3}", "an exclusive minimum", ["3", "4"] },
            {
                "{type: integer, minimum: 5, exclusiveMinimum: 3, exclusiveMaximum: 9, maximum: 7}",
                "both kinds of limits",
                ["4", "5", "7", "8"]
            },
            { "{if: {type: string}, then: {minLength: 3}, else: {type: integer}}", "a condition", ["\"ab\"", "\"abc\"", "1", "true"] },
            { "{dependentRequired: {a: [b]}}", "dependent members", ["{\"a\": 1}", "{\"a\": 1, \"b\": 1}", "{}", "1"] },
            { "{dependentSchemas: {a: {required: [b]}}}", "dependent schemas", ["{\"a\": 1}", "{\"a\": 1, \"b\": 1}", "{}", "1"] },
            { "{type: array, contains: {type: string}}", "an item of a kind", ["[1]", "[1, \"a\"]", "[]"] },
            { "{type: array}", "items of any kind", ["[1]", "1"] },
            { "{type: object, unevaluatedProperties: false, properties: {a: {}}}", "no other members", ["{\"a\": 1}", "{\"b\": 1}"] },
            { "{enum: [a, null, 3]}", "an enumeration of several types", ["\"a\"", "null", "3", "\"3\""] },
            { "{const: {a: [1.0, x]}}", "const of an object", ["{\"a\": [1, \"x\"]}", "{\"a\": [1]}", "\"a\""] },
            { "{const: a, enum: [a, b]}", "const beside an enumeration", ["\"a\"", "\"b\""] },
            { "{type: [array, 'null'], items: {type: string}}", "a list or null", ["null", "[\"a\"]", "[1]", "\"a\""] },
            { "{type: [object, string], required: [a], minLength: 2}", "members or a text", ["{\"a\": 1}", "{}", "\"ab\"", "\"a\"", "1"] },
            { "{type: [string, 'null'], enum: [a, null]}", "an enumeration with null", ["\"a\"", "null", "\"b\""] },
            { "{type: [string, 'null'], enum: [a]}", "an enumeration without null", ["\"a\"", "null"] },
            { "{anyOf: [{type: string}, {type: 'null'}, {const: 3}]}", "any of several, or null", ["\"a\"", "null", "3", "4"] },
            { "{allOf: [{$ref: '#/components/schemas/X'}, {required: [x]}]}", "all of several", ["{\"x\": 1}", "{}", "{\"x\": 3}"] },
            { "{not: {type: 'null'}}", "all but null", ["null", "1", "\"a\""] },
            { "{type: number, exclusiveMinimum: 3, exclusiveMaximum: 4.5}", "two exclusive limits", ["3", "3.5", "4.5"] },
            { "{exclusiveMaximum: 0}", "an exclusive maximum without a type", ["0", "-1", "\"a\""] },
            {
                "{if: {required: [a]}, then: {required: [b]}}",
                "a condition without else",
                ["{}", "{\"a\": 1}", "{\"a\": 1, \"b\": 1}", "1"]
            },
            { "{if: {type: string}, else: false}", "a condition without then", ["\"a\"", "1"] },
            { "{then: false, else: false}", "then without if", ["1"] },
            { "{if: true, then: {type: string}, else: {type: integer}}", "a condition that always holds", ["\"a\"", "1"] },
            { "{dependentRequired: {a: []}}", "members that depend on nothing", ["{\"a\": 1}", "{}"] },
            { "{dependentSchemas: {a: false, b: true}}", "a member that may not be", ["{\"a\": 1}", "{\"b\": 1}", "{}"] },
            { "{type: array, contains: {type: string}, minContains: 0}", "items of a kind or none", ["[1]", "[]"] },
            { "{type: array, contains: true}", "an item at least", ["[1]", "[]"] },
            { "{type: array, items: false}", "an empty list", ["[]", "[1]"] },
            { "{type: array, items: true, uniqueItems: true}", "items that differ", ["[1, 2]", "[1, 1]"] },
            {
                "{type: object, additionalProperties: false, properties: {a: true, b: false}}",
                "members by true and false",
                ["{\"a\": 1}", "{\"b\": 1}"]
            },
            { "{type: object, unevaluatedProperties: {type: string}}", "other members by a schema", ["{\"a\": \"b\"}", "{\"a\": 1}"] },
            { "{$defs: {q: {minLength: 2}}, type: string}", "definitions that nothing refers to", ["\"a\"", "1"] },
            { "{$ref: '#/components/schemas/Y/$defs/r'}", "a definition with an anchor", ["true", "1"] },
            {
                "{type: object, properties: {const: {const: a}, $ref: {type: string}, enum: {type: integer}}}",
                "members named as keywords",
                ["{\"const\": \"a\"}", "{\"const\": 1}", "{\"$ref\": 1}", "{\"enum\": \"a\"}"]
            },
            { "{type: string, examples: [a, b]}", "examples", ["\"c\"", "1"] },
            { "{$comment: c, type: string}", "a comment", ["\"c\"", "1"] },
            { "{type: integer, multipleOf: 0.5, minimum: -0}", "a fraction", ["1", "-1", "0.5"] },
            { "{enum: [1.0, 1e2]}", "numbers however they are written", ["1", "100", "2"] },
            { "{maximum: 12345678901234567890}", "a long number", ["12345678901234567890", "12345678901234567891"] },
        };

    public static TheoryData<string, string, string[]> Schemas30 =>
        new()
        {
            { "{type: string, nullable: true}", "nullable", ["\"a\"", "null", "1"] },
            { "{nullable: true, allOf: [{$ref: '#/components/schemas/X'}]}", "nullable without a type", ["null", "{\"x\": 1}"] },
            { "{type: number, minimum: 3, exclusiveMinimum: true}", "an exclusive minimum", ["3", "3.5"] },
            { "{type: number, minimum: 3, exclusiveMinimum: false}", "a minimum that is not exclusive", ["3", "2"] },
            { "{type: string, nullable: true, enum: [a]}", "nullable beside an enumeration without null", ["null", "\"a\""] },
            { "{$ref: '#/components/schemas/X', minProperties: 2}", "what is ignored beside a reference", ["{\"x\": 1}"] },
            { "{const: 1, patternProperties: {a: {type: string}}}", "keywords that have no effect", ["2", "{\"a\": 1}"] },
        };

    [Theory]
    [MemberData(nameof(Schemas31))]
    public void A_schema_of_31_judges_alike_in_30(string schema, string what, string[] values) =>
        JudgesAlike("3.1.0", schema, "3.0", what, values);

    [Theory]
    [MemberData(nameof(Schemas31))]
    public void A_schema_of_31_judges_alike_in_32(string schema, string what, string[] values) =>
        JudgesAlike("3.1.0", schema, "3.2", what, values);

    [Theory]
    [MemberData(nameof(Schemas30))]
    public void A_schema_of_30_judges_alike_in_31(string schema, string what, string[] values) =>
        JudgesAlike("3.0.3", schema, "3.1", what, values);

    [Theory]
    [InlineData("prefixItems", "{type: array, prefixItems: [{type: string}], items: false}", "[\"a\"]")]
    [InlineData(
        "patternProperties",
        "{type: object, patternProperties: {'^a': {type: string}}, additionalProperties: false}",
        "{\"ab\": \"c\"}"
    )]
    [InlineData("propertyNames", "{type: object, propertyNames: {minLength: 2}}", "{\"ab\": 1}")]
    [InlineData("minContains", "{type: array, contains: {type: string}, minContains: 2}", "[\"a\", \"b\"]")]
    [InlineData("contentEncoding", "{type: string, contentEncoding: base64url}", "\"YQ\"")]
    [InlineData("contentSchema", "{type: string, contentSchema: {type: object}}", "\"{}\"")]
    [InlineData("maxContains", "{type: array, contains: {type: string}, maxContains: 1}", "[\"a\"]")]
    [InlineData("unevaluatedItems", "{type: array, unevaluatedItems: false}", "[]")]
    [InlineData("unevaluatedProperties", "{allOf: [{$ref: '#/components/schemas/X'}], unevaluatedProperties: false}", "{\"x\": 1}")]
    [InlineData("$dynamicRef", "{type: array, items: {$dynamicRef: '#named'}}", "[true]")]
    [InlineData("prefixItems", "{type: array, prefixItems: [{type: string}, {type: integer}], items: {type: boolean}}", "[\"a\", 1, true]")]
    [InlineData("unheard", "{type: string, unheard: true}", "\"a\"")]
    public void What_a_schema_cannot_say_is_told_with_its_place_and_allows_no_less(string keyword, string schema, string value)
    {
        var (_, told, again) = Documents.Write(Document("3.1.0", schema), "3.0");
        var problem = Assert.Single(told);
        Assert.Equal(("openapi-version", 12), (problem.Rule, problem.At.Line));
        Assert.Contains($"\"{keyword}\"", problem.Message, StringComparison.Ordinal);
        Assert.True(Accepts(again, value));
    }

    [Theory]
    [InlineData("3.1.0", "3.0", "webhooks: {w: {post: {responses: {'200': {description: x}}}}}", "The field \"webhooks\"", 2)]
    [InlineData("3.1.0", "3.0", "jsonSchemaDialect: https://spec.openapis.org/oas/3.1/dialect/base", "The field \"jsonSchemaDialect\"", 2)]
    [InlineData("3.2.0", "3.1", "tags: [{name: a, kind: nav}]", "The field \"kind\"", 2)]
    public void What_a_document_cannot_say_is_told_with_its_place(string from, string to, string more, string message, int line)
    {
        var text = Document(from, "{}").Replace("info:", more + "\ninfo:", StringComparison.Ordinal);
        var (_, told, _) = Documents.Write(text, to);
        var problem = Assert.Single(told);
        Assert.StartsWith(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal(line, problem.At.Line);
    }

    /// <summary>A member of a document, and the words with which it is told; in a version that can say it nothing is told.</summary>
    public static TheoryData<string, string, string, string, string> Members =>
        new()
        {
            { "3.1", "3.0", "info", "{title: One, version: '1', summary: short}", "The field \"summary\" of the Info Object" },
            {
                "3.1",
                "3.0",
                "info",
                "{title: One, version: '1', license: {name: MIT, identifier: MIT}}",
                "The field \"identifier\" of the License Object"
            },
            {
                "3.1",
                "3.0",
                "components",
                "{securitySchemes: {tls: {type: mutualTLS}}}",
                "A Security Scheme Object whose \"type\" is \"mutualTLS\""
            },
            { "3.2", "3.1", "$self", "https://api.example.com/openapi", "The field \"$self\"" },
            { "3.2", "3.1", "servers", "[{url: /, name: main}]", "The field \"name\" of the Server Object" },
            {
                "3.2",
                "3.1",
                "components",
                "{securitySchemes: {o: {type: oauth2, flows: {deviceAuthorization: {deviceAuthorizationUrl: 'https://a.example.com/d', tokenUrl: 'https://a.example.com/t', scopes: {}}}}}}",
                "The field \"deviceAuthorization\" of the OAuth Flows Object"
            },
            {
                "3.2",
                "3.1",
                "components",
                "{securitySchemes: {o: {type: oauth2, oauth2MetadataUrl: 'https://a.example.com/m', flows: {}}}}",
                "The field \"oauth2MetadataUrl\" of the Security Scheme Object"
            },
            {
                "3.2",
                "3.1",
                "components",
                "{securitySchemes: {k: {type: apiKey, in: header, name: k, deprecated: true}}}",
                "The field \"deprecated\" of the Security Scheme Object"
            },
            {
                "3.2",
                "3.1",
                "components",
                "{responses: {R: {description: r, summary: s}}}",
                "The field \"summary\" of the Response Object"
            },
            {
                "3.2",
                "3.1",
                "components",
                "{responses: {R: {description: r, content: {application/jsonl: {itemSchema: {type: object}}}}}}",
                "The field \"itemSchema\" of the Media Type Object"
            },
            {
                "3.2",
                "3.1",
                "components",
                "{requestBodies: {B: {content: {multipart/mixed: {prefixEncoding: [{contentType: text/plain}], schema: {type: array}}}}}}",
                "The field \"prefixEncoding\" of the Media Type Object"
            },
            { "3.2", "3.1", "components", "{examples: {E: {dataValue: {a: 1}}}}", "The field \"dataValue\" of the Example Object" },
            {
                "3.2",
                "3.1",
                "components",
                "{mediaTypes: {M: {schema: {type: string}}}}",
                "The field \"mediaTypes\" of the Components Object"
            },
            {
                "3.2",
                "3.1",
                "components",
                "{pathItems: {P: {additionalOperations: {COPY: {responses: {'200': {description: ok}}}}}}}",
                "The field \"additionalOperations\" of the Path Item Object"
            },
            {
                "3.2",
                "3.1",
                "components",
                "{parameters: {C: {in: cookie, name: c, style: cookie, schema: {type: string}}}}",
                "A Parameter Object whose \"style\" is \"cookie\""
            },
            { "3.2", "3.0", "webhooks", "{w: {post: {responses: {'200': {description: x}}}}}", "The field \"webhooks\"" },
        };

    [Theory]
    [MemberData(nameof(Members))]
    public void A_member_that_a_version_does_not_have_is_told_with_its_place(string from, string to, string name, string value, string told)
    {
        var info = name == "info" ? "" : "info: {title: One, version: '1'}\n";
        var text = $"openapi: {from}.0\n{info}{name}: {value}\npaths: {{}}\n";

        var (document, problems, _) = Documents.Write(text, to);
        var (_, none, _) = Documents.Write(text, from);

        var problem = Assert.Single(problems);
        Assert.StartsWith(told, problem.Message, StringComparison.Ordinal);
        Assert.Equal(("openapi-version", name == "info" ? 2 : 3, Severity.Warning), (problem.Rule, problem.At.Line, problem.Severity));
        Assert.Empty(Documents.Errors(Documents.Written(document.ToJsonString(), "json")));
        Assert.Empty(none);
    }

    [Fact]
    public void An_operation_and_a_parameter_of_32_are_told_and_left_out_of_31()
    {
        var (document, told, again) = Documents.Write(
            """
            openapi: 3.2.0
            info: {title: Later, version: '1'}
            paths:
              /a:
                query: {responses: {'200': {description: ok}}}
                get:
                  parameters: [{in: querystring, name: all, content: {application/json: {schema: {type: object}}}}]
                  responses: {'200': {description: ok}}
            """,
            "3.1"
        );
        Assert.Equal([5, 7], told.Select(p => p.At.Line));
        Assert.Equal("GET /a", Assert.Single(again.Operations).ToString());
        Assert.Equal("3.1", document["openapi"]!.GetValue<string>()[..3]);
    }

    [Fact]
    public void Path_items_among_components_are_written_where_they_are_referred_to()
    {
        var (_, _, again) = Documents.Write(
            """
            openapi: 3.1.0
            info: {title: Items, version: '1'}
            paths: {/a: {$ref: '#/components/pathItems/P'}}
            components: {pathItems: {P: {get: {operationId: p, responses: {'200': {description: ok}}}}}}
            """,
            "3.0"
        );
        Assert.Equal("p", Assert.Single(again.Operations).Id);
    }

    [Fact]
    public void Examples_and_extensions_keep_every_digit()
    {
        var text = Document("3.0.3", "{}")
            .Replace("info:", "x-rate: 1.50\nx-big: 12345678901234567890123\nx-none: null\ninfo:", StringComparison.Ordinal);
        var (document, _, _) = Documents.Write(text, "3.1");
        Assert.Equal("1.50", document["x-rate"]!.ToJsonString());
        Assert.Equal("12345678901234567890123", document["x-big"]!.ToJsonString());
        Assert.True(document.AsObject().ContainsKey("x-none"));
    }

    [Fact]
    public void An_operation_that_is_open_stays_open()
    {
        var text = Document("3.1.0", "{}").Replace("responses:", "security: []\n      responses:", StringComparison.Ordinal);
        var (document, _, _) = Documents.Write(text, "3.0");
        Assert.Equal("[]", document["paths"]!["/a"]!["post"]!["security"]!.ToJsonString());
    }

    private static void JudgesAlike(string from, string schema, string to, string what, string[] values)
    {
        var text = Document(from, schema);
        var before = Documents.Read(text);
        var (document, told, again) = Documents.Write(text, to);
        Assert.DoesNotContain(told, p => p.Severity == Severity.Error);
        Assert.StartsWith(to, document["openapi"]!.GetValue<string>(), StringComparison.Ordinal);
        foreach (var value in values)
            Assert.True(
                Accepts(before, value) == Accepts(again, value),
                $"{what}: {value} is judged otherwise in {to}: {document["paths"]!.ToJsonString()}"
            );
        Assert.Empty(Documents.Errors(Documents.Written(document.ToJsonString(), "json")));
    }

    private static bool Accepts(Contract contract, string value)
    {
        using var instance = JsonDocument.Parse(value);
        return contract.Operations[0].Body!.Content[0].Schema!.Compiled!.IsValid(instance.RootElement);
    }

    private static string Document(string version, string schema)
    {
        var flow = schema.StartsWith('{') || !schema.Contains(':', StringComparison.Ordinal) ? schema : "{" + schema + "}";
        var inner = version.StartsWith("3.1", StringComparison.Ordinal)
            ? "Y: {type: object, $defs: {q: {type: string, minLength: 2}, r: {$anchor: named, type: boolean}}}"
            : "Y: {type: object}";
        return """
            openapi: VERSION
            info: {title: One, version: '1'}
            paths:
              /a:
                post:
                  operationId: a
                  responses: {'200': {description: ok}}
                  requestBody:
                    content:
                      application/json:
                        schema:
                          SCHEMA
            components:
              schemas:
                X: {type: object, properties: {x: {type: number, enum: [1, 2]}}}
                INNER
            """.Replace("VERSION", version, StringComparison.Ordinal).Replace("SCHEMA", flow, StringComparison.Ordinal).Replace(
            "INNER",
            inner,
            StringComparison.Ordinal
        );
    }
}
