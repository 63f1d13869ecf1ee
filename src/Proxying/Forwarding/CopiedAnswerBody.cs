namespace Conformance.Proxying.Forwarding;

/// <summary>
/// The way of an answer's body to the client. What passes is kept up to a limit; where <see cref="Hold"/> was called it is sent only by <see cref="ReleaseAsync"/>, unless it outgrows the limit.
/// </summary>
/// <param name="limit">How many bytes are kept; of a longer body nothing is.</param>
internal sealed class CopiedAnswerBody(Stream inner, int limit) : Stream
{
    private readonly BodyCopy _copy = new(limit);
    private bool _holds;

    /// <summary>What passed; null where it is longer than the limit.</summary>
    public ReadOnlyMemory<byte>? Copy => _copy.Bytes;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Where it goes.</summary>
    public Stream Inner => inner;

    /// <summary>Keeps what comes from the client until it is released.</summary>
    public void Hold() => _holds = true;

    /// <summary>Keeps nothing of what passes: it is a stream, which may have no end.</summary>
    public void DoNotKeep() => _copy.Drop();

    /// <summary>Sends what was held.</summary>
    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        if (!_holds)
            return;
        _holds = false;
        if (_copy.Bytes is { IsEmpty: false } held)
            await inner.WriteAsync(held, cancellationToken);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_holds)
        {
            _copy.Add(buffer.Span);
            await inner.WriteAsync(buffer, cancellationToken);
            return;
        }

        var held = _copy.Bytes;
        _copy.Add(buffer.Span);
        if (!_copy.IsTooLong)
            return;
        _holds = false;
        if (held is { IsEmpty: false } before)
            await inner.WriteAsync(before, cancellationToken);
        await inner.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) =>
        _holds ? Task.CompletedTask : inner.FlushAsync(cancellationToken);

    public override void Flush() { }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
