namespace Conformance.JsonSchema.Instances;

/// <summary>
/// The buffers of one validation, kept for the thread's next one so that validating small instances allocates nothing.
/// Buffers that a large instance has grown are let go.
/// </summary>
internal sealed class Workspace
{
    private const int LargestKeptTape = 1 << 18;
    private const int LargestKeptText = 1 << 20;

    [ThreadStatic]
    private static Workspace? _idle;

    public Token[] Tokens = new Token[64];
    public byte[] Text = new byte[256];
    public byte[] OtherText = new byte[256];
    public char[] Chars = new char[256];
    public ulong[] Evaluated = new ulong[16];
    public int[] Slots = new int[64];
    public object[] Scope = new object[16];
    public (object Schema, int At)[] Judged = new (object, int)[16];

    /// <summary>The thread's idle workspace, or a new one.</summary>
    public static Workspace Rent()
    {
        var workspace = _idle ?? new Workspace();
        _idle = null;
        return workspace;
    }

    /// <summary>Gives the workspace back to the calling thread.</summary>
    public void Return()
    {
        if (
            Tokens.Length <= LargestKeptTape
            && Math.Max(Text.Length, Math.Max(OtherText.Length, Chars.Length)) <= LargestKeptText
            && Slots.Length <= LargestKeptTape
            && Evaluated.Length <= LargestKeptTape
        )
            _idle = this;
    }

    /// <summary>A span of at least so many UTF-16 units that stays valid until the next call.</summary>
    public Span<char> CharsFor(int length)
    {
        if (Chars.Length < length)
            Chars = new char[length];
        return Chars;
    }
}
