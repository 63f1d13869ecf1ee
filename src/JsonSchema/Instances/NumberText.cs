using System.Buffers.Text;

namespace Conformance.JsonSchema.Instances;

/// <summary>
/// A JSON number read from its text without rounding: 0.d₁d₂…dₙ × 10^<see cref="Magnitude"/>, d₁ and dₙ not zero.
/// Comparing two of them is exact for any number of digits and any exponent, and allocates nothing.
/// </summary>
internal readonly ref struct NumberText
{
    private const long LargestExponent = 1_000_000_000_000_000;

    private readonly ReadOnlySpan<byte> _whole;
    private readonly ReadOnlySpan<byte> _fraction;
    private readonly int _first;
    private readonly int _end;

    /// <summary>Reads a number that a JSON parser has accepted.</summary>
    public NumberText(ReadOnlySpan<byte> text)
    {
        IsNegative = text[0] == (byte)'-';
        if (IsNegative)
            text = text[1..];
        long exponent = 0;
        var mark = text.IndexOfAny((byte)'e', (byte)'E');
        if (mark >= 0)
        {
            exponent = ReadExponent(text[(mark + 1)..]);
            text = text[..mark];
        }

        var point = text.IndexOf((byte)'.');
        _whole = point < 0 ? text : text[..point];
        _fraction = point < 0 ? default : text[(point + 1)..];
        _end = _whole.Length + _fraction.Length;
        while (_first < _end && Digit(_first) == 0)
            _first++;
        while (_end > _first && Digit(_end - 1) == 0)
            _end--;
        Magnitude = _whole.Length - _first + exponent;
        if (IsZero)
            IsNegative = false;
    }

    public bool IsNegative { get; }

    /// <summary>The power of ten above the first digit: 2 for 99.5.</summary>
    public long Magnitude { get; }

    public int DigitCount => _end - _first;

    public bool IsZero => DigitCount == 0;

    /// <summary>The power of ten of the last digit: -1 for 99.5.</summary>
    public long LowestPower => Magnitude - DigitCount;

    public bool IsInteger => IsZero || LowestPower >= 0;

    /// <summary>The significant digit at a place counted from the left, 0 beyond the last.</summary>
    public int this[int place] => place < DigitCount ? Digit(_first + place) : 0;

    /// <summary>-1, 0 or 1 as <paramref name="left"/> is below, equal to or above <paramref name="right"/>.</summary>
    public static int Compare(NumberText left, NumberText right)
    {
        if (left.IsZero || right.IsZero || left.IsNegative != right.IsNegative)
            return Sign(left).CompareTo(Sign(right));
        var sign = left.IsNegative ? -1 : 1;
        if (left.Magnitude != right.Magnitude)
            return left.Magnitude > right.Magnitude ? sign : -sign;
        var digits = Math.Max(left.DigitCount, right.DigitCount);
        for (var place = 0; place < digits; place++)
        {
            var difference = left[place] - right[place];
            if (difference != 0)
                return difference > 0 ? sign : -sign;
        }

        return 0;
    }

    /// <summary>Reads a plain number (no fraction, no exponent) that fits a <see cref="long"/>.</summary>
    public static bool TryReadPlain(ReadOnlySpan<byte> text, out long value) =>
        Utf8Parser.TryParse(text, out value, out var used) && used == text.Length;

    private static int Sign(NumberText number) =>
        number.IsZero ? 0
        : number.IsNegative ? -1
        : 1;

    // Exponents beyond the largest are all alike: no text that fits in memory has digits enough to make up for them.
    private static long ReadExponent(ReadOnlySpan<byte> text)
    {
        var negative = text[0] == (byte)'-';
        if (text[0] is (byte)'-' or (byte)'+')
            text = text[1..];
        long value = 0;
        foreach (var digit in text)
            value = Math.Min(LargestExponent, (value * 10) + (digit - '0'));
        return negative ? -value : value;
    }

    private int Digit(int index) => (index < _whole.Length ? _whole[index] : _fraction[index - _whole.Length]) - '0';
}
