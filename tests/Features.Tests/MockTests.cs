using System.Collections.Concurrent;
using System.Collections.Immutable;
using Conformance.Contracts.Loading;
using Conformance.Documents;
using Conformance.MockServer;
using Conformance.MockServer.Engine.State;
using Conformance.Samples;
using Conformance.Verification.Client;

namespace Conformance.Features.Tests;

/// <summary>The mock does what every contract says.</summary>
public sealed class MockTests(Running<MockImplementation> running)
    : ScenarioTests<MockImplementation>(running),
        IClassFixture<Running<MockImplementation>>;

/// <summary>A mock for each contract, with a clock that scenarios may move.</summary>
public sealed class MockImplementation : IImplementation
{
    private static readonly ImmutableArray<Account> Accounts = [.. Account.Seeded, new("Alice@example.com", Account.SeededPassword)];

    private readonly ConcurrentBag<Mock> _mocks = [];
    private readonly ConcurrentBag<ControlApiClock> _clocks = [];

    public async Task<Target> StartAsync(string contract)
    {
        var problems = new Problems();
        var loaded = ContractLoader.Load(Suites.Catalog.Find(contract)!, new Dictionary<string, string>(), SampleSource.Of, problems);
        Assert.Empty(problems);
        var mock = await Mock.StartAsync(
            new MockOptions
            {
                Contracts = [loaded!],
                Port = 0,
                Accounts = Accounts,
            }
        );
        var clock = new ControlApiClock(new Uri(mock.Address, "/__admin"));
        _mocks.Add(mock);
        _clocks.Add(clock);
        return new Target
        {
            BaseUrl = mock.Address,
            Users = [.. Accounts.Select(a => new UserCredentials(a.Name, a.Password))],
            Clock = clock,
        };
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var clock in _clocks)
            clock.Dispose();
        foreach (var mock in _mocks)
            await mock.DisposeAsync();
    }
}
