using System.Collections.Immutable;
using Conformance.Verification.Requests;
using Conformance.Verification.Results;
using Conformance.Verification.Targets;

namespace Conformance.Verification.Evidence;

/// <summary>The requests that one scenario sends, and their answers. Safe for requests at the same time.</summary>
internal sealed class Conversation(HttpChannel channel, Redactor redactor, TimeProvider time)
{
    // Characters.
    private const int LongestBody = 64 * 1024;

    private readonly List<Recorded> _exchanges = [];
    private readonly Lock _gate = new();

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
                return [.. _exchanges.Select(e => e.Url)];
        }
    }

    /// <summary>The secrets of the scenario.</summary>
    public Redactor Redactor => redactor;

    /// <summary>Sends a request and waits for its answer.</summary>
    /// <exception cref="TargetException">No answer came.</exception>
    public async Task<Reply> SendAsync(RequestDraft draft, CancellationToken cancellation)
    {
        var recorded = new Recorded(
            draft,
            channel.Address.UrlOf(draft),
            [.. draft.Headers],
            draft.ContentType,
            draft.Text,
            time.GetUtcNow()
        );
        int number;
        lock (_gate)
        {
            _exchanges.Add(recorded);
            number = _exchanges.Count;
        }

        var started = time.GetTimestamp();
        try
        {
            var (status, headers, body) = await channel.SendAsync(
                recorded.Method,
                recorded.Url,
                recorded.Headers,
                recorded.ContentType,
                recorded.Body,
                cancellation
            );
            recorded.Reply = new Reply(draft, number, status, headers, body);
            return recorded.Reply;
        }
        catch (TargetException exception)
        {
            recorded.Failure = exception.Message;
            throw;
        }
        catch (OperationCanceledException)
        {
            recorded.Failure = "The scenario was ended before an answer came.";
            throw;
        }
        finally
        {
            recorded.Duration = time.GetElapsedTime(started);
        }
    }

    /// <summary>What was said, secrets replaced by marks.</summary>
    public ImmutableArray<Exchange> ToEvidence()
    {
        lock (_gate)
            return [.. _exchanges.Select((e, i) => Redacted(e, i + 1))];
    }

    private Exchange Redacted(Recorded recorded, int number) =>
        new()
        {
            Number = number,
            Label = recorded.Label,
            Method = recorded.Method,
            Url = redactor.Redact(recorded.Url.AbsoluteUri),
            RequestHeaders = Redacted(recorded.Lines),
            RequestBody = recorded.Body is { } sent ? redactor.Redact(sent) : null,
            Status = recorded.Reply?.Status,
            ResponseHeaders = recorded.Reply is { } reply ? Redacted(reply.Headers) : [],
            ResponseBody = recorded.Reply is { Body.IsEmpty: false } answer ? Cut(answer.Text, answer.Body.Length) : null,
            Failure = recorded.Failure is { } failure ? redactor.Redact(failure) : null,
            SentAt = recorded.SentAt,
            Duration = recorded.Duration,
            Curl = CurlCommand.Of(recorded.Method, recorded.Url.AbsoluteUri, recorded.Lines, recorded.Body, redactor),
        };

    private ImmutableArray<HeaderLine> Redacted(IEnumerable<HeaderLine> lines) =>
        [.. lines.Select(l => new HeaderLine(l.Name, redactor.Redact(l.Value)))];

    private string Cut(string text, int bytes)
    {
        var shown = redactor.RedactBeginning(text, LongestBody + 1);
        return text.Length <= 2 * LongestBody && shown.Length <= LongestBody
            ? shown
            : $"{WellFormed.Beginning(shown, LongestBody)}… ({bytes} bytes)";
    }

    // A draft may be changed after it was sent; what is kept is what was sent.
    private sealed class Recorded(
        RequestDraft draft,
        Uri url,
        ImmutableArray<HeaderLine> headers,
        string? contentType,
        string? body,
        DateTimeOffset sentAt
    )
    {
        public string Label { get; } = draft.Label;

        public string Method { get; } = draft.Method;

        public Uri Url { get; } = url;

        public ImmutableArray<HeaderLine> Headers { get; } = headers;

        public string? ContentType { get; } = contentType;

        public IEnumerable<HeaderLine> Lines => ContentType is { } type ? Headers.Append(new HeaderLine("Content-Type", type)) : Headers;

        public string? Body { get; } = body;

        public DateTimeOffset SentAt { get; } = sentAt;

        public Reply? Reply { get; set; }

        public string? Failure { get; set; }

        public TimeSpan Duration { get; set; }
    }
}
