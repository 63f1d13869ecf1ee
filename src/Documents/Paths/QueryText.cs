using System.Globalization;
using System.Text;

namespace Conformance.Documents.Paths;

/// <summary>The text of a query with a position in it, and the small parts of the grammar: blanks, integers, strings, names.</summary>
internal sealed class QueryText(string text)
{
    // Section 2.1: integers stay exact in a double.
    private const long LargestInteger = (1L << 53) - 1;

    public int Position { get; private set; }

    public bool IsAtEnd => Position == text.Length;

    /// <summary>The character here; U+0000, which no query has outside strings, at the end.</summary>
    public char Here => Position < text.Length ? text[Position] : '\0';

    public char Following => Position + 1 < text.Length ? text[Position + 1] : '\0';

    public void Back(int position) => Position = position;

    public void SkipBlanks()
    {
        while (Here is ' ' or '\t' or '\n' or '\r')
            Position++;
    }

    public bool TryTake(string expected)
    {
        if (string.CompareOrdinal(text, Position, expected, 0, expected.Length) != 0)
            return false;
        Position += expected.Length;
        return true;
    }

    public void Take(string expected, string where)
    {
        if (!TryTake(expected))
            throw Unexpected($"\"{expected}\" {where}");
    }

    /// <summary>The error of finding something else here.</summary>
    public PathSyntaxException Unexpected(string expected) => Error(Position, $"found {Found()}; expected {expected}.");

    public static PathSyntaxException Error(int position, string message) => new(new JsonPathError(position + 1, message));

    public string TakeName()
    {
        var start = Position;
        while (IsNameStart(Here) || (Position > start && char.IsAsciiDigit(Here)))
            Position++;
        return text[start..Position];
    }

    public bool IsInteger => Here == '-' || char.IsAsciiDigit(Here);

    public long TakeInteger()
    {
        var start = Position;
        TakeDigits();
        var digits = text[start..Position];
        if (digits == "-0")
            throw Error(start, "found \"-0\"; expected an integer, of which zero has no sign.");
        if (
            !long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            || value is < -LargestInteger or > LargestInteger
        )
        {
            throw Error(start, $"found \"{digits}\"; expected an integer between -{LargestInteger} and {LargestInteger}.");
        }

        return value;
    }

    /// <summary>The JSON text of a number literal.</summary>
    public string TakeNumber()
    {
        var start = Position;
        TakeDigits();
        if (Here == '.')
        {
            Position++;
            TakeAllDigits();
        }

        if (Here is 'e' or 'E')
        {
            Position++;
            if (Here is '+' or '-')
                Position++;
            TakeAllDigits();
        }

        return text[start..Position];
    }

    /// <summary>The characters of a string literal in single or double quotes.</summary>
    public string TakeString()
    {
        var start = Position;
        var quote = text[Position++];
        var value = new StringBuilder();
        while (Here != quote || IsAtEnd)
        {
            if (IsAtEnd)
                throw Error(start, $"found a string that is never closed; expected a {quote} at its end.");
            if (Here < ' ')
                throw Unexpected("no control character within a string, or its escape");
            if (Here == '\\')
                TakeEscape(quote, value);
            else
                value.Append(text[Position++]);
        }

        Position++;
        return value.ToString();
    }

    private static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_' || c >= '\u0080';

    private string Found() => IsAtEnd ? "the end" : $"\"{(char.IsSurrogatePair(Here, Following) ? text.Substring(Position, 2) : Here)}\"";

    private void TakeDigits()
    {
        if (Here == '-')
            Position++;
        if (Here == '0' && char.IsAsciiDigit(Following))
            throw Error(Position, "found a leading zero; expected a number without.");
        TakeAllDigits();
    }

    private void TakeAllDigits()
    {
        if (!char.IsAsciiDigit(Here))
            throw Unexpected("a digit");
        while (char.IsAsciiDigit(Here))
            Position++;
    }

    private void TakeEscape(char quote, StringBuilder value)
    {
        const string letters = "bfnrt/\\";
        const string characters = "\b\f\n\r\t/\\";
        Position++;
        var known = letters.IndexOf(Here, StringComparison.Ordinal);
        if (known >= 0 || Here == quote)
        {
            value.Append(known >= 0 ? characters[known] : quote);
            Position++;
            return;
        }

        if (Here != 'u')
            throw Unexpected($"one of b f n r t / \\ {quote} or uXXXX after the backslash");

        var start = Position - 1;
        var unit = TakeHexadecimal();
        value.Append(unit);
        if (!char.IsSurrogate(unit))
            return;

        var isPaired = char.IsHighSurrogate(unit) && TryTake("\\") && Here == 'u';
        var low = isPaired ? TakeHexadecimal() : '\0';
        if (!char.IsLowSurrogate(low))
            throw Error(start, "found half of a surrogate pair; expected both halves.");
        value.Append(low);
    }

    private char TakeHexadecimal()
    {
        var digits = text.AsSpan(Position + 1, Math.Min(4, text.Length - Position - 1));
        if (digits.Length < 4 || !ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
        {
            throw Error(Position, "found an incomplete \\u escape; expected four hexadecimal digits.");
        }

        Position += 5;
        return (char)unit;
    }
}
