using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Conformance.MockServer.Tests.Races;

namespace Conformance.SharedStore.Tests;

/// <summary>Replicas on one store are one mock: what was answered by one holds at the others.</summary>
[Collection(nameof(OneStore))]
public sealed class ReplicaTests(Trio trio) : IClassFixture<Trio>
{
    private static readonly Dialect Api = Dialect.Of("fincode");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_of_one_is_known_to_all_and_its_logout_holds_at_all()
    {
        var (access, refresh) = await LogInAsync(0, Fleet.Users[0]);
        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.OK, await UseAsync(i, access));

        Assert.Equal(HttpStatusCode.OK, await SendAsync(1, Api.LogOut(access, refresh, isForeign: false)));

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await UseAsync(i, access));
            Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(i, Api.Refresh(refresh)));
        }
    }

    [Fact]
    public async Task They_sign_with_the_same_keys()
    {
        var sets = await Task.WhenAll(trio.Clients.Select(c => c.GetStringAsync("/__admin/keys", Cancelled)));
        Assert.Single(sets.Distinct());
    }

    [Fact]
    public async Task A_clock_that_is_moved_at_one_is_moved_at_all()
    {
        await InNamespaceAsync(
            "clock",
            async headers =>
            {
                var (access, _) = await LogInAsync(0, Fleet.Users[1], headers);
                await AdminAsync(2, HttpMethod.Put, "clock", """{"now": "2031-01-01T00:00:00Z", "frozen": true}""", "clock");
                for (var i = 0; i < 3; i++)
                {
                    Assert.Equal(
                        "2031-01-01T00:00:00+00:00",
                        (string?)(await AdminAsync(i, HttpMethod.Get, "clock", null, "clock"))!["now"]
                    );
                    Assert.Equal(HttpStatusCode.Unauthorized, await UseAsync(i, access, headers));
                }

                // A change is made of what the others left: two halves come to a whole.
                await Task.WhenAll(
                    Enumerable.Range(0, 3).Select(i => AdminAsync(i, HttpMethod.Put, "clock", """{"advance": "PT1H"}""", "clock"))
                );
                Assert.Equal("2031-01-01T03:00:00+00:00", (string?)(await AdminAsync(0, HttpMethod.Get, "clock", null, "clock"))!["now"]);
            }
        );
    }

    [Fact]
    public async Task A_user_who_is_added_at_one_logs_in_at_another_and_is_out_everywhere_when_removed()
    {
        await AdminAsync(0, HttpMethod.Post, "users", """{"name": "zoe@example.com", "password": "secret-123"}""");
        var (access, _) = await LogInAsync(1, "zoe@example.com", password: "secret-123");
        Assert.Equal(
            "conflict",
            (string?)(await AdminAsync(2, HttpMethod.Post, "users", """{"name": "zoe@example.com", "password": "other-123"}"""))!["reason"]
        );
        await AdminAsync(2, HttpMethod.Delete, "users/zoe@example.com", null);
        Assert.Equal(HttpStatusCode.Unauthorized, await UseAsync(0, access));
        Assert.Equal(HttpStatusCode.NotFound, await SendAsync(1, Api.LogIn("zoe@example.com", "secret-123")));
    }

    [Fact]
    public async Task A_fault_that_strikes_twice_strikes_twice_in_all()
    {
        await AdminAsync(0, HttpMethod.Post, "faults", """{"kind": "status", "status": 418, "times": 2}""", "faults");
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 6; i++)
            statuses.Add(await UseAsync(i % 3, "nonsense", [("Conform-Namespace", "faults")]));
        Assert.Equal(2, statuses.Count(s => (int)s == 418));
        for (var i = 0; i < 3; i++)
        {
            var fault = Assert.Single((await AdminAsync(i, HttpMethod.Get, "faults", null, "faults"))!["faults"]!.AsArray());
            Assert.Equal(2, (int)fault!["hits"]!);
        }

        await AdminAsync(1, HttpMethod.Delete, "faults/fault-1", null, "faults");
        Assert.Empty((await AdminAsync(2, HttpMethod.Get, "faults", null, "faults"))!["faults"]!.AsArray());
    }

    [Fact]
    public async Task A_namespace_is_there_at_all_and_gone_at_all()
    {
        (string, string)[] headers = [("Conform-Namespace", "branch-7")];
        var (access, _) = await LogInAsync(0, Fleet.Users[2], headers);
        Assert.Equal(HttpStatusCode.OK, await UseAsync(1, access, headers));
        Assert.Equal(HttpStatusCode.Unauthorized, await UseAsync(1, access));
        for (var i = 0; i < 3; i++)
            Assert.Contains("branch-7", await NamesAsync(i));

        await AdminAsync(2, HttpMethod.Delete, "namespaces/branch-7", null);

        for (var i = 0; i < 3; i++)
            Assert.DoesNotContain("branch-7", await NamesAsync(i));
        Assert.Equal(HttpStatusCode.Unauthorized, await UseAsync(0, access, headers)); // it is there again, and knows nothing
    }

    [Fact]
    public async Task A_reset_at_one_ends_all_sessions_and_puts_the_rest_back()
    {
        (string, string)[] headers = [("Conform-Namespace", "reset")];
        var (access, _) = await LogInAsync(0, Fleet.Users[3], headers);
        await AdminAsync(0, HttpMethod.Put, "clock", """{"advance": "PT1M"}""", "reset");
        Assert.Single((await AdminAsync(1, HttpMethod.Get, "sessions", null, "reset"))!["sessions"]!.AsArray());

        await AdminAsync(1, HttpMethod.Post, "reset", null, "reset");

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await UseAsync(i, access, headers));
            Assert.Empty((await AdminAsync(i, HttpMethod.Get, "sessions", null, "reset"))!["sessions"]!.AsArray());
        }
    }

    [Fact]
    public async Task The_journal_is_each_replica_s_own_and_says_which()
    {
        (string, string)[] headers = [("Conform-Namespace", "journal")];
        await UseAsync(1, "nonsense", headers);
        var journals = new List<(string?, long)>();
        for (var i = 0; i < 3; i++)
        {
            var journal = await AdminAsync(i, HttpMethod.Get, "requests", null, "journal");
            journals.Add(((string?)journal!["replica"], (long)journal["total"]!));
        }

        Assert.Equal([("replica-1", 0), ("replica-2", 1), ("replica-3", 0)], journals);
    }

    private async Task<string[]> NamesAsync(int replica) =>
        [.. (await AdminAsync(replica, HttpMethod.Get, "namespaces", null))!["namespaces"]!.AsArray().Select(n => (string)n!["name"]!)];

    private async Task InNamespaceAsync(string name, Func<(string, string)[], Task> test) => await test([("Conform-Namespace", name)]);

    private async Task<(string Access, string Refresh)> LogInAsync(
        int replica,
        string user,
        (string, string)[]? headers = null,
        string password = Fleet.Password
    )
    {
        using var response = await trio.SendAsync(replica, Api.LogIn(user, password), headers);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using var body = System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancelled));
        return Api.TokensOf(body.RootElement);
    }

    private Task<HttpStatusCode> UseAsync(int replica, string access, (string, string)[]? headers = null) =>
        SendAsync(replica, Api.Use(access), headers);

    private async Task<HttpStatusCode> SendAsync(int replica, HttpRequestMessage request, (string, string)[]? headers = null)
    {
        using var response = await trio.SendAsync(replica, request, headers);
        return response.StatusCode;
    }

    private async Task<JsonNode?> AdminAsync(int replica, HttpMethod method, string path, string? json, string? @namespace = null)
    {
        using var request = new HttpRequestMessage(method, "/__admin/" + path);
        if (json is not null)
            request.Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        if (@namespace is not null)
            request.Headers.Add("Conform-Namespace", @namespace);
        using var response = await trio.Clients[replica].SendAsync(request, Cancelled);
        return response.StatusCode == HttpStatusCode.NoContent ? null : await response.Content.ReadFromJsonAsync<JsonNode>(Cancelled);
    }
}

/// <summary>Tests that begin with the store's default namespace in its first state run one after another.</summary>
[CollectionDefinition(nameof(OneStore))]
public sealed class OneStore;

/// <summary>Three replicas.</summary>
public sealed class Trio : IAsyncLifetime
{
    private Fleet? _fleet;

    public IReadOnlyList<HttpClient> Clients { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        _fleet = await Fleet.StartAsync(TestServers.Url, 3);
        Clients = [.. Enumerable.Range(0, 3).Select(_fleet.Client)];
    }

    public async Task<HttpResponseMessage> SendAsync(int replica, HttpRequestMessage request, (string Name, string Value)[]? headers)
    {
        var mount = _fleet!.Mocks[replica].Mounts[0];
        request.RequestUri = new Uri(
            $"{mount.Prefix}{mount.Contract.Operations[0].BasePaths[0]}/{request.RequestUri!.OriginalString}",
            UriKind.Relative
        );
        foreach (var (name, value) in headers ?? [])
            request.Headers.Add(name, value);
        return await Clients[replica].SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in Clients)
            client.Dispose();
        if (_fleet is not null)
            await _fleet.DisposeAsync();
    }
}
