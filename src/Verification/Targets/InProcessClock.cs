namespace Conformance.Verification.Targets;

/// <summary>The clock of a target that runs in this process.</summary>
/// <param name="clock">What the target takes for the present.</param>
/// <param name="advance">Moves it forward.</param>
/// <param name="reset">Sets it right again.</param>
public sealed class InProcessClock(TimeProvider clock, Action<TimeSpan> advance, Action reset) : IClockControl
{
    /// <inheritdoc/>
    public Task<DateTimeOffset> NowAsync(CancellationToken cancellation) => Task.FromResult(clock.GetUtcNow());

    /// <inheritdoc/>
    public Task AdvanceAsync(TimeSpan by, CancellationToken cancellation)
    {
        advance(by);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task ResetAsync(CancellationToken cancellation)
    {
        reset();
        return Task.CompletedTask;
    }
}
