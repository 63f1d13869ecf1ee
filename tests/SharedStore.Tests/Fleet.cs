using Conformance.Contracts;
using Conformance.Contracts.Loading;
using Conformance.Documents;
using Conformance.MockServer;
using Conformance.MockServer.Engine.Logging;
using Conformance.MockServer.Engine.State;
using Conformance.MockServer.Tests.Races;
using Conformance.Samples;
using Conformance.TestKit;

namespace Conformance.SharedStore.Tests;

/// <summary>Several mocks of one contract on one store, in this process, and a client whose requests go to them in turn.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    public const string Password = "open-sesame-1";

    private readonly List<Mock> _mocks = [];
    private readonly List<RedisStore> _stores = [];

    private Fleet() { }

    /// <summary>The users that can log in.</summary>
    public static IReadOnlyList<string> Users { get; } = [.. Enumerable.Range(0, 40).Select(i => $"user-{i}@example.com")];

    public IReadOnlyList<Mock> Mocks => _mocks;

    /// <summary>Starts replicas, each with a connection of its own.</summary>
    /// <param name="around">What a replica puts around the shared state; for replicas that are broken on purpose.</param>
    public static async Task<Fleet> StartAsync(
        string url,
        int count,
        string contract = "fincode",
        Func<ISharedState, ISharedState>? around = null
    )
    {
        var fleet = new Fleet();
        var served = Load(contract);
        for (var i = 1; i <= count; i++)
        {
            var store = await TestServers.OpenAsync(url);
            fleet._stores.Add(store);
            fleet._mocks.Add(
                await Mock.StartAsync(
                    new MockOptions
                    {
                        Contracts = [served],
                        Port = 0,
                        Accounts = [.. Account.Seeded, .. Users.Select(user => new Account(user, Password))],
                        Shared = around?.Invoke(store) ?? store,
                        Replica = $"replica-{i}",
                        Log = IRequestLog.Silent,
                    },
                    TestContext.Current.CancellationToken
                )
            );
        }

        // Tests share a store: each begins anew, in the namespace that requests mean that name none.
        using var http = fleet.Client(0);
        (await http.PostAsync("/__admin/reset", null, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        return fleet;
    }

    /// <summary>A client of one replica.</summary>
    public HttpClient Client(int replica) => new(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = _mocks[replica].Address };

    /// <summary>A client whose paths are relative to the contract's base path, and whose requests go to the replicas in turn.</summary>
    public HttpClient Balanced()
    {
        var mount = _mocks[0].Mounts[0];
        var basePath = $"{mount.Prefix}{mount.Contract.Operations[0].BasePaths[0]}/";
        return new HttpClient(new InTurn([.. _mocks.Select(m => m.Address)])) { BaseAddress = new Uri(_mocks[0].Address, basePath) };
    }

    /// <summary>Has many users at once use the replicas, and tells what was answered.</summary>
    public async Task<IReadOnlyCollection<Event>> HammerAsync(string contract, int operations, int seed)
    {
        using var http = Balanced();
        var client = new RaceClient(http, Dialect.Of(contract));
        await new Hammer(client, Users, Password, seed).RunAsync(operations);
        return client.History;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var mock in _mocks)
            await mock.DisposeAsync();
        foreach (var store in _stores)
            await store.DisposeAsync();
    }

    public static Contract Load(string name)
    {
        var problems = new Problems();
        var source = new ContractCatalog(Repository.PathOf("specs")).Find(name)!;
        var contract = ContractLoader.Load(source, new Dictionary<string, string>(), SampleSource.Of, problems);
        Assert.Empty(problems);
        return contract!;
    }

    private sealed class InTurn(IReadOnlyList<Uri> replicas) : DelegatingHandler(new SocketsHttpHandler { UseCookies = false })
    {
        private int _next;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var replica = replicas[(int)((uint)Interlocked.Increment(ref _next) % replicas.Count)];
            request.RequestUri = new Uri(replica, request.RequestUri!.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
