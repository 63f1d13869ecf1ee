namespace Conformance.Proxying.Forwarding;

/// <summary>A request body that is read on as it comes, of which the beginning is kept.</summary>
/// <param name="limit">How many bytes are kept; of a longer body nothing is.</param>
internal sealed class CopiedRequestBody(Stream inner, int limit) : Stream
{
    private readonly BodyCopy _copy = new(limit);

    /// <summary>What was read; null where it is longer than the limit.</summary>
    public ReadOnlyMemory<byte>? Copy => _copy.Bytes;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        _copy.Add(buffer.Span[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() { }
}

/// <summary>The bytes of a body as they pass, up to a limit.</summary>
internal sealed class BodyCopy(int limit)
{
    private MemoryStream? _kept;
    private bool _isTooLong;

    /// <summary>What passed; null where it is longer than the limit.</summary>
    public ReadOnlyMemory<byte>? Bytes =>
        _isTooLong ? default(ReadOnlyMemory<byte>?)
        : _kept is null ? ReadOnlyMemory<byte>.Empty
        : _kept.GetBuffer().AsMemory(0, (int)_kept.Length);

    /// <summary>Whether it was longer than the limit.</summary>
    public bool IsTooLong => _isTooLong;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty || _isTooLong)
            return;
        if ((_kept?.Length ?? 0) + bytes.Length > limit)
        {
            (_isTooLong, _kept) = (true, null);
            return;
        }

        (_kept ??= new MemoryStream()).Write(bytes);
    }

    /// <summary>Keeps nothing, and nothing further.</summary>
    public void Drop() => (_isTooLong, _kept) = (true, null);
}
