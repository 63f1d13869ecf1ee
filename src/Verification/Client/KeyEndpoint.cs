using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Conformance.Verification.Client;

/// <summary>
/// A listener of the run that answers each GET with a document, and remembers what was asked for: for tokens that name a key elsewhere. It knows as much of HTTP/1.1 as one answer for
/// each connection takes.
/// </summary>
internal sealed class KeyEndpoint : IAsyncDisposable
{
    // Bytes of a request's head.
    private const int LongestHead = 16 * 1024;

    private static readonly TimeSpan LongestRequest = TimeSpan.FromSeconds(5);

    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _asked = [];
    private readonly Func<Uri, string, (string Type, string Text)> _answer;
    private readonly Task _accepting;

    private KeyEndpoint(TcpListener listener, Uri address, Func<Uri, string, (string Type, string Text)> answer)
    {
        (_listener, Address, _answer) = (listener, address, answer);
        _accepting = AcceptAsync();
    }

    /// <summary>Where it is reached, with a slash at its end.</summary>
    public Uri Address { get; }

    /// <summary>The paths that were asked for, in order.</summary>
    public IReadOnlyCollection<string> Asked => _asked;

    /// <summary>Listens at an address: on loopback alone where that names it, else on every interface.</summary>
    /// <param name="address">As the target reaches it; port 0 lets the system choose.</param>
    /// <param name="answer">The media type and the text for a path, of the endpoint's own address.</param>
    /// <exception cref="SocketException">Something else listens there.</exception>
    public static KeyEndpoint Open(Uri address, Func<Uri, string, (string Type, string Text)> answer)
    {
        var listener = new TcpListener(address.IsLoopback ? IPAddress.Loopback : IPAddress.Any, address.Port);
        listener.Start();
        var reached = new UriBuilder(address) { Port = ((IPEndPoint)listener.LocalEndpoint).Port, Path = "/" }.Uri;
        return new KeyEndpoint(listener, reached, answer);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            _ = AnswerAsync(client);
        }
    }

    // Whatever a client does wrong is its own affair.
    private async Task AnswerAsync(TcpClient client)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        late.CancelAfter(LongestRequest);
        try
        {
            using (client)
            {
                await using var stream = client.GetStream();
                if (PathOf(await ReadHeadAsync(stream, late.Token)) is not { } path)
                    return;
                _asked.Enqueue(path);
                var (type, text) = _answer(Address, path);
                var body = Encoding.UTF8.GetBytes(text);
                var head = $"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n";
                await stream.WriteAsync(Encoding.ASCII.GetBytes(head), late.Token);
                await stream.WriteAsync(body, late.Token);
            }
        }
        catch (Exception exception)
            when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The client has gone, or the run has.
        }
    }

    private static async Task<string> ReadHeadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[LongestHead];
        var count = 0;
        while (
            count < buffer.Length
            && buffer.AsSpan(0, count).IndexOf("\r\n\r\n"u8) < 0
            && await stream.ReadAsync(buffer.AsMemory(count), cancellationToken) is var read and > 0
        )
            count += read;
        return Encoding.ASCII.GetString(buffer, 0, count);
    }

    private static string? PathOf(string head) => head.Split(' ', 3) is ["GET", var path, _] ? path : null;
}
