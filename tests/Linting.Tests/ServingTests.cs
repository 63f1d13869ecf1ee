namespace Conformance.Linting.Tests;

/// <summary>What of a document a mock could not serve.</summary>
public sealed class ServingTests
{
    [Theory]
    [InlineData("/q?type=1", "write \"/q#q-1\"")]
    [InlineData("/a/b?x=1&y=2", "holds the query \"?x=1&y=2\"")]
    [InlineData("/a?", "holds the query \"?\"")]
    public void A_path_with_a_query_is_told_where_it_stands(string path, string sentence)
    {
        var problem = Assert.Single(
            Linted.Text(
                $$"""
                openapi: 3.1.0
                info: {title: A, version: '1'}
                paths:
                  /fine#q: {get: {responses: {'204': {description: A} } } }
                  "{{path}}": {get: {responses: {'204': {description: A} } } }
                """
            )
        );
        Assert.Equal(("path-query", 5, 3), (problem.Rule, problem.At.Line, problem.At.Column));
        Assert.Contains(sentence, problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{type: string, minLength: 5, maxLength: 2}", true)]
    [InlineData("{allOf: [{type: string}, {type: integer}]}", true)]
    [InlineData("{type: integer, enum: [a]}", true)]
    [InlineData("{type: object, required: [a], properties: {a: {not: {}}}}", true)]
    [InlineData("{type: string}", false)]
    [InlineData("{type: [string, 'null']}", false)]
    [InlineData("{type: 'null'}", false)]
    public void A_response_whose_schema_nothing_fits_is_told(string schema, bool isTold)
    {
        var text = $$"""
            openapi: 3.1.0
            info: {title: A, version: '1'}
            paths:
              /a:
                get:
                  responses:
                    '200':
                      description: A
                      content:
                        application/json:
                          schema: {{schema}}
            """;
        Assert.Equal(
            isTold ? ["11:23 warning no-value"] : [],
            Linted.Places(text).Where(p => p.EndsWith("no-value", StringComparison.Ordinal))
        );
    }
}
