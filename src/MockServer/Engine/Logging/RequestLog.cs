using System.Threading.Channels;

namespace Conformance.MockServer.Engine.Logging;

/// <summary>Writes a line for each request, off the request's thread. When the output cannot keep up, requests go on and the lines that it misses are counted.</summary>
public sealed class TextRequestLog : IRequestLog, IAsyncDisposable
{
    private const int Waiting = 8192;

    private readonly Channel<RequestLogEntry> _entries = Channel.CreateBounded<RequestLogEntry>(
        new BoundedChannelOptions(Waiting) { SingleReader = true }
    );
    private readonly TextWriter _output;
    private readonly bool _json;
    private readonly Task _writing;
    private int _missed;

    /// <summary>Starts a log to a writer, which stays open: in JSON lines, or for people.</summary>
    public TextRequestLog(TextWriter output, bool json)
    {
        _output = output;
        _json = json;
        _writing = Task.Run(WriteAllAsync);
    }

    /// <inheritdoc/>
    public void Write(in RequestLogEntry entry)
    {
        if (!_entries.Writer.TryWrite(entry))
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
        while (await _entries.Reader.WaitToReadAsync())
        {
            while (_entries.Reader.TryRead(out var entry))
                await _output.WriteLineAsync(_json ? LogLine.Json(entry) : LogLine.Text(entry));
            if (Interlocked.Exchange(ref _missed, 0) is var missed and > 0)
                await _output.WriteLineAsync(
                    _json ? $"{{\"missed\":{missed}}}" : $"({missed} requests were not logged: the output could not keep up)"
                );
            await _output.FlushAsync();
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
