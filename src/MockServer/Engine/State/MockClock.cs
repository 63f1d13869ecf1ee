namespace Conformance.MockServer.Engine.State;

/// <summary>A clock that runs with another one, and can be moved and stopped. Thread-safe.</summary>
public sealed class MockClock : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _source;
    private readonly DateTimeOffset? _start;
    private TimeSpan _offset;
    private DateTimeOffset? _frozen;

    /// <summary>Starts one.</summary>
    /// <param name="source">The clock that it runs with.</param>
    /// <param name="frozenAt">Where it stands still at its start; null lets it run.</param>
    public MockClock(TimeProvider source, DateTimeOffset? frozenAt = null) => (_source, _start, _frozen) = (source, frozenAt, frozenAt);

    /// <summary>Makes one that was set elsewhere.</summary>
    internal MockClock(TimeProvider source, DateTimeOffset? start, (DateTimeOffset? FrozenAt, TimeSpan Offset) setting) =>
        (_source, _start, _frozen, _offset) = (source, start, setting.FrozenAt, setting.Offset);

    /// <summary>Where it stands still, or by how much it is ahead of the clock that it runs with.</summary>
    internal (DateTimeOffset? FrozenAt, TimeSpan Offset) Setting
    {
        get
        {
            lock (_lock)
                return (_frozen, _offset);
        }
    }

    /// <summary>Whether it stands still.</summary>
    public bool IsFrozen
    {
        get
        {
            lock (_lock)
                return _frozen is not null;
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return _frozen ?? _source.GetUtcNow() + _offset;
    }

    /// <summary>Moves the clock forward, or back when <paramref name="by"/> is negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time would leave the years 1 to 9999.</exception>
    public void Advance(TimeSpan by)
    {
        lock (_lock)
            Set(GetUtcNow() + by, _frozen is not null);
    }

    /// <summary>Sets the clock, and lets it run on from there or stand still.</summary>
    public void Set(DateTimeOffset now, bool frozen)
    {
        lock (_lock)
        {
            _frozen = frozen ? now : null;
            if (!frozen)
                _offset = now - _source.GetUtcNow();
        }
    }

    /// <summary>Puts it back to how it was at its start.</summary>
    public void Reset()
    {
        lock (_lock)
            (_frozen, _offset) = (_start, TimeSpan.Zero);
    }
}
