using Conformance.Generated.MockAdmin.Client;

namespace Conformance.MockServer.Tests.Admin;

public sealed class JournalTests
{
    private const string SecretsInPaths = """
        openapi: 3.1.0
        info: {title: Doors, version: '1'}
        x-session:
          tokens: {access: {format: opaque, lifetime: PT20M, shape: {alphabet: alphanumeric, length: 20}}}
        paths:
          /enter/{user}/{password}:
            post:
              operationId: enter
              parameters: [{name: user, in: path, required: true, schema: {type: string}}, {name: password, in: path, required: true, schema: {type: string, maxLength: 20}}]
              x-session: {role: login, subject: $request.path.user, secret: $request.path.password, issues: {access: $response.body#/key}}
              responses:
                '200':
                  description: In.
                  content: {application/json: {schema: {type: object, properties: {key: {type: string}}}, example: {key: '{$token.access}'}}}
          /door/{key}:
            get:
              operationId: open
              parameters: [{name: key, in: path, required: true, schema: {type: string}}]
              x-session: {role: protected, presents: {access: $request.path.key}}
              responses: {'204': {description: Open.}}
        """;

    [Fact]
    public async Task Each_request_has_a_verdict_and_a_reason()
    {
        await using var mock = await AdminMock.StartAsync();
        var tokens = await mock.LogInAsync();
        await mock.UseAsync(tokens);
        await mock.LogOutAsync(tokens);
        await mock.UseAsync(tokens);
        await mock.SendAsync("GET", "sig/api/me?secret=1", null, null, ("Prefer", "code=200"));
        await mock.SendAsync("GET", "elsewhere", null);
        var list = await mock.Client.ListRequestsAsync();
        Assert.Equal((6, 1000), (list.Total, list.Kept));
        Assert.Equal(
            [
                "6 GET /elsewhere 404 Refused  no contract is served here",
                "5 GET /sig/api/me 200 Forced  Prefer: code=200",
                "4 GET /nethesis/api/me 401 Refused revoked access#1 was logged out just now",
                "3 POST /nethesis/api/auth/logout 200 Accepted  logged out: alice@example.com by access#1",
                "2 GET /nethesis/api/me 200 Accepted  opened by access#1",
                "1 POST /nethesis/api/auth/exchange 200 Accepted  logged in: alice@example.com got access#1, refresh#1",
            ],
            list.Requests.Select(r => $"{r.Number} {r.Method} {r.Path} {r.Status} {r.Verdict} {r.Reason} {r.Detail}")
        );
        Assert.Equal(["access#1", "refresh#1"], list.Requests[5].Issued!);
        Assert.Equal(
            ("nethesis", "me", "protected", "access#1"),
            (list.Requests[2].Contract, list.Requests[2].Operation, list.Requests[2].Role, list.Requests[2].Token)
        );
    }

    [Fact]
    public async Task It_is_searched_by_operation_verdict_reason_session_time_and_number()
    {
        await using var mock = await AdminMock.StartAsync();
        var (first, second) = (await mock.LogInAsync(), await mock.LogInAsync());
        await mock.UseAsync(first);
        await mock.UseAsync(second);
        var later = (await mock.Client.SetClockAsync(new ClockChange { Advance = "PT1M" })).Now;
        await mock.LogOutAsync(first);
        await mock.UseAsync(first);
        var session = (await mock.Client.LookUpTokenAsync(new TokenText { Token = first.Access })).Session;

        Assert.Equal([6, 4, 3], await NumbersAsync(mock.Client.ListRequestsAsync(contract: "nethesis", operation: "me")));
        Assert.Equal([6], await NumbersAsync(mock.Client.ListRequestsAsync(verdict: Verdict.Refused)));
        Assert.Equal([6], await NumbersAsync(mock.Client.ListRequestsAsync(reason: "revoked")));
        Assert.Equal([6, 5, 3, 1], await NumbersAsync(mock.Client.ListRequestsAsync(session: session)));
        Assert.Equal([6, 5], await NumbersAsync(mock.Client.ListRequestsAsync(since: later)));
        Assert.Equal([6, 5, 4], await NumbersAsync(mock.Client.ListRequestsAsync(after: 3)));
        Assert.Equal([6, 5], await NumbersAsync(mock.Client.ListRequestsAsync(limit: 2)));
        Assert.Empty(await NumbersAsync(mock.Client.ListRequestsAsync(contract: "sig")));
        await mock.Client.ClearRequestsAsync();
        Assert.Empty(await NumbersAsync(mock.Client.ListRequestsAsync()));
        await mock.UseAsync(second);
        Assert.Equal([7], await NumbersAsync(mock.Client.ListRequestsAsync()));

        var near = await AdminMock.ProblemOfAsync(400, () => mock.Client.ListRequestsAsync(operation: "logot"));
        Assert.Contains("did you mean \"logout\"?", near.Detail, StringComparison.Ordinal);
        await AdminMock.ProblemOfAsync(400, () => mock.Client.ListRequestsAsync(contract: "sog"));
        await AdminMock.ProblemOfAsync(400, () => mock.Client.ListRequestsAsync(limit: 0));
        await AdminMock.ProblemOfAsync(400, () => mock.Client.ListRequestsAsync(after: -1));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(0)]
    public async Task It_keeps_the_last_requests_and_no_more(int size)
    {
        await using var mock = await AdminMock.StartAsync(o => o with { JournalSize = size });
        for (var i = 0; i < 8; i++)
            await mock.SendAsync("GET", "sig/api/me", null);
        var list = await mock.Client.ListRequestsAsync();
        Assert.Equal((8, size), (list.Total, list.Kept));
        Assert.Equal(Enumerable.Range(0, size).Select(i => 8L - i), list.Requests.Select(r => r.Number));
    }

    [Fact]
    public async Task No_token_and_no_password_stands_in_it()
    {
        await using var mock = await AdminMock.StartAsync(o =>
            o with
            {
                Contracts = [.. o.Contracts, TestMock.Load(SecretsInPaths, "doors")],
                JournalSize = 500,
            }
        );
        var tokens = await mock.LogInAsync();
        string[] secrets = [tokens.Access, tokens.Refresh, TestMock.Password, "sesame-wrong", "short-pw", "longer-than-twenty-letters"];
        await mock.UseAsync(tokens);
        await mock.RefreshAsync(tokens);
        await mock.RefreshAsync(tokens);
        await mock.SendAsync("GET", $"nethesis/api/me?token={tokens.Access}", tokens.Access + "x");
        await mock.SendAsync("GET", $"nethesis/api/{tokens.Access}/{tokens.Refresh}", null);
        await mock.SendAsync("GET", $"{tokens.Access}", null, null, ("Prefer", $"code={tokens.Access}"));
        await mock.SendAsync("GET", "sig/api/me", null, null, ("Prefer", $"example={tokens.Access}"));
        await mock.SendAsync("POST", "sig/api/login", null, new { email = TestMock.Alice, password = "sesame-wrong" });
        await mock.SendAsync("POST", "sig/api/login", null, new { email = 5, password = new[] { "short-pw" } });
        await mock.SendAsync("POST", "nethesis/api/auth/logout", tokens.Access, new { refresh_token = new { text = tokens.Refresh } });
        foreach (var password in new[] { TestMock.Password, "short-pw", "longer-than-twenty-letters" })
            await mock.SendAsync("POST", $"doors/enter/{TestMock.Alice}/{password}", null);
        var (_, door) = await mock.SendAsync("POST", $"doors/enter/{TestMock.Alice}/{TestMock.Password}", null);
        var key = System.Text.Json.Nodes.JsonNode.Parse(door)!["key"]!.GetValue<string>();
        Assert.Equal(204, (await mock.SendAsync("GET", $"doors/door/{key}", null)).Status);

        var journal = await mock.Control.GetStringAsync("requests?limit=1000", TestContext.Current.CancellationToken);
        Assert.Equal(16, (await mock.Client.ListRequestsAsync()).Requests.Count);
        foreach (var secret in secrets.Append(key))
        {
            Assert.DoesNotContain(secret[..Math.Min(secret.Length, 12)], journal, StringComparison.Ordinal);
            Assert.DoesNotContain(secret[Math.Max(0, secret.Length - 12)..], journal, StringComparison.Ordinal);
        }

        Assert.Contains("/door/{key}", journal, StringComparison.Ordinal);
        Assert.Contains("not as documented: body /email, body /password", journal, StringComparison.Ordinal);
    }

    private static async Task<IEnumerable<long>> NumbersAsync(Task<RequestList> list) => (await list).Requests.Select(r => r.Number);
}
