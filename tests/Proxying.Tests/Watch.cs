using System.Collections.Concurrent;
using Conformance.Contracts.Loading;
using Conformance.Documents;
using Conformance.Proxying.Traffic;
using Conformance.TestKit;
using Conformance.Verification.Results;

namespace Conformance.Proxying.Tests;

/// <summary>A proxy before a server, and what it has told.</summary>
internal sealed class Watch : IAsyncDisposable
{
    private static readonly ContractCatalog Catalog = new(Repository.PathOf("specs"));
    private static readonly ConcurrentDictionary<(string Name, string Readings), WatchedContract> Loaded = [];

    private readonly ConcurrentQueue<Sighting> _seen = new();

    private Watch(TrafficProxy proxy, ConcurrentQueue<Sighting> seen) => (Proxy, _seen) = (proxy, seen);

    public TrafficProxy Proxy { get; }

    /// <summary>What was told of the requests that have been answered.</summary>
    public async Task<IReadOnlyList<Sighting>> SeenAsync()
    {
        await Proxy.WaitUntilIdleAsync(TimeSpan.Zero, TestContext.Current.CancellationToken);
        return [.. _seen];
    }

    /// <summary>The record of the requests that have been answered.</summary>
    public async Task<ContractRun> RunAsync(TrafficRunSettings? settings = null)
    {
        await Proxy.WaitUntilIdleAsync(TimeSpan.Zero, TestContext.Current.CancellationToken);
        return Proxy.ToRun(settings);
    }

    /// <summary>A built-in contract.</summary>
    public static WatchedContract BuiltIn(string name, params (string Id, string Name)[] readings) =>
        Loaded.GetOrAdd((name, string.Join(',', readings)), _ => Load(Catalog.Find(name)!, readings));

    /// <summary>A contract of a test's own.</summary>
    public static WatchedContract Of(string document)
    {
        var folder = Directory.CreateTempSubdirectory("conformance-");
        try
        {
            var path = Path.Combine(folder.FullName, "notes.yaml");
            File.WriteAllText(path, document);
            return Load(ContractSource.FromFile(path));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public static async Task<Watch> StartAsync(
        WatchedContract contract,
        Uri target,
        Func<TrafficProxyOptions, TrafficProxyOptions>? change = null
    )
    {
        var seen = new ConcurrentQueue<Sighting>();
        var options = new TrafficProxyOptions
        {
            BaseUrl = target,
            Port = 0,
            Watch = seen.Enqueue,
        };
        return new Watch(
            await TrafficProxy.StartAsync(contract, change is null ? options : change(options), TestContext.Current.CancellationToken),
            seen
        );
    }

    public ValueTask DisposeAsync() => Proxy.DisposeAsync();

    private static WatchedContract Load(ContractSource source, params (string Id, string Name)[] readings)
    {
        var problems = new Problems();
        return WatchedContract.Load(source, readings.ToDictionary(r => r.Id, r => r.Name), problems)
            ?? throw new InvalidOperationException(string.Join(Environment.NewLine, problems));
    }
}
