namespace Conformance.Documents;

/// <summary>Counts lines and columns while it moves forward through UTF-8, so that a whole document costs one pass.</summary>
internal sealed class Utf8Cursor(ReadOnlyMemory<byte> utf8)
{
    private int _offset;

    public int Line { get; private set; } = 1;

    public int Column { get; private set; } = 1;

    /// <summary>Moves to a byte that is not before the current one.</summary>
    public void MoveTo(int offset)
    {
        var passed = utf8.Span[_offset..offset];
        var lastBreak = passed.LastIndexOf((byte)'\n');
        if (lastBreak >= 0)
        {
            Line += passed.Count((byte)'\n');
            Column = 1;
            passed = passed[(lastBreak + 1)..];
        }

        foreach (var unit in passed)
        {
            // Continuation bytes count nothing; a four-byte sequence is two UTF-16 code units.
            if ((unit & 0xC0) != 0x80)
                Column += unit >= 0xF0 ? 2 : 1;
        }

        _offset = offset;
    }
}
