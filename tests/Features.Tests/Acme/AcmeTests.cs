using Conformance.TestKit;
using Conformance.Verification.Client;
using Conformance.Verification.Results;
using Conformance.Verification.Suite;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;

namespace Conformance.Features.Tests.Acme;

/// <summary>What a team writes to hold its own <see cref="WebApplication"/> against its contract. The example of the README.</summary>
public sealed class AcmeTests(AcmeServer acme) : IClassFixture<AcmeServer>
{
    public static TheoryData<string> Scenarios => [.. AcmeServer.Suite.Scenarios.Select(s => s.Id)];

    [Theory, MemberData(nameof(Scenarios))]
    public async Task Conforms(string scenario)
    {
        var result = await acme.Run.RunAsync(scenario, TestContext.Current.CancellationToken);
        if (result.Verdict == Verdict.NotApplicable)
            Assert.Skip(result.Reason!);
        result.EnsureConforms();
    }
}

/// <summary>The suite, and the server that it is held against.</summary>
public sealed class AcmeServer : IAsyncLifetime
{
    private WebApplication? _app;

    public static ConformanceSuite Suite { get; } = ConformanceSuite.FromFolder("acme");

    public ConformanceRun Run { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var clock = new ManualClock();
        _app = await AcmeApi.StartAsync(clock);
        Run = Suite.Against(
            new Target
            {
                BaseUrl = new Uri("http://acme.test"),
                Handler = _app.GetTestServer().CreateHandler(),
                Users = [new UserCredentials("ann", "a long secret"), new UserCredentials("ben", "a long secret")],
                Clock = new AcmeClock(clock),
            }
        );
    }

    public async ValueTask DisposeAsync()
    {
        Run?.Dispose();
        if (_app is not null)
            await _app.DisposeAsync();
    }
}

/// <summary>Lets scenarios move the clock that the server was given.</summary>
internal sealed class AcmeClock(ManualClock clock) : IClockControl
{
    private TimeSpan _moved;

    public Task<DateTimeOffset> NowAsync(CancellationToken cancellationToken) => Task.FromResult(clock.GetUtcNow());

    public Task AdvanceAsync(TimeSpan by, CancellationToken cancellationToken)
    {
        clock.Advance(by);
        _moved += by;
        return Task.CompletedTask;
    }

    public Task ResetAsync(CancellationToken cancellationToken)
    {
        clock.Advance(-_moved);
        _moved = TimeSpan.Zero;
        return Task.CompletedTask;
    }
}
