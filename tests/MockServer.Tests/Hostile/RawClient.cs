using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Conformance.MockServer.Tests.Hostile;

/// <summary>Sends bytes as they are and reads one response; connects anew when the server has closed the connection.</summary>
internal sealed class RawClient(IPEndPoint server) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly byte[] _buffer = new byte[64 * 1024];
    private TcpClient? _tcp;

    /// <summary>The status and the whole text of the response; status 0 where the server closed the connection without one.</summary>
    /// <param name="endsSending">Whether the client says that nothing else will come, so that the server does not wait for the rest.</param>
    public async Task<(int Status, string Text)> SendAsync(byte[] request, bool endsSending = false)
    {
        using var patience = new CancellationTokenSource(Patience);
        var stream = await ConnectAsync(patience.Token);
        try
        {
            await stream.WriteAsync(request, patience.Token);
            if (endsSending)
                _tcp!.Client.Shutdown(SocketShutdown.Send);
            return await ReadAsync(stream, hasBody: !request.AsSpan().StartsWith("HEAD "u8), patience.Token);
        }
        catch (IOException)
        {
            Close();
            return (0, "");
        }
    }

    public void Dispose() => Close();

    private async Task<NetworkStream> ConnectAsync(CancellationToken cancellation)
    {
        if (_tcp is null)
        {
            _tcp = new TcpClient { NoDelay = true, LingerState = new LingerOption(true, 0) };
            await _tcp.ConnectAsync(server, cancellation);
        }

        return _tcp.GetStream();
    }

    private async Task<(int Status, string Text)> ReadAsync(NetworkStream stream, bool hasBody, CancellationToken cancellation)
    {
        var length = 0;
        while (true)
        {
            var read = await stream.ReadAsync(_buffer.AsMemory(length), cancellation);
            if (read == 0)
            {
                Close();
                return (length == 0 ? 0 : Status(length), Text(length));
            }

            length += read;
            var end = _buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);

            // Events go on for as long as somebody listens.
            var isStream = end >= 0 && _buffer.AsSpan(0, end).IndexOf("text/event-stream"u8) >= 0;
            if (end < 0 || (hasBody && !isStream && !IsWhole(length, end)))
                continue;
            var result = (Status(length), Text(length));
            if (isStream || result.Item2.Contains("Connection: close", StringComparison.OrdinalIgnoreCase))
                Close();
            return result;
        }
    }

    private int Status(int length) => int.Parse(Encoding.ASCII.GetString(_buffer, 9, Math.Min(3, length)), CultureInfo.InvariantCulture);

    private string Text(int length) => Encoding.UTF8.GetString(_buffer, 0, length);

    private bool IsWhole(int length, int headers) =>
        _buffer.AsSpan(0, headers).IndexOf("Transfer-Encoding: chunked"u8) < 0
            ? length >= headers + 4 + ContentLength(headers)
            : _buffer.AsSpan(headers, length - headers).EndsWith("\r\n0\r\n\r\n"u8);

    private int ContentLength(int headers)
    {
        const string name = "content-length:";
        var line = Encoding
            .ASCII.GetString(_buffer, 0, headers)
            .Split("\r\n")
            .FirstOrDefault(l => l.StartsWith(name, StringComparison.OrdinalIgnoreCase));
        return line is null ? 0 : int.Parse(line[name.Length..], CultureInfo.InvariantCulture);
    }

    private void Close()
    {
        _tcp?.Dispose();
        _tcp = null;
    }
}
