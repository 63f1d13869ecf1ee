namespace Conformance.Verification.Tests.Servers;

/// <summary>A clock in which chosen waits are over at once: the clock moves by them. Other timers never fire.</summary>
/// <param name="passes">Chooses by the length of the wait.</param>
/// <param name="passed">Told of each wait that passed.</param>
public sealed class WaitingClock(Predicate<TimeSpan> passes, Action<TimeSpan> passed) : TimeProvider
{
    private long _ticks = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (!passes(dueTime))
            return new Timer();
        Interlocked.Add(ref _ticks, dueTime.Ticks);
        passed(dueTime);
        ThreadPool.QueueUserWorkItem(_ => callback(state));
        return new Timer();
    }

    private sealed class Timer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() { }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
