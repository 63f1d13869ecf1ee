using Conformance.MockServer.Engine;
using Conformance.Verification.Client;

namespace Conformance.Testing;

/// <summary>The clock that a mock's tokens live by. Tests move it, and so may the scenarios of a conformance run. A reset puts it back to its start.</summary>
/// <example><code>mock.Clock.Advance(TimeSpan.FromHours(1));   // the access tokens of the last hour are expired now</code></example>
public sealed class MovableClock : TimeProvider, IClockControl
{
    private readonly MockEngine _engine;

    internal MovableClock(MockEngine engine) => _engine = engine;

    /// <summary>Whether it stands still.</summary>
    public bool IsFrozen => _engine.Clock.IsFrozen;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _engine.Clock.GetUtcNow();

    /// <summary>Moves it forward, or back where <paramref name="by"/> is negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time would leave the years 1 to 9999.</exception>
    public void Advance(TimeSpan by) => _engine.Clock.Advance(by);

    /// <summary>Sets it; it runs on from there.</summary>
    public void Set(DateTimeOffset now) => _engine.Clock.Set(now, frozen: false);

    /// <summary>Lets it stand still.</summary>
    /// <param name="at">Where; null for the present.</param>
    public void Freeze(DateTimeOffset? at = null) => _engine.Clock.Set(at ?? GetUtcNow(), frozen: true);

    /// <summary>Puts it back to how it was at the start.</summary>
    public void Reset() => _engine.Clock.Reset();

    /// <inheritdoc/>
    Task<DateTimeOffset> IClockControl.NowAsync(CancellationToken cancellationToken) => Task.FromResult(GetUtcNow());

    /// <inheritdoc/>
    Task IClockControl.AdvanceAsync(TimeSpan by, CancellationToken cancellationToken)
    {
        Advance(by);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    Task IClockControl.ResetAsync(CancellationToken cancellationToken)
    {
        Reset();
        return Task.CompletedTask;
    }
}
