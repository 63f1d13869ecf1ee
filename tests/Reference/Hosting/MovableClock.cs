namespace Conformance.Reference.Hosting;

/// <summary>The time of day, moved by what a tester asked for.</summary>
public sealed class MovableClock : TimeProvider
{
    private long _ticks;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _ticks));

    /// <summary>Moves the clock.</summary>
    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);

    /// <summary>Sets the clock right again.</summary>
    public void Reset() => Interlocked.Exchange(ref _ticks, 0);
}
