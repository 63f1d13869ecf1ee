namespace Conformance.MockServer.Hosting;

/// <summary>A clock that runs with another one, and can be moved and stopped. Thread-safe.</summary>
public sealed class MockClock(TimeProvider source) : TimeProvider
{
    private readonly Lock _lock = new();
    private TimeSpan _offset;
    private DateTimeOffset? _frozen;

    /// <summary>Whether it stands still.</summary>
    public bool IsFrozen
    {
        get
        {
            lock (_lock) return _frozen is not null;
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock) return _frozen ?? source.GetUtcNow() + _offset;
    }

    /// <summary>Moves the clock forward, or back when <paramref name="by"/> is negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time would leave the years 1 to 9999.</exception>
    public void Advance(TimeSpan by)
    {
        lock (_lock) Set(GetUtcNow() + by, _frozen is not null);
    }

    /// <summary>Sets the clock, and lets it run on from there or stand still.</summary>
    public void Set(DateTimeOffset now, bool frozen)
    {
        lock (_lock)
        {
            _frozen = frozen ? now : null;
            if (!frozen) _offset = now - source.GetUtcNow();
        }
    }

    /// <summary>Lets it run with the source again.</summary>
    public void Reset()
    {
        lock (_lock) (_frozen, _offset) = (null, TimeSpan.Zero);
    }
}
