using Conformance.Contracts.Loading;
using Conformance.Documents;
using Conformance.Linting.Tests;

namespace Conformance.Contracts.Tests.Loading;

/// <summary>A document with a reference whose target was not read is not served.</summary>
public sealed class UnreadReferenceTests
{
    private const string Head = "openapi: 3.0.3\ninfo: {title: A, version: '1'}\n";
    private const string Operation = "paths: {/a: {get: {responses: {'200': {description: A";

    [Theory]
    [InlineData("", Operation + ", content: {application/json: {schema: {$ref: 'Pet.yaml'}}}}}}}}", "3:100")]
    [InlineData("", Operation + ", content: {application/json: {schema: {type: array, items: {$ref: 'Pet.yaml#/Pet'}}}}}}}}}", null)]
    [InlineData("", Operation + ", headers: {X-A: {$ref: 'h.yaml'}}}}}}}", null)]
    [InlineData("", Operation + ", content: {application/json: {examples: {a: {$ref: 'e.json'}}}}}}}}}", null)]
    [InlineData("", "paths: {/a: {$ref: 'a.yaml'}}", "3:20")]
    [InlineData("", "paths: {/a: {$ref: '#/x-paths/a'}}", "3:20")]
    [InlineData("", "paths: {/a: {get: {responses: {'200': {$ref: 'https://a.example/r.yaml#/r'}}}}}", null)]
    [InlineData("", "paths: {/a: {get: {$ref: 'get.yaml'}}}", "3:26")]
    [InlineData("", "paths: {$ref: 'paths.yaml'}", "3:15")]
    [InlineData("paths: {}\n", "components: {schemas: {$ref: 'schemas.yaml'}}", null)]
    [InlineData("paths: {}\n", "components: {schemas: {A: {type: object, properties: {$ref: 'properties.yaml'}}}}", null)]
    [InlineData("paths: {}\n", "components: {schemas: {A: {allOf: [{$ref: '#/components/schemas/B'}]}}}", null)]
    [InlineData("paths: {}\n", "components: {securitySchemes: {a: {$ref: 'a.yaml'}}}", null)]
    public void A_reference_out_of_the_document_or_to_nothing_is_an_error_with_its_place(string before, string text, string? place)
    {
        var problems = new Problems();
        Assert.Null(Load(Head + before + text + "\n", problems));
        var errors = problems.Where(p => p.Rule is "ref-unread" or "ref-not-found").ToList();
        var only = Assert.Single(errors);
        Assert.Equal(Severity.Error, only.Severity);
        Assert.True(only.At.Line >= 3 && only.At.Column > 1);
        if (place is not null)
            Assert.Equal(place, $"{only.At.Line}:{only.At.Column}");
        Assert.Contains(
            Linted.Text(Head + before + text.Replace("'a.yaml'", "'b.yaml'", StringComparison.Ordinal) + "\n"),
            p => p.Rule == only.Rule && p.At.Line == only.At.Line && p.At.Column == only.At.Column
        );
    }

    [Theory]
    [InlineData("{$ref: 'Pet.yaml'}")]
    [InlineData("{$ref: 'https://a.example/pet'}")]
    [InlineData("{$ref: '#nothing'}")]
    [InlineData("{type: object, properties: {a: {$ref: './a.json#/$defs/a'}}}")]
    public void The_references_of_json_schema_are_looked_up_by_its_own_rules(string schema)
    {
        var problems = new Problems();
        Assert.Null(Load(Document31(schema), problems));
        Assert.Contains(problems, p => p is { Rule: "ref-unread" or "ref-not-found", Severity: Severity.Error, At.Line: 4 });
    }

    [Theory]
    [InlineData("{$ref: 'https://a.example/pet'}", "{$id: 'https://a.example/pet', type: string}")]
    [InlineData("{$ref: '#pet'}", "{$anchor: pet, type: string}")]
    [InlineData("{$ref: '#/components/schemas/B'}", "{type: strng}")]
    public void An_id_or_an_anchor_of_the_document_is_a_target(string schema, string other)
    {
        Assert.NotNull(Load(Document31(schema, other), []));
    }

    [Fact]
    public void Nothing_in_extensions_examples_and_texts_is_a_reference()
    {
        var problems = new Problems();
        var contract = Load(
            Head
                + """
                x-a: {$ref: a.yaml}
                paths:
                  x-b: {$ref: b.yaml}
                  /a:
                    get:
                      description: '{$ref: c.yaml}'
                      x-c: [{$ref: c.yaml}]
                      responses:
                        '200':
                          description: A
                          content:
                            application/json:
                              schema: {type: object, properties: {$ref: {type: string}}, default: {$ref: d.yaml}, enum: [{$ref: d.yaml}]}
                              example: {$ref: e.yaml}
                            text/json:
                              examples: {a: {value: {$ref: f.yaml}}}
                """,
            problems
        );
        Assert.NotNull(contract);
        Assert.DoesNotContain(problems, p => p.Severity == Severity.Error);
    }

    [Fact]
    public void In_swagger_it_is_told_once_and_in_the_words_of_the_document()
    {
        var problems = new Problems();
        const string text = """
            swagger: '2.0'
            info: {title: A, version: '1'}
            paths: {/a: {get: {responses: {'200': {description: A, schema: {$ref: '#/definitions/B'}}}}}}
            """;
        Assert.Null(Load(text, problems));
        Assert.Contains("#/definitions/B", Assert.Single(problems).Message, StringComparison.Ordinal);
    }

    private static string Document31(string schema, string other = "true") =>
        $"openapi: 3.1.0\ninfo: {{title: A, version: '1'}}\npaths: {{}}\ncomponents: {{schemas: {{A: {schema}, B: {other}}}}}\n";

    private static Contract? Load(string text, Problems problems)
    {
        var folder = Directory.CreateTempSubdirectory("conformance-");
        try
        {
            var path = Path.Combine(folder.FullName, "document.yaml");
            File.WriteAllText(path, text);
            return ContractLoader.Load(ContractSource.FromFile(path), new Dictionary<string, string>(), null, problems);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
