using System.Collections.Immutable;
using Conformance.Verification.Evidence;
using Conformance.Verification.Results;

namespace Conformance.Verification.Client;

/// <summary>The requests that one scenario sends, and their answers. Safe for requests at the same time.</summary>
internal sealed class Conversation(HttpChannel channel, Redactor redactor, IssuedSecrets issued, TimeProvider time)
{
    private readonly List<(SentRequest Request, Reply? Reply)> _exchanges = [];
    private readonly Lock _gate = new();
    private int _passedOver;
    private volatile bool _choosesConnections;

    /// <summary>How many exchanges there are.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _exchanges.Count;
        }
    }

    /// <summary>Whether other documented base paths than the target's can be reached.</summary>
    public bool KnowsBasePaths => channel.Address.KnowsBasePaths;

    /// <summary>The answers so far.</summary>
    public ImmutableArray<Reply> Replies
    {
        get
        {
            lock (_gate)
                return [.. _exchanges.Select(e => e.Reply).OfType<Reply>()];
        }
    }

    /// <summary>The proxy between here and the target; null where there is none.</summary>
    public NamedProxy? Proxy => channel.Proxy;

    /// <summary>The URLs that were asked for.</summary>
    public ImmutableArray<Uri> Urls
    {
        get
        {
            lock (_gate)
                return [.. _exchanges.Select(e => e.Request.Url)];
        }
    }

    /// <summary>The secrets of the scenario.</summary>
    public Redactor Redactor => redactor;

    /// <summary>Sends a request and waits for its answer. Whatever that gives away is a secret from then on.</summary>
    /// <exception cref="TargetException">No answer came.</exception>
    public async Task<Reply> SendAsync(RequestDraft draft, CancellationToken cancellationToken)
    {
        var sent = Sent(draft);
        int number;
        lock (_gate)
        {
            _exchanges.Add((sent, null));
            number = _exchanges.Count;
        }

        var reply = await AskAsync(draft, sent, number, cancellationToken);
        foreach (var (name, value) in issued.In(reply))
            redactor.Add(name, value);
        return reply;
    }

    /// <summary>Sends a request whose answer stays open; the answer as far as its headers, and the stream, null where it is none.</summary>
    /// <exception cref="TargetException">No answer came.</exception>
    public async Task<(Reply Reply, EventStream? Stream)> OpenAsync(RequestDraft draft, CancellationToken cancellationToken)
    {
        var sent = Sent(draft);
        _choosesConnections = true;
        int number;
        lock (_gate)
        {
            _exchanges.Add((sent, null));
            number = _exchanges.Count;
        }

        var (answer, stream) = await channel.OpenAsync(sent.Method, sent.Url, sent.Headers, sent.ContentType, sent.Body, cancellationToken);
        sent.Answer = answer;
        var reply = new Reply(draft, number, answer.Status, answer.Headers, answer.Body);
        lock (_gate)
            _exchanges[number - 1] = (sent, reply);
        return (reply, stream);
    }

    /// <summary>Sends one request of many, which is kept where it tells something: what is refused as often as it is tried would hide the rest.</summary>
    /// <exception cref="TargetException">No answer came.</exception>
    public async Task<Reply> ProbeAsync(RequestDraft draft, Predicate<Reply> tells, CancellationToken cancellationToken)
    {
        // A token that is spelled otherwise or forged of a real one holds most of it.
        foreach (var token in draft.Presented.Where(t => redactor.Redact(t) != t))
            redactor.Add("token", token);
        var sent = Sent(draft);
        var reply = await AskAsync(draft, sent, 0, cancellationToken);
        if (!tells(reply))
        {
            Interlocked.Increment(ref _passedOver);
            return reply;
        }

        foreach (var (name, value) in issued.In(reply))
            redactor.Add(name, value);
        lock (_gate)
        {
            var kept = new Reply(draft, _exchanges.Count + 1, reply.Status, reply.Headers, reply.Body);
            _exchanges.Add((sent, kept));
            return kept;
        }
    }

    /// <summary>What was said, secrets replaced by marks.</summary>
    public ImmutableArray<RecordedExchange> ToEvidence()
    {
        lock (_gate)
            return [.. _exchanges.Select((e, i) => e.Request.ToEvidence(i + 1, redactor))];
    }

    /// <summary>
    /// The miss with a script that repeats what was said until it showed; without one where the target's clock was moved, or where it hangs on connections: no script tells a target of either.
    /// </summary>
    public Miss WithScript(Miss miss, bool movesClock)
    {
        if (movesClock || _choosesConnections || miss.Exchange is null)
            return miss;
        lock (_gate)
            return miss with { Repeat = RepeatScript.Of([.. _exchanges.Select(e => e.Request)], miss, redactor, _passedOver) };
    }

    // A draft may be changed after it was sent; what is kept is what was sent.
    private SentRequest Sent(RequestDraft draft)
    {
        if (draft.Connection != default || draft.HttpVersion is not null)
            _choosesConnections = true;
        return new()
        {
            Label = draft.Label,
            Method = draft.Method,
            Url = channel.Address.UrlOf(draft),
            Headers = [.. draft.Headers],
            ContentType = draft.ContentType,
            Body = draft.Text,
            SentAt = time.GetUtcNow(),
        };
    }

    private async Task<Reply> AskAsync(RequestDraft draft, SentRequest sent, int number, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        try
        {
            var answer = await channel.SendAsync(
                sent.Method,
                sent.Url,
                sent.Headers,
                sent.ContentType,
                sent.Body,
                cancellationToken,
                draft.Connection,
                draft.HttpVersion
            );
            sent.Answer = answer;
            var reply = new Reply(draft, number, answer.Status, answer.Headers, answer.Body);
            lock (_gate)
            {
                if (number > 0)
                    _exchanges[number - 1] = (sent, reply);
            }

            return reply;
        }
        catch (TargetException exception)
        {
            sent.Failure = exception.Message;
            throw;
        }
        catch (OperationCanceledException)
        {
            sent.Failure = "The scenario was ended before an answer came.";
            throw;
        }
        finally
        {
            sent.Duration = time.GetElapsedTime(started);
        }
    }
}
