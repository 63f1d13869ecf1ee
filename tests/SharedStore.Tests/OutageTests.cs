using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Conformance.Cli.Tests;
using Conformance.MockServer.Tests.Races;

namespace Conformance.SharedStore.Tests;

/// <summary>What becomes of the promise when a store or a replica is killed in the middle of it all.</summary>
[Trait("Category", "Slow")]
[Collection(nameof(OneStore))]
public sealed class OutageTests
{
    private static readonly Dialect Api = Dialect.Of("fincode");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_store_that_is_killed_loses_no_logout_that_was_answered_and_until_it_is_back_no_token_is_taken()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var fleet = await Fleet.StartAsync(redis.Url, 2);
        using var http = fleet.Balanced();
        var sessions = await LogInAsync(http, 150);

        // Half of the logouts go out at once, and the store dies when the first were answered.
        var logouts = sessions.Take(75).Select(s => TryAsync(http, Api.LogOut(s.Access, s.Refresh, isForeign: false))).ToList();
        await Task.WhenAny(logouts);
        await redis.KillAsync();
        var statuses = await Task.WhenAll(logouts);
        Assert.All(statuses, s => Assert.True(s is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, $"{s}"));
        Assert.Contains(HttpStatusCode.OK, statuses);

        using (var refused = await http.SendAsync(Api.Use(sessions[^1].Access), Cancelled))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
            var problem = (await refused.Content.ReadFromJsonAsync<JsonNode>(Cancelled))!;
            Assert.Equal("store", (string?)problem["reason"]);
            Assert.Matches($"^The store {redis.Url} [^.]+[.] No token is accepted without it[.]", (string?)problem["detail"]);
        }

        using (var control = fleet.Client(0))
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await control.GetAsync("/__admin/health", Cancelled)).StatusCode);

        await redis.StartAgainAsync();
        await BackAsync(http);

        for (var i = 0; i < sessions.Count; i++)
        {
            var status = await TryAsync(http, Api.Use(sessions[i].Access));
            if (i < statuses.Length && statuses[i] == HttpStatusCode.OK)
                Assert.Equal(HttpStatusCode.Unauthorized, status);
            else if (i >= statuses.Length)
                Assert.Equal(HttpStatusCode.OK, status);
        }
    }

    [Fact]
    public async Task A_replica_that_is_killed_takes_nothing_with_it()
    {
        string[] arguments = ["fincode", "-q", "--store", TestServers.Url, "--store-secret", TestServers.Secret];
        var replicas = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => ConformProcess.MockAsync(arguments)));
        var clients = replicas.Select(r => Client(r.Address)).ToList();
        try
        {
            (await clients[0].PostAsync("/__admin/reset", null, Cancelled)).EnsureSuccessStatusCode();
            var sessions = new List<(string Access, string Refresh)>();
            for (var i = 0; i < 3; i++)
                sessions.AddRange(await LogInAsync(clients[i], 30, "alice@example.com"));

            var logouts = sessions
                .Where((_, i) => i % 2 == 0)
                .Select((s, i) => (Session: s, Answer: TryAsync(clients[i % 3], Api.LogOut(s.Access, s.Refresh, isForeign: false))))
                .ToList();
            await logouts[1].Answer;
            System.Diagnostics.Process.GetProcessById(replicas[1].Process.Id).Kill();

            Assert.Contains(HttpStatusCode.OK, await Task.WhenAll(logouts.Select(l => l.Answer)));
            foreach (var client in new[] { clients[0], clients[2] })
            {
                foreach (var (session, answer) in logouts)
                {
                    if (await answer == HttpStatusCode.OK)
                        Assert.Equal(HttpStatusCode.Unauthorized, await TryAsync(client, Api.Use(session.Access)));
                }

                foreach (var session in sessions.Where((_, i) => i % 2 == 1))
                    Assert.Equal(HttpStatusCode.OK, await TryAsync(client, Api.Use(session.Access)));
            }
        }
        finally
        {
            foreach (var client in clients)
                client.Dispose();
            foreach (var (process, _) in replicas)
                await process.DisposeAsync();
        }
    }

    private static HttpClient Client(Uri address)
    {
        var contract = Fleet.Load("fincode");
        return new HttpClient { BaseAddress = new Uri(address, $"/fincode{contract.Operations[0].BasePaths[0]}/") };
    }

    private static async Task<List<(string Access, string Refresh)>> LogInAsync(HttpClient http, int count, string? user = null)
    {
        var sessions = new List<(string, string)>();
        for (var i = 0; i < count; i++)
        {
            using var response = await http.SendAsync(Api.LogIn(user ?? Fleet.Users[i % Fleet.Users.Count], Fleet.Password), Cancelled);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancelled));
            sessions.Add(Api.TokensOf(body.RootElement));
        }

        return sessions;
    }

    /// <summary>The status of the answer; null where the connection broke.</summary>
    private static async Task<HttpStatusCode?> TryAsync(HttpClient http, HttpRequestMessage request)
    {
        try
        {
            using (request)
            using (var response = await http.SendAsync(request, Cancelled))
                return response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    // Every replica finds the store again by itself; how soon is no promise.
    private static async Task BackAsync(HttpClient http)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var inARow = 0; inARow < 4; )
        {
            inARow = await TryAsync(http, Api.Use("nonsense")) == HttpStatusCode.Unauthorized ? inARow + 1 : 0;
            await timer.WaitForNextTickAsync(Cancelled);
        }
    }
}
