using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Conformance.MockServer.Engine.Logging;
using Conformance.MockServer.Engine.State;

namespace Conformance.Testing.Tests;

/// <summary>A mock in a test's process, on a port and in memory.</summary>
public sealed class ContractMockTests
{
    public static TheoryData<bool> Places => [true, false];

    [Theory, MemberData(nameof(Places))]
    public async Task Refuses_who_logged_out_by_the_contracts_own_login(bool inMemory)
    {
        await using var mock = await StartAsync(inMemory);
        using var http = mock.CreateClient();
        using var login = await http.PostAsJsonAsync(
            "/api/login",
            new { email = "alice@example.com", password = "open-sesame-1" },
            Cancellation
        );
        var token = (string?)(await login.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["token"];
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http));
        mock.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(http));
        Assert.Equal(
            [("login", OutcomeKind.Accepted), ("me", OutcomeKind.Accepted), ("me", OutcomeKind.Refused)],
            mock.Requests.Select(r => (r.Operation!.Id, r.Outcome))
        );
    }

    [Theory, MemberData(nameof(Places))]
    public async Task Begins_sessions_and_sends_their_tokens(bool inMemory)
    {
        await using var mock = await StartAsync(inMemory);
        var alice = await mock.LogInAsync("alice@example.com");
        using var http = mock.CreateClient(alice);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http));
        Assert.NotEqual(alice.AccessToken, alice.RefreshToken);
        var session = Assert.Single(await mock.Sessions.ListSessionsAsync());
        Assert.Equal("alice@example.com", session.User!.Name);
        Assert.True(await mock.Sessions.EndSessionAsync(session.Id));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(http));
        Assert.Contains(
            "It has access, refresh.",
            Assert.Throws<InvalidOperationException>(() => alice.Token("id")).Message,
            StringComparison.Ordinal
        );
        var wrong = await Assert.ThrowsAsync<ArgumentException>(() => mock.LogInAsync("alice@example.org"));
        Assert.Contains("Did you mean \"alice@example.com\"?", wrong.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Places))]
    public async Task Fails_where_it_is_told_to_and_forgets_all_at_a_reset(bool inMemory)
    {
        await using var mock = await StartAsync(inMemory);
        using var http = mock.CreateClient(await mock.LogInAsync("alice@example.com"));
        var id = mock.Faults.Add(Fault.Status("me", 503).Times(1));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(http));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http));
        Assert.Equal(1, mock.Faults.HitsOf(id));
        mock.Faults.Add(Fault.Reset("me").Times(1));
        Assert.IsType<HttpRequestException>(await Record.ExceptionAsync(() => StatusAsync(http)), exactMatch: false);
        mock.Clock.Advance(TimeSpan.FromMinutes(5));
        mock.Faults.Add(Fault.Latency(null, TimeSpan.FromHours(1)));
        mock.Reset();
        Assert.Empty(mock.Faults.Ids);
        Assert.Empty(mock.Requests);
        Assert.Equal(Start, mock.Clock.GetUtcNow());
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(http));
        var wrong = Assert.Throws<ArgumentException>(() => mock.Faults.Add(Fault.Status("logut", 503)));
        Assert.Contains("Did you mean \"logout\"?", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Repeats_itself_under_a_seed_with_the_users_that_it_was_given()
    {
        var options = new ContractMockOptions
        {
            InMemory = true,
            Seed = 42,
            StartsAt = Start,
            Users = [new Account("carol", "s3cret")],
        };
        var contract = ServedContract.Load("sig");
        await using var one = await ContractMock.StartAsync(contract, options, Cancellation);
        await using var other = await ContractMock.StartAsync(contract, options, Cancellation);
        Assert.Equal((await one.LogInAsync("carol")).Tokens, (await other.LogInAsync("carol")).Tokens);
        await Assert.ThrowsAsync<ArgumentException>(() => one.LogInAsync("alice@example.com"));
    }

    [Fact]
    public async Task Finds_a_contract_beside_the_test_program_and_tells_one_that_means_nothing()
    {
        await using var mock = await ContractMock.StartAsync("acme", new ContractMockOptions { InMemory = true }, Cancellation);
        using var http = mock.CreateClient(await mock.LogInAsync("bob@example.com"));
        using var answer = await http.DeleteAsync(new Uri("/v2/session", UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        var wrong = await Assert.ThrowsAsync<ArgumentException>(() => ContractMock.StartAsync("sgi", cancellationToken: Cancellation));
        Assert.Contains("Did you mean \"sig\"?", wrong.Message, StringComparison.Ordinal);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static DateTimeOffset Start { get; } = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private static Task<ContractMock> StartAsync(bool inMemory) =>
        ContractMock.StartAsync("sig", new ContractMockOptions { InMemory = inMemory, StartsAt = Start }, Cancellation);

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http)
    {
        using var answer = await http.GetAsync(new Uri("/api/me", UriKind.Relative), Cancellation);
        return answer.StatusCode;
    }
}
