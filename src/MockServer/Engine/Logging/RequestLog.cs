using System.Threading.Channels;

namespace Conformance.MockServer.Engine.Logging;

/// <summary>Writes a line for each request, off the request's thread. When the output cannot keep up, requests go on and the lines that it misses are counted.</summary>
public sealed class TextRequestLog : IRequestLog, IAsyncDisposable
{
    /// <summary>How many bytes may wait to be written unless told otherwise.</summary>
    public const long UsualMemory = 16 * 1024 * 1024;

    private const int Waiting = 8192;

    // How long a preflight waits for the request that it asks for.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Channel<RequestLogEntry> _entries = Channel.CreateBounded<RequestLogEntry>(
        new BoundedChannelOptions(Waiting) { SingleReader = true }
    );
    private readonly TextWriter _output;
    private readonly bool _json;
    private readonly LogAppearance _appearance;
    private readonly Task _writing;
    private readonly long _memory;
    private long _waitingBytes;
    private int _missed;

    /// <summary>Starts a log to a writer, which stays open: in JSON lines, or for people.</summary>
    /// <param name="appearance">How it looks to people; null for plain lines.</param>
    /// <param name="memory">How many bytes may wait to be written; what comes beyond is missed.</param>
    public TextRequestLog(TextWriter output, bool json, LogAppearance? appearance = null, long memory = UsualMemory)
    {
        _memory = memory;
        _appearance = appearance ?? new LogAppearance();
        _output = output;
        _json = json;
        _writing = Task.Run(WriteAllAsync);
    }

    /// <inheritdoc/>
    public void Write(in RequestLogEntry entry)
    {
        var bytes = entry.Bytes;
        if (Interlocked.Add(ref _waitingBytes, bytes) <= _memory && _entries.Writer.TryWrite(entry))
            return;
        Interlocked.Add(ref _waitingBytes, -bytes);
        Interlocked.Increment(ref _missed);
    }

    /// <summary>Writes what still waits.</summary>
    public async ValueTask DisposeAsync()
    {
        _entries.Writer.TryComplete();
        await _writing;
    }

    private async Task WriteAllAsync()
    {
        var preflights = 0;
        while (await _entries.Reader.WaitToReadAsync())
        {
            while (_entries.Reader.TryRead(out var entry))
            {
                Interlocked.Add(ref _waitingBytes, -entry.Bytes);

                // A browser's question, which the request itself follows.
                if (entry.IsPreflight && !_json)
                {
                    preflights++;
                    continue;
                }

                await _output.WriteLineAsync(_json ? LogLine.Json(entry) : _appearance.Line(entry, preflights));
                preflights = 0;
            }

            if (Interlocked.Exchange(ref _missed, 0) is var missed and > 0)
                await _output.WriteLineAsync(
                    _json ? $"{{\"missed\":{missed}}}" : $"({missed} requests were not logged: the output could not keep up)"
                );
            await _output.FlushAsync();
            if (preflights == 0 || await FollowsAsync())
                continue;
            await _output.WriteLineAsync(LogAppearance.Alone(preflights));
            await _output.FlushAsync();
            preflights = 0;
        }

        if (preflights > 0)
        {
            await _output.WriteLineAsync(LogAppearance.Alone(preflights));
            await _output.FlushAsync();
        }
    }

    private async Task<bool> FollowsAsync()
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        try
        {
            return await _entries.Reader.WaitToReadAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}

/// <summary>Is told of every answered request. Called on the request's thread: it must be quick, and safe under concurrency.</summary>
public interface IRequestLog
{
    /// <summary>A log that keeps nothing.</summary>
    static IRequestLog Silent { get; } = new SilentLog();

    /// <summary>Takes note of a request.</summary>
    void Write(in RequestLogEntry entry);

    private sealed class SilentLog : IRequestLog
    {
        public void Write(in RequestLogEntry entry) { }
    }
}
