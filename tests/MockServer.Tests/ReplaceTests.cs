using System.Runtime.CompilerServices;
using Conformance.Contracts.Model;
using static Conformance.MockServer.Tests.TestMock;

namespace Conformance.MockServer.Tests;

/// <summary>A contract takes the place of another one of its name while the mock runs.</summary>
public sealed class ReplaceTests
{
    [Fact]
    public async Task Sessions_go_on_where_their_tokens_are_as_they_were()
    {
        await using var mock = await OfAsync(Load(Document()));
        var token = await LogInAsync(mock);
        var replaced = await mock.Mock.ReplaceAsync(Load(Document(text: "changed", path: "/mine")));
        Assert.Empty(replaced.ChangedKinds);
        Assert.Empty(replaced.Ended);
        (await mock.GetAsync("/mine", Bearer(token))).Is(200, """{"text":"changed"}""");
        Assert.Equal(404, (await mock.GetAsync("/me", Bearer(token))).Status);
        Assert.Equal(204, (await mock.SendAsync("DELETE", "/session", headers: Bearer(token))).Status);
        Assert.Equal(401, (await mock.GetAsync("/mine", Bearer(token))).Status);
        Assert.Contains("\"path\":\"/test/mine\"", (await mock.GetAsync("/__admin/contracts")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PT5M", "1")]
    [InlineData("PT20M", "2")]
    public async Task Sessions_are_over_where_a_lifetime_or_a_claim_is_another_one(string lifetime, string claim)
    {
        await using var mock = await OfAsync(Load(Document()));
        var token = await LogInAsync(mock);
        var other = await LogInAsync(mock, ("Conform-Namespace", "b"));
        await mock.SendAsync("DELETE", "/session", headers: [Bearer(other), ("Conform-Namespace", "b")]);
        var replaced = await mock.Mock.ReplaceAsync(Load(Document(lifetime: lifetime, claim: claim)));
        Assert.Equal(["access"], replaced.ChangedKinds);

        // The one that was logged out is no news.
        var ended = Assert.Single(replaced.Ended);
        Assert.Equal(("default", Alice), (ended.Namespace, ended.User));
        Assert.Equal(401, (await mock.GetAsync("/me", Bearer(token))).Status);
        Assert.Equal(200, (await mock.GetAsync("/me", Bearer(await LogInAsync(mock)))).Status);
    }

    [Fact]
    public async Task What_is_no_longer_served_is_not_kept()
    {
        await using var mock = await OfAsync(Load(Document()), o => o with { Log = Engine.Logging.IRequestLog.Silent });
        var token = await LogInAsync(mock);
        List<WeakReference<Operation>> old = [];
        for (var i = 0; i < 5; i++)
            old.Add(await ReplaceAsync(mock, i));
        Assert.Equal(200, (await mock.GetAsync("/at-4", Bearer(token))).Status);
        await mock.Mock.ReplaceAsync(Load(Document(path: "/last")));
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        // What the last request held may not be let go yet.
        Assert.All(old.SkipLast(1), o => Assert.False(o.TryGetTarget(out _)));
        Assert.Contains("\"path\":\"/test/at-2\"", (await mock.GetAsync("/__admin/requests")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_what_is_served_can_be_replaced()
    {
        await using var mock = await OfAsync(Load(Document()));
        var other = Load(Document(), "other");
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => mock.Mock.ReplaceAsync(other));
        Assert.StartsWith("No contract \"other\" is served.", refused.Message, StringComparison.Ordinal);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference<Operation>> ReplaceAsync(TestMock mock, int number)
    {
        var contract = Load(Document(path: $"/at-{number}"));
        await mock.Mock.ReplaceAsync(contract);
        Assert.Equal(401, (await mock.GetAsync($"/at-{number}")).Status);
        return new WeakReference<Operation>(contract.Operations[^1]);
    }

    private static async Task<string> LogInAsync(TestMock mock, params (string, string)[] headers) =>
        (await mock.PostAsync("/session", new { name = Alice, password = Password }, headers)).String("token");

    private static string Document(string text = "first", string path = "/me", string lifetime = "PT20M", string claim = "1") =>
        """
            openapi: 3.1.0
            info: {title: Test, version: '1'}
            x-session: {tokens: {access: {format: jwt, algorithm: HS256, lifetime: LIFETIME, claims: {level: CLAIM}}}}
            security: [{bearer: []}]
            paths:
              /session:
                post:
                  security: []
                  x-session: {role: login, subject: $request.body#/name, secret: $request.body#/password, issues: {access: $response.body#/token}}
                  requestBody: {content: {application/json: {schema: {type: object}}}}
                  responses: {'200': {description: In., content: {application/json: {example: {token: '{$token.access}'}}}}}
                delete:
                  x-session: {role: logout, revokes: {access: session}}
                  responses: {'204': {description: Out.}}
              PATH:
                get:
                  responses: {'200': {description: Me., content: {application/json: {example: {text: TEXT}}}}}
            components: {securitySchemes: {bearer: {type: http, scheme: bearer}}}
            """.Replace("TEXT", text, StringComparison.Ordinal).Replace("PATH", path, StringComparison.Ordinal).Replace(
            "LIFETIME",
            lifetime,
            StringComparison.Ordinal
        ).Replace("CLAIM", claim, StringComparison.Ordinal);
}
