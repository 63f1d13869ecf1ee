using Conformance.Reference.Tests.Dialects;
using Conformance.TestKit;

namespace Conformance.Reference.Tests.Servers;

/// <summary>What all five servers do.</summary>
public sealed class CleanServerTests
{
    public static TheoryData<string> Apis => [.. ReferenceApis.OnStubs];

    [Theory]
    [MemberData(nameof(Apis))]
    public async Task Lets_a_user_in_until_the_token_expires(string api)
    {
        var clock = new ManualClock();
        await using var server = await ReferenceServer.StartAsync(
            api,
            new ReferenceOptions { Time = clock },
            TestContext.Current.CancellationToken
        );
        using var caller = new Caller(server.BaseAddress, Dialect.Of(api));

        var tokens = await caller.LoginAsync();
        Assert.Equal(200, (await caller.UseAsync(tokens.Access)).Status);
        clock.Advance(caller.Dialect.AccessLifetime - TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await caller.UseAsync(tokens.Access)).Status);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(401, (await caller.UseAsync(tokens.Access)).Status);
    }

    [Theory]
    [MemberData(nameof(Apis))]
    public async Task Refuses_who_cannot_log_in(string api)
    {
        await using var server = await ReferenceServer.StartAsync(api, cancellationToken: TestContext.Current.CancellationToken);
        using var caller = new Caller(server.BaseAddress, Dialect.Of(api));

        Assert.Equal(401, (await caller.TryLoginAsync(Caller.Alice, "open-sesame-2")).Reply.Status);
        Assert.Equal(api == "fincode" ? 404 : 401, (await caller.TryLoginAsync("nobody@example.com", Caller.Password)).Reply.Status);
    }

    [Theory]
    [MemberData(nameof(Apis))]
    public async Task Answers_in_its_own_words_what_no_operation_documents(string api)
    {
        await using var server = await ReferenceServer.StartAsync(api, cancellationToken: TestContext.Current.CancellationToken);
        using var caller = new Caller(server.BaseAddress, Dialect.Of(api));

        var unknown = await caller.SendAsync(new HttpRequestMessage(HttpMethod.Get, "nothing/here"));
        var method = await caller.SendAsync(new HttpRequestMessage(HttpMethod.Delete, caller.Dialect.LogoutPath));
        var (expected404, expected405) = api switch
        {
            "fincode" => ("""404 {"message":"Request refused: not-found"}""", """405 {"message":"Request refused: method-not-allowed"}"""),
            "nethesis" => (
                """404 {"code":404,"message":"not-found","data":null}""",
                """405 {"code":405,"message":"method-not-allowed","data":null}"""
            ),
            "bankezy" => ("""404 {"resCode":404,"resDesc":"not-found"}""", """405 {"resCode":405,"resDesc":"method-not-allowed"}"""),
            "rinne" => ("""404 {"error":{"code":"NOT_FOUND",""", """405 {"error":{"code":"METHOD_NOT_ALLOWED","""),
            _ => (
                """404 {"type":"https://tools.ietf.org/html/rfc9110#section-15.5.5","title":"Not Found","status":404}""",
                """405 {"type":"https://tools.ietf.org/html/rfc9110#section-15.5.6","title":"Method Not Allowed","status":405}"""
            ),
        };
        Assert.StartsWith(expected404, unknown.ToString(), StringComparison.Ordinal);
        Assert.StartsWith(expected405, method.ToString(), StringComparison.Ordinal);
        Assert.Equal(caller.Dialect.LogoutMethod.Method, method.Headers["Allow"]);
    }

    [Theory]
    [MemberData(nameof(Apis))]
    public async Task Challenges_who_is_not_let_in_and_forbids_to_store_tokens(string api)
    {
        await using var server = await ReferenceServer.StartAsync(api, cancellationToken: TestContext.Current.CancellationToken);
        using var caller = new Caller(server.BaseAddress, Dialect.Of(api));

        var refused = await caller.UseAsync(null);
        Assert.Equal(401, refused.Status);
        Assert.StartsWith(
            api switch
            {
                "fincode" => "X-Auth-Token realm",
                "bankezy" => "X-API-TOKEN realm",
                "sig" => "Bearer",
                _ => "Bearer realm",
            },
            refused.Headers["WWW-Authenticate"],
            StringComparison.Ordinal
        );
        Assert.Equal("no-store", (await caller.TryLoginAsync(Caller.Alice, Caller.Password)).Reply.Headers["Cache-Control"]);
    }

    [Theory]
    [MemberData(nameof(Apis))]
    public async Task Remembers_its_sessions_over_a_restart(string api)
    {
        await using var server = await ReferenceServer.StartAsync(api, cancellationToken: TestContext.Current.CancellationToken);
        using var caller = new Caller(server.BaseAddress, Dialect.Of(api));
        var (kept, ended) = (await caller.LoginAsync(), await caller.LoginAsync());
        await caller.LogoutAsync(ended);
        var before = await caller.UseWhatEndsAsync(ended);

        await server.RestartAsync(TestContext.Current.CancellationToken);

        Assert.Equal(200, (await caller.UseWhatEndsAsync(kept)).Status);
        Assert.Equal(before.Status, (await caller.UseWhatEndsAsync(ended)).Status);
    }

    [Fact]
    public async Task A_mutant_of_another_server_is_told_as_a_mistake()
    {
        var options = new ReferenceOptions { Mutants = [Switches.SigMutants.RefreshSurvives] };
        var mistake = await Assert.ThrowsAsync<ArgumentException>(() =>
            ReferenceServer.StartAsync("rinne", options, TestContext.Current.CancellationToken)
        );
        Assert.StartsWith(
            "\"SIG-07-refresh-survives\" is no mutant of rinne; \"reference --list\" lists them.",
            mistake.Message,
            StringComparison.Ordinal
        );
    }
}
