using Conformance.Proxying.Traffic;

namespace Conformance.Proxying.Forwarding;

/// <summary>Counts what passes, and knows when nothing does. Safe for use from several threads.</summary>
internal sealed class TrafficMeter(TimeProvider time)
{
    private readonly Lock _gate = new();
    private TrafficCounts _counts = new();
    private TaskCompletionSource? _quiet;
    private long _underWay;
    private long _lastChange;

    /// <summary>What has passed so far.</summary>
    public TrafficCounts Counts
    {
        get
        {
            lock (_gate)
                return _counts;
        }
    }

    /// <summary>Tells that a request has come, and gives its number, from 1.</summary>
    public long Begin()
    {
        lock (_gate)
        {
            _counts = _counts with { Requests = _counts.Requests + 1 };
            (_underWay, _lastChange) = (_underWay + 1, time.GetTimestamp());
            return _counts.Requests;
        }
    }

    /// <summary>Tells that a request has ended, or that its answer is a stream, for which nobody waits.</summary>
    public void End()
    {
        lock (_gate)
        {
            (_underWay, _lastChange) = (_underWay - 1, time.GetTimestamp());
            if (_underWay > 0)
                return;
            _quiet?.SetResult();
            _quiet = null;
        }
    }

    /// <summary>Counts something.</summary>
    public void Count(Func<TrafficCounts, TrafficCounts> more)
    {
        lock (_gate)
            _counts = more(_counts);
    }

    /// <summary>Counts a logout that passed.</summary>
    public void CountLogout(string operation) => Count(c => c with { Logouts = c.Logouts + 1, SeenLogouts = c.SeenLogouts.Add(operation) });

    /// <summary>Waits until nothing but streams has been under way for a time. It begins with the first request.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task WaitUntilIdleAsync(TimeSpan idle, CancellationToken cancellationToken)
    {
        if (idle == Timeout.InfiniteTimeSpan)
            await Task.Delay(idle, time, cancellationToken);
        while (true)
        {
            Task? quiet = null;
            TimeSpan left;
            lock (_gate)
            {
                left = idle - time.GetElapsedTime(_lastChange);
                if (_counts.Requests == 0 || _underWay > 0)
                    quiet = (_quiet ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            if (quiet is not null)
                await quiet.WaitAsync(cancellationToken);
            else if (left <= TimeSpan.Zero)
                return;
            else
                await Task.Delay(left, time, cancellationToken);
        }
    }
}
