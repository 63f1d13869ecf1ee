using System.Net;

namespace Conformance.Verification.Client;

/// <summary>
/// Waits where a target asks for it: 429 (RFC 6585, section 4) or 503 with Retry-After (RFC 9110, section 10.2.3). All requests of the run wait, and no longer in all than was agreed.
/// </summary>
internal sealed class RetryBudget(TimeSpan most, TimeProvider time)
{
    // A target that says "now" is asked again a moment later.
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private DateTimeOffset _until = DateTimeOffset.MinValue;
    private TimeSpan _left = most;

    /// <summary>Whether to ask again, after the wait that the answer asks for.</summary>
    public bool Takes(HttpResponseMessage answer)
    {
        if (answer.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable))
            return false;
        if (answer.Headers.RetryAfter is not { } after)
            return false;
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var asked = after.Delta ?? (after.Date is { } date ? date - now : TimeSpan.Zero);
            var until = now + (asked > Least ? asked : Least);

            // What another request waits for already costs nothing more.
            var more = until - (_until > now ? _until : now);
            if (more > _left)
                return false;
            if (more > TimeSpan.Zero)
                (_left, _until) = (_left - more, until);
            return true;
        }
    }

    /// <summary>Waits until the target is to be asked again.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (_gate)
            wait = _until - time.GetUtcNow();
        return wait > TimeSpan.Zero ? Task.Delay(wait, time, cancellationToken) : Task.CompletedTask;
    }
}
