using System.Runtime.InteropServices;

namespace Conformance.JsonSchema.Instances;

/// <summary>What a token stands for. A number without a fractional part (also 1.0 and 1e3) is an <see cref="Integer"/>.</summary>
internal enum TokenKind : byte
{
    Object,
    Array,
    String,
    Integer,
    Number,
    True,
    False,
    Null,
    Name,
}

/// <summary>One value or property name of a parsed instance; the tokens of a container's members follow it directly.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Token
{
    /// <summary>Where the text begins in the UTF-8 source; a string's quotes are outside.</summary>
    public int Start;

    /// <summary>The text's length in bytes; for a container the number of its members.</summary>
    public int Length;

    /// <summary>The index of the token after this value and all that lies in it.</summary>
    public int Next;

    public TokenKind Kind;

    /// <summary>A string without escapes, or a number without fraction and exponent.</summary>
    public bool IsPlain;
}
