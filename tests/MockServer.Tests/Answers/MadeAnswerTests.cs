using System.Text.Json.Nodes;

namespace Conformance.MockServer.Tests.Answers;

/// <summary>What the mock makes where the document shows nothing, or shows what does not fit.</summary>
public sealed class MadeAnswerTests
{
    [Theory]
    [InlineData("{type: integer, minimum: 5}", @"^([5-9]|\d{2,})$")]
    [InlineData("{type: string, enum: [a, b]}", "^a$")]
    [InlineData("{type: array, minItems: 2, items: {type: integer}}", @"^\d+,\d+$")]
    [InlineData("{type: boolean}", "^(true|false)$")]
    [InlineData("{type: string, format: date-time}", @"^\d{4}-")]
    [InlineData("{type: object, required: [a], properties: {a: {const: 1}}}", "^a,1$")]
    public async Task A_required_header_is_made_of_its_schema(string schema, string pattern)
    {
        var reply = await PostAsync(
            $"'200': {{description: ok, headers: {{X-A: {{required: true, schema: {schema}}}, X-B: {{schema: {schema}}}}}}}"
        );
        Assert.Matches(pattern, reply.Header("X-A"));
        Assert.Null(reply.Header("X-B"));
    }

    [Theory]
    [InlineData("required: true, schema: {type: string, format: uri}", "", @"^http://127\.0\.0\.1:\d+/test/jobs/1$")]
    [InlineData("schema: {type: string}", "", "^/test/jobs/1$")]
    [InlineData("schema: {type: string}", "content: {application/json: {example: {id: 42}}}", "^/test/jobs/42$")]
    [InlineData("schema: {type: string}, example: /elsewhere", "", "^/elsewhere$")]
    public async Task Location_points_at_what_was_made(string header, string content, string pattern)
    {
        var reply = await PostAsync(
            $"'201': {{description: made, headers: {{Location: {{{header}}}}}{(content.Length > 0 ? ", " + content : "")}}}",
            "?x=1"
        );
        Assert.Matches(pattern, reply.Header("Location"));
    }

    [Fact]
    public async Task Location_takes_its_id_from_the_path_of_one_of_them()
    {
        var reply = await PostAsync(
            "'201': {description: made, headers: {Location: {schema: {type: string}}}}",
            more: "/jobs/{jobId}: {get: {parameters: [{name: jobId, in: path, required: true, schema: {type: integer, minimum: 700}}], responses: {'200': {description: ok}}}}"
        );
        Assert.Equal("/test/jobs/700", reply.Header("Location"));
    }

    [Fact]
    public async Task Location_takes_its_id_from_the_member_of_the_same_name()
    {
        var reply = await PostAsync(
            "'201': {description: made, headers: {Location: {schema: {type: string}}}, content: {application/json: {example: {id: 1, jobId: a b}}}}",
            more: "/jobs/{jobId}: {get: {parameters: [{name: jobId, in: path, required: true, schema: {type: string}}], responses: {'200': {description: ok}}}}"
        );
        Assert.Equal("/test/jobs/a%20b", reply.Header("Location"));
    }

    [Theory]
    [InlineData("{n: '{$request.query.n}'}", "n: {type: integer}", "?n=5", """{"n":5}""")]
    [InlineData("{n: '{$request.query.n}'}", "n: {type: number}", "?n=5.5", """{"n":5.5}""")]
    [InlineData("{n: '{$request.query.n}'}", "n: {type: boolean}", "?n=true", """{"n":true}""")]
    [InlineData("{n: '{$request.query.n}'}", "n: {type: string}", "?n=5", """{"n":"5"}""")]
    [InlineData("{n: '{$request.query.n}'}", "n: {}", "?n=5", """{"n":"5"}""")]
    [InlineData("{n: '{$request.query.d}'}", "n: {type: integer}", "", """{"n":20}""")]
    [InlineData("{n: '{$request.query.d}'}", "n: {type: integer}", "?d=3", """{"n":3}""")]
    [InlineData("{n: '{$request.query.none}'}", "n: {type: integer, nullable: true}", "", """{"n":null}""")]
    [InlineData("{n: '{$statusCode}'}", "n: {type: string}", "", """{"n":"200"}""")]
    [InlineData(
        "{n: [{m: '{$request.query.n}'}]}",
        "n: {type: array, items: {type: object, properties: {m: {type: integer}}}}",
        "?n=5",
        """{"n":[{"m":5}]}"""
    )]
    public async Task An_expression_has_the_type_of_its_place(string example, string properties, string query, string expected)
    {
        var reply = await PostAsync(
            $"'200': {{description: ok, content: {{application/json: {{example: {example}, schema: {{type: object, properties: {{{properties}}}}}}}}}}}",
            query,
            parameters: "{name: d, in: query, schema: {type: integer, default: 20}}"
        );
        reply.Is(200, expected);
    }

    [Theory]
    [InlineData("{type: object, required: [a, b], properties: {a: {type: integer}, b: {const: x}}}", """{"a":7}""", """{"a":7,"b":"x"}""")]
    [InlineData(
        "{type: object, properties: {a: {type: integer, enum: [3]}, b: {type: string}}}",
        """{"a":"text","b":"kept"}""",
        """{"a":3,"b":"kept"}"""
    )]
    [InlineData(
        "{type: object, additionalProperties: false, properties: {b: {type: string}}}",
        """{"a":1,"b":"kept"}""",
        """{"b":"kept"}"""
    )]
    [InlineData(
        "{type: array, items: {type: object, required: [a], properties: {a: {const: 1}, b: {}}}}",
        """[{"b":1},{"b":2}]""",
        """[{"b":1,"a":1},{"b":2,"a":1}]"""
    )]
    [InlineData(
        "{type: object, properties: {a: {type: object, properties: {b: {type: integer, enum: [3]}}}}}",
        """{"a":{"b":"x","c":1}}""",
        """{"a":{"b":3,"c":1}}"""
    )]
    [InlineData("{type: object, properties: {a: {type: integer}}}", """{"a":7}""", """{"a":7}""")]
    public async Task An_example_that_does_not_fit_is_sent_with_values_that_do(string schema, string example, string expected)
    {
        var content =
            $"'200': {{description: ok, content: {{application/json: {{schema: {schema}, examples: {{own: {{value: {example}}}}}}}}}}}";
        (await PostAsync(content)).Is(200, expected);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(example), (await PostAsync(content, prefer: "example=own")).Json));
    }

    [Fact]
    public async Task A_schema_that_no_value_fits_is_told()
    {
        var reply = await PostAsync(
            "'200': {description: ok, content: {application/json: {schema: {type: string, minLength: 5, maxLength: 2}}}}"
        );
        Assert.Equal((501, "no-value"), (reply.Status, reply.String("reason")));
        Assert.Contains("no value was found", reply.String("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("example: {access_token: a, expires_in: 3600}")]
    [InlineData(
        "schema: {type: object, required: [access_token, expires_in], properties: {access_token: {type: string}, expires_in: {type: integer}}}"
    )]
    public async Task The_lifetime_in_an_answer_is_the_tokens(string content)
    {
        var contract = TestMock.Load(
            $$"""
            openapi: 3.0.3
            info: {title: T, version: '1'}
            paths:
              /in:
                post:
                  security: []
                  x-session: {role: login, subject: $request.body#/u, secret: $request.body#/p, issues: {access: $response.body#/access_token} }
                  requestBody: {content: {application/json: {schema: {type: object} } } }
                  responses:
                    '200': {description: in, content: {application/json: { {{content}} } } }
                    '401': {description: no, content: {application/json: {example: {error: '{$reason}', detail: '{$reason.detail}' } } } }
              /out:
                post:
                  security: [{bearer: []}]
                  x-session: {role: logout, revokes: {access: session} }
                  responses: {'204': {description: out}, '401': {description: no, content: {application/json: {example: {detail: '{$reason.detail}'} } } } }
            components: {securitySchemes: {bearer: {type: http, scheme: bearer} } }
            x-session: {tokens: {access: {format: opaque, lifetime: PT7M} } }
            """
        );
        await using var mock = await TestMock.OfAsync(contract);
        var reply = await mock.PostAsync("/in", new { u = TestMock.Alice, p = TestMock.Password });
        Assert.Equal(420, reply.Json["expires_in"]!.GetValue<int>());
        Assert.NotEqual("a", reply.String("access_token"));
        (await mock.PostAsync("/in", new { u = TestMock.Alice, p = "wrong" })).Is(
            401,
            """{"error":"credentials","detail":"the credentials are wrong"}"""
        );
        (await mock.PostAsync("/out", null)).Is(401, """{"detail":"no token was presented"}""");
    }

    private static async Task<Reply> PostAsync(
        string responses,
        string query = "",
        string? prefer = null,
        string parameters = "",
        string more = ""
    )
    {
        var contract = TestMock.Load(
            $$"""
            openapi: 3.0.3
            info: {title: T, version: '1'}
            paths:
              /jobs: {post: {parameters: [ {{parameters}} ], responses: { {{responses}} } } }
              {{more}}
            """
        );
        await using var mock = await TestMock.OfAsync(contract, keepsContract: prefer is null);
        return prefer is null
            ? await mock.PostAsync("/jobs" + query, null)
            : await mock.PostAsync("/jobs" + query, null, ("Prefer", prefer));
    }
}
