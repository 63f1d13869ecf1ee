namespace Conformance.Linting.Tests;

/// <summary>What a contract can say wrong of operations at one path, and of successes and refusals that no status tells.</summary>
public sealed class ConditionTests
{
    private const string Token = """
        openapi: 3.1.0
        info: {title: A, version: '1'}
        x-session: {tokens: {access: {format: opaque}, refresh: {format: opaque}}}
        paths:
          /token:
            post:
              security: []
              x-session:
                - {role: login, where: {$request.body#/grant: password}, subject: $request.body#/user, secret: $request.body#/secret, issues: {access: $response.body#/a, refresh: $response.body#/r}}
                - {role: refresh, where: {$request.body#/grant: refresh}, presents: {refresh: $request.body#/token}, issues: {access: $response.body#/a}}
              requestBody:
                content: {application/json: {schema: {type: object, properties: {grant: {enum: [password, refresh]}, user: {type: string}, secret: {type: string}, token: {type: string}}}}}
              responses: {'200': {description: A}, '401': {description: A}}
          /logout:
            post:
              security: [{bearer: []}]
              x-session: {role: logout, revokes: {access: session}}
              responses: {'204': {description: A}, '401': {description: A}}
        components: {securitySchemes: {bearer: {type: http, scheme: bearer}}}
        """;

    private const string Forms = """
        openapi: 3.1.0
        info: {title: A, version: '1'}
        x-session:
          tokens: {access: {format: opaque}}
          refusals: {default: {status: 302, where: {$response.header.Location: /login}}}
        paths:
          /login:
            post:
              security: []
              x-session: {role: login, subject: $request.body#/user, secret: $request.body#/secret, issues: {access: $response.cookie.sid}, succeeds: {status: 302, where: {$response.header.Location: /}}}
              requestBody: {content: {application/json: {schema: {type: object}}}}
              responses: &found {'302': {description: A, headers: {Location: {schema: {type: string}}}}}
          /logout:
            post:
              security: [{cookie: []}]
              x-session: {role: logout, revokes: {access: presented}, succeeds: {status: 302, where: {$response.header.Location: /}}}
              responses: *found
        components: {securitySchemes: {cookie: {type: apiKey, in: cookie, name: sid}}}
        """;

    [Fact]
    public void A_sound_contract_is_clean()
    {
        Assert.Empty(Linted.Text(Token));
        Assert.Empty(Linted.Text(Forms));
    }

    [Theory]
    [InlineData("where: {$request.body#/grant: refresh}, ", "", "")]
    [InlineData("where: {$request.body#/grant: refresh}", "where: {$request.body#/grant: password}", "10:34 error where")]
    [InlineData(
        "where: {$request.body#/grant: refresh}",
        "where: {$request.header.X-A: {present: true}}",
        "10:34 error where, 10:35 warning where"
    )]
    [InlineData("where: {$request.body#/grant: refresh}", "where: {$request.body#/grant: {not: password}}", "")]
    [InlineData("where: {$request.body#/grant: refresh}", "where: {$request.body#/grant: {pattern: '^re'}}", "")]
    [InlineData("where: {$request.body#/grant: refresh}", "where: {$request.body#/grant: {pattern: '('}}", "10:67 error where-pattern")]
    [InlineData("where: {$request.body#/grant: refresh}", "where: {$request.body#/grant: renew}", "10:35 error where")]
    [InlineData(
        "where: {$request.body#/grant: refresh}",
        "where: {$request.body#/grant: {present: false, pattern: a}}",
        "10:35 error where"
    )]
    [InlineData(
        "where: {$request.body#/grant: password}",
        "where: {$request.body#/grants: password}",
        "9:33 warning where, 10:34 error where"
    )]
    [InlineData("where: {$request.body#/grant: refresh}", "where: {$response.body#/grant: refresh}", "10:58 error x-session")]
    [InlineData("where: {$request.body#/grant: refresh}", "where: {$request.body#/grant: {patern: a}}", "10:66 error x-session")]
    public void Operations_that_no_request_tells_apart_are_told(string text, string other, string expected) =>
        Check(Token, text, other, expected);

    [Theory]
    [InlineData("^pass", "^re", "")]
    [InlineData("^pass", "^pa", "10:34 error where")]
    [InlineData("^pas?", "^pat", "10:34 error where")]
    [InlineData("^pas+", "^pat", "")]
    [InlineData("word$", "fresh$", "")]
    [InlineData("(word|x)$", "fresh$", "10:34 error where")]
    [InlineData("d$", "word$", "10:34 error where")]
    [InlineData("pass", "re", "10:34 error where")]
    public void Patterns_that_one_text_may_match_are_told(string first, string second, string expected) =>
        Check(
            Token.Replace(
                "where: {$request.body#/grant: password}",
                $"where: {{$request.body#/grant: {{pattern: '{first}'}}}}",
                StringComparison.Ordinal
            ),
            "where: {$request.body#/grant: refresh}",
            $"where: {{$request.body#/grant: {{pattern: '{second}'}}}}",
            expected
        );

    /// <summary>What documents a redirection alone is nobody's affair where it plays no role; it is where it has to tell a live token.</summary>
    [Theory]
    [InlineData("", "")]
    [InlineData("x-session: {role: protected}, ", "14:61 error success-undocumented")]
    public void A_success_is_asked_of_operations_with_a_role(string role, string expected) =>
        Check(
            Token,
            "  /logout:",
            $"  /home: {{get: {{security: [{{bearer: []}}], {role}responses: {{'302': {{description: A}}, '401': {{description: A}}}}}}}}\n  /logout:",
            expected
        );

    [Theory]
    [InlineData(
        ", succeeds: {status: 302, where: {$response.header.Location: /}}}\n      responses: *found",
        "}\n      responses: *found",
        "16:25 error success-undocumented"
    )]
    [InlineData(
        "succeeds: {status: 302, where: {$response.header.Location: /}}}\n      responses: *found",
        "succeeds: {status: 303}}\n      responses: *found",
        "16:73 error success-undocumented"
    )]
    [InlineData(
        "default: {status: 302, where: {$response.header.Location: /login}}",
        "default: {status: 302, where: {$response.header.Location: /}}",
        "5:23 error refusal-like-success"
    )]
    [InlineData(
        "default: {status: 302, where: {$response.header.Location: /login}}",
        "default: {status: 403}",
        "5:23 warning refusal-undocumented"
    )]
    [InlineData(
        "default: {status: 302, where: {$response.header.Location: /login}}",
        "default: {status: 303}",
        "5:23 error refusal-undocumented"
    )]
    [InlineData(
        "default: {status: 302, where: {$response.header.Location: /login}}",
        "default: {status: 302, where: {$response.header.Location: {pattern: '^/log'}}}",
        "5:23 error where-unmet"
    )]
    public void Outcomes_that_are_not_documented_or_look_alike_are_told(string text, string other, string expected) =>
        Check(Forms, text, other, expected);

    [Fact]
    public void Two_descriptions_of_one_path_need_a_condition()
    {
        var text = Token.Replace(
            "  /logout:",
            "  /token#again:\n    post: {operationId: again, responses: {'200': {description: A}}}\n  /token#more:\n    post: {operationId: more, responses: {'200': {description: A}}}\n  /logout:",
            StringComparison.Ordinal
        );
        var problem = Linted.Only(text);
        Assert.Equal("POST /token#again and POST /token#more have one method and path, and nothing tells them apart.", problem.Message);
        Assert.Contains("Add \"where\"", problem.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_with_a_slip_of_the_pen_is_told_with_the_one_that_is_meant()
    {
        var text = Token.Replace(
            "where: {$request.body#/grant: password}",
            "where: {$request.body#/grnat: password}",
            StringComparison.Ordinal
        );
        Assert.Contains(Linted.Text(text), p => p.Mend == "Did you mean \"grant\"?");
    }

    private static void Check(string contract, string text, string other, string expected)
    {
        Assert.Contains(text, contract, StringComparison.Ordinal);
        Assert.Equal(expected, string.Join(", ", Linted.Places(contract.Replace(text, other, StringComparison.Ordinal)).Distinct()));
    }
}
