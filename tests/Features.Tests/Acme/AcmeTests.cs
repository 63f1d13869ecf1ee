using Conformance.Testing;
using Conformance.TestKit;
using Conformance.Verification.Client;
using Conformance.Verification.Suite;
using Conformance.XunitV3;
using Microsoft.AspNetCore.Builder;

namespace Conformance.Features.Tests.Acme;

/// <summary>What a team writes to hold its own <see cref="WebApplication"/> against its contract. The example of the README.</summary>
public sealed class AcmeTests(AcmeServer acme) : IClassFixture<AcmeServer>
{
    [Theory, ConformanceData("acme")]
    public Task Conforms(ConformanceScenario scenario) => scenario.VerifyAsync(acme.Target, TestContext.Current.CancellationToken);
}

/// <summary>The suite, and the server that it is held against.</summary>
public sealed class AcmeServer : IAsyncLifetime
{
    private WebApplication? _app;

    public static ConformanceSuite Suite { get; } = ConformanceSuite.FromFolder("acme");

    public Target Target { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var clock = new ManualClock();
        _app = await AcmeApi.StartAsync(clock);
        Target = Target.Of(_app, new UserCredentials("ann", "a long secret"), new UserCredentials("ben", "a long secret")) with
        {
            Clock = new AcmeClock(clock),
        };
    }

    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? default;
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
