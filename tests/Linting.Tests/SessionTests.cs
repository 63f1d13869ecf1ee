using Conformance.Contracts.Loading;
using Conformance.TestKit;

namespace Conformance.Linting.Tests;

/// <summary>What an <c>x-session</c> can say wrong although its schema accepts it.</summary>
public sealed class SessionTests
{
    internal const string Contract = """
        openapi: 3.1.0
        info: {title: A, version: '1'}
        x-session:
          tokens:
            access: {format: jwt, lifetime: PT1H}
        paths:
          /login:
            post:
              security: []
              x-session: {role: login, subject: $request.body#/user, secret: $request.body#/password, issues: {access: $response.body#/token}}
              requestBody: {content: {application/json: {schema: {type: object}}}}
              responses: {'200': {description: A}, '401': {description: A}}
          /logout:
            post:
              security: [{bearer: []}]
              x-session: {role: logout, revokes: {access: session}}
              responses: {'204': {description: A}, '401': {description: A}}
        components: {securitySchemes: {bearer: {type: http, scheme: bearer}}}
        """;

    [Fact]
    public void A_login_without_a_refresh_is_fine() => Assert.Empty(Linted.Text(Contract));

    [Theory]
    [InlineData("[{bearer: []}, {cookie: []}]", "protected", "21:33 warning scheme-without-token")]
    [InlineData("[{cookie: []}, {bearer: []}]", "protected", "21:19 warning scheme-without-token")]
    [InlineData("[{bearer: []}, {basic: []}]", "protected", "21:33 warning scheme-without-token")]
    [InlineData("[{bearer: []}, {}]", "protected", "21:32 warning optional-token")]
    [InlineData("[{bearer: [], cookie: []}]", "protected", "")]
    [InlineData("[{cookie: []}]", "protected, presents: {access: $request.header.X-Token}", "")]
    [InlineData("[{bearer: []}]", "logout, revokes: {access: user}", "")]
    [InlineData("[{bearer: []}, {}]", "logout, revokes: {access: user}", "")]
    [InlineData("[{bearer: []}, {cookie: []}]", "logout, revokes: {}", "21:33 warning scheme-without-token")]
    public void An_alternative_without_a_token_is_told_and_a_second_logout_is_fine(string security, string role, string expected)
    {
        var text = Contract.Replace(
            "components: {securitySchemes: {",
            $"  /me:\n    get:\n      operationId: me\n      security: {security}\n      x-session: {{role: {role}}}\n      responses: {{'204': {{description: A}}, '401': {{description: A}}}}\ncomponents: {{securitySchemes: {{cookie: {{type: apiKey, in: cookie, name: sid}}, basic: {{type: http, scheme: basic}}, ",
            StringComparison.Ordinal
        );
        Assert.Equal(expected, string.Join(", ", Linted.Places(text)));
        if (security.Contains("cookie", StringComparison.Ordinal))
            Assert.DoesNotContain(
                "scheme-without-token",
                string.Join(
                    ", ",
                    Linted.Places(text.Replace("format: jwt,", "format: jwt, scheme: [bearer, cookie],", StringComparison.Ordinal))
                ),
                StringComparison.Ordinal
            );
    }

    [Theory]
    [InlineData(
        "access: {format: jwt, lifetime: PT1H}",
        "access: {format: jwt, lifetime: PT1H}\n    refresh: {format: opaque}",
        "6:5 warning token-not-issued"
    )]
    [InlineData(
        "issues: {access: $response.body#/token}",
        "issues: {access: $response.body#/token, refresh: $response.body#/r}",
        "10:135 error unknown-token-kind"
    )]
    [InlineData(
        "revokes: {access: session}",
        "revokes: {access: session}, refusals: {reused: {status: 401}}",
        "16:72 warning refusal-never"
    )]
    [InlineData(
        "revokes: {access: session}",
        "revokes: {access: session}, refusals: {credentials: {status: 401}}",
        "16:72 warning refusal-never"
    )]
    [InlineData(
        "revokes: {access: session}",
        "revokes: {access: session}, refusals: {not-found: {status: 404}}",
        "16:72 warning refusal-never"
    )]
    [InlineData(
        "revokes: {access: session}",
        "revokes: {access: session}, tolerates: {access: [missing]}, refusals: {missing: {status: 401}}",
        ""
    )]
    [InlineData("revokes: {access: session}", "revokes: {access: session}, refusals: {unknown: {status: 401}, revoked: {status: 401}}", "")]
    [InlineData(
        "  tokens:\n",
        "  refusals: {foreign: {status: 401}, unknown-user: {status: 401}, content-too-large: {status: 413}}\n  tokens:\n",
        "4:14 warning refusal-never"
    )]
    public void What_can_never_happen_is_told(string found, string replacement, string expected)
    {
        Assert.Contains(found, Contract, StringComparison.Ordinal);
        Assert.Equal(expected, string.Join(", ", Linted.Places(Contract.Replace(found, replacement, StringComparison.Ordinal))));
    }

    [Fact]
    public void A_logout_must_be_able_to_see_what_it_revokes()
    {
        var text = Contract
            .Replace("lifetime: PT1H}", "lifetime: PT1H}\n    refresh: {format: opaque}", StringComparison.Ordinal)
            .Replace(
                "issues: {access: $response.body#/token}",
                "issues: {access: $response.body#/token, refresh: $response.body#/refresh}",
                StringComparison.Ordinal
            );
        Assert.Equal(
            ["17:52 error revokes-nothing"],
            Linted.Places(text.Replace("{access: session}", "{refresh: presented}", StringComparison.Ordinal))
        );
        Assert.Equal(
            ["17:43 warning revokes-nothing"],
            Linted.Places(text.Replace("{access: session}", "{refresh: session}", StringComparison.Ordinal))
        );
    }

    [Theory]
    [InlineData("x-origin: dok", "error x-origin", "Did you mean \"doc\"?")]
    [InlineData("x-origin: {titel: doc}", "warning x-origin", "Did you mean \"title\"?")]
    [InlineData("x-origin: {contact: doc}, contact: {x-origin: assumed}", "warning x-origin", "Keep the one that is right.")]
    public void Marks_of_origin_name_what_is_there_and_agree(string mark, string expected, string mend)
    {
        var problem = Linted.Only(Contract.Replace("info: {title: A", $"info: {{{mark}, title: A", StringComparison.Ordinal));
        Assert.Equal(expected, $"{problem.Severity.ToString().ToLowerInvariant()} {problem.Rule}");
        Assert.Equal(mend, problem.Mend);
    }

    [Fact]
    public void A_mark_within_the_value_of_an_example_would_be_sent()
    {
        var problem = Linted.Only(
            Contract.Replace(
                "'204': {description: A}",
                "'200': {description: A, content: {application/json: {examples: {a: {x-origin: doc, value: {x-origin: doc}}}}}}",
                StringComparison.Ordinal
            )
        );
        Assert.Equal("The mark stands inside an example's value, so it would be sent.", problem.Message);
    }

    [Fact]
    public void A_reading_that_was_not_chosen_is_checked_as_well()
    {
        const string readings = """
              readings:
                ABC-01: {default: a, choices: {a: [], b: [{target: "$.paths['/logout'].post['x-session']", update: {revokes: {acess: session}}}]}}
              tokens:
            """;
        Assert.Equal(["5:115 error unknown-token-kind"], Linted.Places(Contract.Replace("  tokens:", readings, StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(BuiltIn))]
    public void The_built_in_contracts_have_no_problem(string name) =>
        Assert.Empty(Linted.Source(new ContractCatalog(Repository.PathOf("specs")).Find(name)!));

    public static TheoryData<string> BuiltIn => [.. new ContractCatalog(Repository.PathOf("specs")).Sources.Select(s => s.Name)];
}
