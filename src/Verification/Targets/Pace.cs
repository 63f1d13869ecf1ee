namespace Conformance.Verification.Targets;

/// <summary>Spreads requests evenly, so that no second has more than a target allows.</summary>
/// <param name="perSecond">Null for no limit.</param>
internal sealed class Pace(int? perSecond, TimeProvider time)
{
    private readonly Lock _gate = new();
    private DateTimeOffset _next = DateTimeOffset.MinValue;

    /// <summary>Waits for the next free moment.</summary>
    public Task WaitAsync(CancellationToken cancellation)
    {
        if (perSecond is not { } limit)
            return Task.CompletedTask;
        TimeSpan wait;
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (_next < now)
                _next = now;
            wait = _next - now;
            _next += TimeSpan.FromSeconds(1d / limit);
        }

        return wait > TimeSpan.Zero ? Task.Delay(wait, time, cancellation) : Task.CompletedTask;
    }
}
