namespace Conformance.Verification.Scenarios;

/// <summary>Calls what others wrote: it may throw, block, or never end.</summary>
internal static class Guard
{
    /// <summary>
    /// Calls an action on a thread of the pool and waits for its end or for the token, whichever comes first.
    /// </summary>
    /// <returns>What it threw; an <see cref="OperationCanceledException"/> if the token came first; null if it ended well.</returns>
    public static async Task<Exception?> RunAsync(Func<Task> action, CancellationToken token)
    {
        if (token.IsCancellationRequested)
            return new OperationCanceledException(token);
        var running = Task.Run(action, CancellationToken.None);
        try
        {
            await running.WaitAsync(token).ConfigureAwait(false);
            return null;
        }
        catch (Exception e)
        {
            // What it throws after it was given up is looked at, or it would come up as unobserved.
            if (!running.IsCompleted)
                _ = running.ContinueWith(
                    t => t.Exception,
                    CancellationToken.None,
                    TaskContinuationOptions.OnlyOnFaulted,
                    TaskScheduler.Default
                );
            return e;
        }
    }
}
