using System.Net.Http.Headers;

namespace Conformance.Verification.Client;

/// <summary>An answer that stays open and carries events (<c>text/event-stream</c>), read as they come. Dispose it to close its connection.</summary>
internal sealed class EventStream : IAsyncDisposable
{
    /// <summary>The media type of such an answer.</summary>
    public const string MediaType = "text/event-stream";

    private readonly HttpResponseMessage _response;
    private readonly IDisposable? _connection;
    private readonly CancellationTokenSource _closed = new();
    private readonly Task _reading;
    private int _events;

    /// <param name="connection">What is closed with it; null for nothing.</param>
    public EventStream(HttpResponseMessage response, IDisposable? connection)
    {
        (_response, _connection) = (response, connection);
        _reading = ReadAsync(_closed.Token);
    }

    /// <summary>How many lines of data have come.</summary>
    public int Events => Volatile.Read(ref _events);

    /// <summary>Whether the target has ended it, or broken it off.</summary>
    public bool HasEnded => _reading.IsCompleted;

    /// <summary>Whether a header says that an answer is one.</summary>
    public static bool Is(MediaTypeHeaderValue? type) => MediaType.Equals(type?.MediaType, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        _response.Dispose();
        await _reading;
        _connection?.Dispose();
        _closed.Dispose();
    }

    // A comment, which begins with a colon, keeps a connection open and carries nothing.
    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var reader = new StreamReader(await _response.Content.ReadAsStreamAsync(cancellationToken));
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                if (line.StartsWith("data", StringComparison.Ordinal))
                    Interlocked.Increment(ref _events);
            }
        }
        catch (Exception exception)
            when (exception is IOException or HttpRequestException or OperationCanceledException or ObjectDisposedException)
        {
            // Whoever broke it off, nothing more comes.
        }
    }
}
