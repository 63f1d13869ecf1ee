using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace Conformance.MockServer.Hosting;

/// <summary>
/// HTTP/2 without TLS for clients that begin with it (RFC 9113, section 3.3), on the port of HTTP/1.1. Kestrel speaks one of the two on a port without TLS, so a connection that begins with HTTP/2's preface
/// is handed to a listener of its own, which has no port.
/// </summary>
internal sealed class PriorKnowledge : IConnectionListenerFactory, IConnectionListenerFactorySelector, IConnectionListener
{
    private readonly Channel<ConnectionContext> _connections = Channel.CreateUnbounded<ConnectionContext>();

    /// <inheritdoc/>
    public EndPoint EndPoint { get; } = new PortlessEndPoint();

    // The first line of the preface (section 3.4); no method of HTTP/1.1 begins so.
    private static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n"u8;

    /// <inheritdoc/>
    public bool CanBind(EndPoint endpoint) => ReferenceEquals(endpoint, EndPoint);

    /// <inheritdoc/>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IConnectionListener>(this);

    /// <inheritdoc/>
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
        await _connections.Reader.WaitToReadAsync(cancellationToken) && _connections.Reader.TryRead(out var connection) ? connection : null;

    /// <inheritdoc/>
    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _connections.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => UnbindAsync();

    /// <summary>Looks at how a connection begins, and leaves those that begin with HTTP/1.1 to what comes next.</summary>
    public ConnectionDelegate Before(ConnectionDelegate next) =>
        async connection =>
        {
            if (!await BeginsWithPrefaceAsync(connection.Transport.Input, connection.ConnectionClosed))
            {
                await next(connection);
                return;
            }

            var handed = new HandedConnection(connection);
            if (_connections.Writer.TryWrite(handed))
                await handed.Ended;
        };

    // Nothing is taken: whoever reads next reads all of it.
    private static async ValueTask<bool> BeginsWithPrefaceAsync(PipeReader input, CancellationToken closed)
    {
        try
        {
            while (true)
            {
                var read = await input.ReadAsync(closed);
                var known = Compare(read.Buffer);
                input.AdvanceTo(read.Buffer.Start, known is null && !read.IsCompleted ? read.Buffer.End : read.Buffer.Start);
                if (known is not null || read.IsCompleted || read.IsCanceled)
                    return known == true;
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or ConnectionAbortedException)
        {
            return false;
        }
    }

    // Null where more is needed to tell.
    private static bool? Compare(ReadOnlySequence<byte> begin)
    {
        Span<byte> copy = stackalloc byte[16];
        var length = (int)Math.Min(begin.Length, Preface.Length);
        begin.Slice(0, length).CopyTo(copy);
        return !Preface.StartsWith(copy[..length]) ? false
            : length == Preface.Length ? true
            : null;
    }

    private sealed class PortlessEndPoint : EndPoint
    {
        public override string ToString() => "prior knowledge of HTTP/2";
    }

    /// <summary>A connection whose end is told to whoever accepted it first, and closes it.</summary>
    private sealed class HandedConnection(ConnectionContext inner) : ConnectionContext
    {
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Ended => _ended.Task;

        public override string ConnectionId
        {
            get => inner.ConnectionId;
            set => inner.ConnectionId = value;
        }

        // What the second server sets must not take the place of what the first one did.
        public override IFeatureCollection Features { get; } = new FeatureCollection(inner.Features);

        public override IDictionary<object, object?> Items
        {
            get => inner.Items;
            set => inner.Items = value;
        }

        public override IDuplexPipe Transport
        {
            get => inner.Transport;
            set => inner.Transport = value;
        }

        public override CancellationToken ConnectionClosed
        {
            get => inner.ConnectionClosed;
            set => inner.ConnectionClosed = value;
        }

        public override EndPoint? LocalEndPoint
        {
            get => inner.LocalEndPoint;
            set => inner.LocalEndPoint = value;
        }

        public override EndPoint? RemoteEndPoint
        {
            get => inner.RemoteEndPoint;
            set => inner.RemoteEndPoint = value;
        }

        public override void Abort(ConnectionAbortedException abortReason) => inner.Abort(abortReason);

        public override ValueTask DisposeAsync()
        {
            _ended.TrySetResult();
            return base.DisposeAsync();
        }
    }
}
