using System.Collections.Concurrent;
using Conformance.Cli.Output;
using Conformance.Documents;
using Conformance.MockServer.Admin;
using Conformance.MockServer.Engine.Routing;

namespace Conformance.Cli.Commands;

/// <summary>
/// Tells on standard error what <c>conform lint</c> finds in a contract that was saved, each finding once. It looks beside the mock, since what is saved is to be served at once; a look that a
/// later save overtakes is given up.
/// </summary>
internal sealed class LintOfSaved(IContractGuide guide) : IAsyncDisposable
{
    private const int MostTold = 10;

    private readonly ConcurrentDictionary<string, Look> _looks = new(StringComparer.Ordinal);

    /// <summary>Begins to look.</summary>
    /// <param name="isTold">Whether a finding was told already when the contract was read.</param>
    public void Begin(MountedContract mount, Func<Problem, bool> isTold)
    {
        var before = _looks.GetValueOrDefault(mount.Contract.Name);
        before?.Stop.Cancel();
        var stop = new CancellationTokenSource();
        _looks[mount.Contract.Name] = new Look(stop, Task.Run(() => LookAsync(mount, before, isTold, stop.Token), CancellationToken.None));
    }

    /// <summary>Gives up what is under way.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var look in _looks.Values)
        {
            await look.Stop.CancelAsync();
            await look.Known;
            look.Stop.Dispose();
        }
    }

    private async Task<HashSet<(string Rule, string Message)>> LookAsync(
        MountedContract mount,
        Look? before,
        Func<Problem, bool> isTold,
        CancellationToken cancellation
    )
    {
        var known = before is null ? [] : await before.Known;
        before?.Stop.Dispose();
        try
        {
            var found = guide.FindingsOf(mount, cancellation);
            var added = found.Where(p => !known.Contains((p.Rule, p.Message)) && !isTold(p)).ToList();
            foreach (var problem in added.Take(MostTold))
                await Console.Error.WriteLineAsync(ProblemLine.Of(problem));
            if (added.Count > MostTold)
                await Console.Error.WriteLineAsync(
                    $"conform: {added.Count - MostTold} more in {mount.Contract.Name}: \"conform lint\" and the page tell all of them."
                );

            // What was mended is told anew when it comes back.
            return [.. found.Select(p => (p.Rule, p.Message))];
        }
        catch (OperationCanceledException)
        {
            return known;
        }
        catch (Exception why) when (why is UsageException or IOException or UnauthorizedAccessException)
        {
            // The file was taken away since; the watch tells of that.
            return known;
        }
    }

    /// <param name="Known">What it found, or what was known before where it was given up.</param>
    private sealed record Look(CancellationTokenSource Stop, Task<HashSet<(string Rule, string Message)>> Known);
}
