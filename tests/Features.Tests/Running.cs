using System.Collections.Concurrent;
using Conformance.Verification.Results;
using Conformance.Verification.Suite;

namespace Conformance.Features.Tests;

/// <summary>An implementation that runs, shared by the rows of a class: each contract's part starts with its first scenario.</summary>
public sealed class Running<TImplementation> : IAsyncDisposable
    where TImplementation : IImplementation, new()
{
    private readonly TImplementation _implementation = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<ConformanceRun>>> _runs = new();

    public async Task<ScenarioResult> RunAsync(string contract, string scenario) =>
        await (await RunOf(contract)).RunAsync(scenario, TestContext.Current.CancellationToken);

    public async Task<ContractRun> RunToEndAsync(string contract) =>
        await (await RunOf(contract)).RunToEndAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var run in _runs.Values)
            (await run.Value).Dispose();
        await _implementation.DisposeAsync();
    }

    private Task<ConformanceRun> RunOf(string contract) =>
        _runs
            .GetOrAdd(
                contract,
                name => new Lazy<Task<ConformanceRun>>(async () => Suites.Of(name).Against(await _implementation.StartAsync(name)))
            )
            .Value;
}
