using System.Threading.Channels;

namespace Conformance.MockServer.Tests.Admin;

/// <summary>A clock that stands still, whose timers a test lets go off one by one.</summary>
internal sealed class SteppedTime : TimeProvider
{
    private readonly Channel<Waiting> _timers = Channel.CreateUnbounded<Waiting>();

    public override DateTimeOffset GetUtcNow() => new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Waiting(callback, state, dueTime);
        _timers.Writer.TryWrite(timer);
        return timer;
    }

    /// <summary>The next timer that was started; waits until one is.</summary>
    public async Task<Waiting> NextAsync() => await _timers.Reader.ReadAsync(TestContext.Current.CancellationToken);

    internal sealed class Waiting(TimerCallback callback, object? state, TimeSpan dueTime) : ITimer
    {
        public TimeSpan DueTime => dueTime;

        public void GoOff() => callback(state);

        // Task.Delay starts its timer by changing it.
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() { }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
