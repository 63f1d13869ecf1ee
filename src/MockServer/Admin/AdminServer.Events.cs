using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Conformance.Generated.MockAdmin.Server;
using Microsoft.AspNetCore.Http;
using Namespace = Conformance.MockServer.Engine.State.Namespace;

namespace Conformance.MockServer.Admin;

/// <content>
/// What happens, as server-sent events (HTML Standard, section 9.2). Requests tell nobody of themselves, so that they are none the slower: as long as somebody listens,
/// the journal and a count of the changes are looked at a few times a second.
/// </content>
internal sealed partial class AdminServer
{
    private const int MostAtOnce = 100;

    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    private long _changes;

    /// <summary>Takes note that the control API changed something.</summary>
    public void NoteChange() => Interlocked.Increment(ref _changes);

    public Task<StreamEventsResult> StreamEventsAsync(
        string? conformNamespace,
        long? after,
        int? count,
        HttpContext httpContext,
        CancellationToken cancellationToken
    )
    {
        var wrong =
            after < 0 ? $"found \"after\": {after}"
            : count is < 1 or > 1000 ? $"found \"count\": {count}"
            : null;
        if (wrong is not null)
            return Task.FromResult<StreamEventsResult>(new StreamEventsResult.BadRequest(Invalid(httpContext, wrong, "streamEvents")));
        httpContext.Response.Headers.CacheControl = "no-store";
        var pipe = new Pipe();
        _ = WriteEventsAsync(pipe.Writer, httpContext.Features.Get<Namespace>()!, after, count ?? int.MaxValue, httpContext.RequestAborted);
        return Task.FromResult<StreamEventsResult>(new StreamEventsResult.Ok(pipe.Reader.AsStream()));
    }

    // Ends when the listener leaves, has had what was asked for, or the namespace is gone.
    private async Task WriteEventsAsync(PipeWriter output, Namespace chosen, long? after, int count, CancellationToken left)
    {
        try
        {
            using var timer = new PeriodicTimer(Period, TimeProvider.System);
            var (state, changes, mounts) = (chosen.State, Volatile.Read(ref _changes), engine.Mounts);
            var known = after ?? state.Journal.Total;
            await SendAsync("start", new { total = state.Journal.Total });
            for (var silent = TimeSpan.Zero; count > 0 && await timer.WaitForNextTickAsync(left); silent += Period)
            {
                if (!engine.Namespaces.Has(chosen.Name))
                    return;
                var (nextState, nextChanges) = (chosen.State, Volatile.Read(ref _changes));
                if (nextState != state)
                    (state, known) = (nextState, 0);
                if (nextChanges != changes || engine.Mounts != mounts)
                {
                    (changes, mounts) = (nextChanges, engine.Mounts);
                    await SendAsync("change", new { total = state.Journal.Total });
                }

                if (count > 0 && state.Journal.Total is var total && total > known)
                {
                    var since = known;
                    var found = state
                        .Journal.Newest()
                        .TakeWhile(e => e.Number > since)
                        .Take(MostAtOnce)
                        .Select(e => WireForm.Of(e.Number, e.Entry))
                        .ToList();
                    known = total;
                    await SendAsync(
                        "requests",
                        new RequestList
                        {
                            Requests = found,
                            Total = total,
                            Kept = state.Journal.Size,
                        }
                    );
                }

                if (silent < Silence)
                    continue;

                // A comment, so that whatever stands between does not take the connection for dead.
                await output.WriteAsync(": \n\n"u8.ToArray(), left);
                silent = TimeSpan.Zero;
            }

            async ValueTask SendAsync<T>(string name, T data)
            {
                count--;
                await output.WriteAsync(
                    Encoding.UTF8.GetBytes($"event: {name}\ndata: {JsonSerializer.Serialize(data, Generated.AnswerWriter.Json)}\n\n"),
                    left
                );
            }
        }
        catch (OperationCanceledException)
        {
            // The listener left.
        }
        finally
        {
            await output.CompleteAsync();
        }
    }
}
