using static Conformance.MockServer.Tests.TestMock;

namespace Conformance.MockServer.Tests;

/// <summary>The alternatives of a <c>security</c> list (OpenAPI 3.1.1, section 4.8.30): one suffices, and at a protected operation each takes a live token and nothing else.</summary>
public sealed class AlternativesTests
{
    private const string Document = """
        openapi: 3.1.0
        info: {title: Alternatives, version: '1'}
        x-session:
          tokens: {access: {format: opaque}, csrf: {format: opaque, scheme: csrf}}
        ROOT
        paths:
          /login:
            post:
              security: []
              x-session: {role: login, subject: $request.body#/u, secret: $request.body#/p, issues: {access: $response.body#/token, csrf: $response.body#/csrf}}
              requestBody: {required: true, content: {application/json: {schema: {type: object}}}}
              responses: {'200': {description: In., content: {application/json: {example: {token: '', csrf: ''}}}}, '401': {description: No.}}
          /logout:
            post:
              SECURITY
              x-session: {role: logout, revokes: {access: session, csrf: session}}
              responses: {'204': {description: Out.}, '401': {description: No., content: {application/json: {example: {no: '{$reason}'}}}}}
          /me:
            get:
              SECURITY
              x-session: {role: protected}
              responses: {'204': {description: In.}, '401': {description: No., content: {application/json: {example: {no: '{$reason}'}}}}}
          /open:
            get:
              SECURITY
              responses: {'204': {description: In.}, '401': {description: No., content: {application/json: {example: {no: '{$reason}'}}}}}
        components:
          securitySchemes:
            bearer: {type: http, scheme: bearer}
            cookie: {type: apiKey, in: cookie, name: sid}
            header: {type: apiKey, in: header, name: X-Token}
            query: {type: apiKey, in: query, name: token}
            key: {type: apiKey, in: header, name: X-Key}
            basic: {type: http, scheme: basic}
            csrf: {type: apiKey, in: header, name: X-Csrf}
        """;

    public static TheoryData<string, string[]> Lists =>
        new()
        {
            { "[{bearer: []}]", ["bearer"] },
            { "[{bearer: []}, {cookie: []}]", ["bearer", "cookie"] },
            { "[{cookie: []}, {bearer: []}]", ["bearer", "cookie"] },
            { "[{}, {bearer: []}]", ["bearer"] },
            { "[{bearer: []}, {}]", ["bearer"] },
            { "[{}, {cookie: []}]", ["cookie"] },
            { "[{cookie: []}]", ["cookie"] },
            { "[{header: []}, {}, {query: []}, {bearer: []}]", ["header", "query", "bearer"] },
            { "[{bearer: []}, {basic: []}]", ["bearer"] },
        };

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Each_alternative_of_a_protected_operation_opens_to_a_live_token_alone(string list, string[] places)
    {
        foreach (var isAtRoot in (bool[])[false, true])
        {
            await using var mock = await OfAsync(Contract(list, isAtRoot));
            var login = await mock.PostAsync("/login", new { u = Alice, p = Password });
            var token = login.String("token");
            (await mock.GetAsync("/me")).Is(401, """{"no":"missing"}""");
            foreach (var place in places)
            {
                Assert.Equal(204, (await UseAsync(mock, place, token)).Status);
                (await UseAsync(mock, place, "garbage")).Is(401, """{"no":"malformed"}""");
            }

            (await UseAsync(mock, "basic", "YTpi")).Is(401, $$"""{"no":"{{(places.Contains("bearer") ? "wrong-scheme" : "missing")}}"}""");
            Assert.Equal(204, (await LogOutAsync(mock, places[^1], token)).Status);
            foreach (var place in places)
                (await UseAsync(mock, place, token)).Is(401, """{"no":"revoked"}""");
        }
    }

    [Fact]
    public async Task One_live_token_suffices_whatever_is_presented_beside_it()
    {
        await using var mock = await OfAsync(Contract("[{bearer: []}, {cookie: []}]"));
        var (live, dead) = (await LogInAsync(mock), await LogInAsync(mock));
        Assert.Equal(204, (await LogOutAsync(mock, "bearer", dead)).Status);
        Assert.Equal(204, (await mock.GetAsync("/me", Bearer(live), ("Cookie", $"sid={dead}"))).Status);
        Assert.Equal(204, (await mock.GetAsync("/me", Bearer(dead), ("Cookie", $"sid={live}"))).Status);
        Assert.Equal(204, (await mock.GetAsync("/me", ("Authorization", "Basic YTpi"), ("Cookie", $"sid={live}"))).Status);
        (await mock.GetAsync("/me", Bearer(dead), ("Cookie", "sid=garbage"))).Is(401, """{"no":"revoked"}""");
        (await mock.GetAsync("/me", Bearer("garbage"), ("Cookie", $"sid={dead}"))).Is(401, """{"no":"malformed"}""");
        Assert.Equal(204, (await mock.PostAsync("/logout", null, Bearer("garbage"), ("Cookie", $"sid={live}"))).Status);
        (await mock.GetAsync("/me", Bearer(live))).Is(401, """{"no":"revoked"}""");
    }

    [Fact]
    public async Task All_schemes_of_one_alternative_are_needed()
    {
        await using var mock = await OfAsync(
            Contract("[{bearer: [], key: []}, {cookie: [], csrf: []}]", isAtRoot: false, access: "bearer, cookie")
        );
        var login = await mock.PostAsync("/login", new { u = Alice, p = Password });
        var (token, csrf) = (login.String("token"), login.String("csrf"));
        var other = (await mock.PostAsync("/login", new { u = Bob, p = Password })).String("csrf");
        Assert.Equal(204, (await mock.GetAsync("/me", Bearer(token), ("X-Key", "k"))).Status);
        Assert.Equal(204, (await mock.GetAsync("/me", ("Cookie", $"sid={token}"), ("X-Csrf", csrf))).Status);
        (await mock.GetAsync("/me", Bearer(token))).Is(401, """{"no":"missing"}""");
        (await mock.GetAsync("/me", ("Cookie", $"sid={token}"))).Is(401, """{"no":"missing"}""");
        (await mock.GetAsync("/me", ("X-Key", "k"))).Is(401, """{"no":"missing"}""");
        (await mock.GetAsync("/me", Bearer("garbage"), ("X-Key", "k"))).Is(401, """{"no":"malformed"}""");
        (await mock.GetAsync("/me", ("Cookie", $"sid={token}"), ("X-Csrf", other))).Is(401, """{"no":"foreign"}""");
    }

    [Fact]
    public async Task An_operation_without_a_role_opens_as_its_security_says()
    {
        await using var mock = await OfAsync(Contract("[{bearer: []}, {key: []}]"));
        var token = await LogInAsync(mock);
        Assert.Equal(204, (await mock.GetAsync("/open", ("X-Key", "k"))).Status);
        Assert.Equal(204, (await mock.GetAsync("/open", Bearer(token))).Status);
        (await mock.GetAsync("/open")).Is(401, """{"no":"missing"}""");
        (await mock.GetAsync("/open", Bearer("garbage"))).Is(401, """{"no":"malformed"}""");
    }

    [Fact]
    public async Task A_dead_token_is_not_let_in_as_nobody_where_an_operation_without_a_role_is_open()
    {
        await using var mock = await OfAsync(Contract("[{}, {bearer: []}]"));
        Assert.Equal(204, (await mock.GetAsync("/open")).Status);
        (await mock.GetAsync("/open", Bearer("garbage"))).Is(401, """{"no":"malformed"}""");
    }

    [Fact]
    public async Task What_presents_says_is_needed_beside_the_credentials_of_security()
    {
        await using var mock = await OfAsync(
            Load(
                Document
                    .Replace("ROOT", "", StringComparison.Ordinal)
                    .Replace("SECURITY", "security: [{key: []}]", StringComparison.Ordinal)
                    .Replace("role: protected", "role: protected, presents: {access: $request.header.X-Token}", StringComparison.Ordinal)
                    .Replace("role: logout", "role: logout, presents: {access: $request.header.X-Token}", StringComparison.Ordinal)
            )
        );
        var token = await LogInAsync(mock);
        Assert.Equal(204, (await mock.GetAsync("/me", ("X-Token", token), ("X-Key", "k"))).Status);
        (await mock.GetAsync("/me", ("X-Token", token))).Is(401, """{"no":"missing"}""");
        (await mock.GetAsync("/me", ("X-Key", token))).Is(401, """{"no":"missing"}""");
    }

    private static Contracts.Contract Contract(string list, bool isAtRoot = false, string access = "") =>
        Load(
            Document
                .Replace(
                    "access: {format: opaque}",
                    $"access: {{format: opaque{(access.Length > 0 ? $", scheme: [{access}]" : "")}}}",
                    StringComparison.Ordinal
                )
                .Replace("ROOT", isAtRoot ? $"security: {list}" : "", StringComparison.Ordinal)
                .Replace("SECURITY", isAtRoot ? "" : $"security: {list}", StringComparison.Ordinal)
        );

    private static async Task<string> LogInAsync(TestMock mock) =>
        (await mock.PostAsync("/login", new { u = Alice, p = Password })).String("token");

    private static Task<Reply> UseAsync(TestMock mock, string place, string token) => SendAsync(mock, "GET", "/me", place, token);

    private static Task<Reply> LogOutAsync(TestMock mock, string place, string token) => SendAsync(mock, "POST", "/logout", place, token);

    private static Task<Reply> SendAsync(TestMock mock, string method, string path, string place, string token) =>
        place switch
        {
            "bearer" => mock.SendAsync(method, path, headers: Bearer(token)),
            "basic" => mock.SendAsync(method, path, headers: ("Authorization", $"Basic {token}")),
            "cookie" => mock.SendAsync(method, path, headers: ("Cookie", $"sid={token}")),
            "header" => mock.SendAsync(method, path, headers: ("X-Token", token)),
            _ => mock.SendAsync(method, $"{path}?token={token}"),
        };
}
