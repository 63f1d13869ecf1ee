using Conformance.Verification.Targets;

namespace Conformance.Prove;

/// <summary>The time of day, moved by what a scenario asked for.</summary>
internal sealed class ShiftedClock : TimeProvider, IClockControl
{
    private long _shift;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Volatile.Read(ref _shift));

    public Task<DateTimeOffset> NowAsync(CancellationToken cancellation) => Task.FromResult(GetUtcNow());

    public Task AdvanceAsync(TimeSpan by, CancellationToken cancellation)
    {
        Interlocked.Add(ref _shift, by.Ticks);
        return Task.CompletedTask;
    }

    public Task ResetAsync(CancellationToken cancellation)
    {
        Volatile.Write(ref _shift, 0);
        return Task.CompletedTask;
    }
}
