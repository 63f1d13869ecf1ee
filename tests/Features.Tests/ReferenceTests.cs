using System.Collections.Concurrent;
using Conformance.Reference;
using Conformance.Reference.Hosting;
using Conformance.Verification.Client;

namespace Conformance.Features.Tests;

/// <summary>The reference servers, which know nothing of the mock, do what every contract says.</summary>
[Trait("Category", "Slow")]
public sealed class ReferenceTests(Running<ReferenceImplementation> running)
    : ScenarioTests<ReferenceImplementation>(running),
        IClassFixture<Running<ReferenceImplementation>>;

/// <summary>The reference server of each contract, with a clock that scenarios may move.</summary>
public sealed class ReferenceImplementation : IImplementation
{
    private readonly ConcurrentBag<ReferenceServer> _servers = [];

    public async Task<Target> StartAsync(string contract)
    {
        var time = new MovableClock();
        var server = await ReferenceServer.StartAsync(contract, new ReferenceOptions { Time = time });
        _servers.Add(server);
        return new Target
        {
            BaseUrl = server.BaseAddress,
            Users = [.. server.Accounts.Select(a => new UserCredentials(a.Name, a.Password))],
            Clock = new InProcessClock(time, time.Advance, time.Reset),
            PublicKey = server.PublicKey,
        };
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
            await server.DisposeAsync();
    }
}
