using System.Globalization;

namespace Conformance.JsonSchema.Formats;

/// <summary>
/// Labels of internationalized host names (RFC 5891, 4.2): allowed code points (RFC 5892), the rules for code points that need a context
/// (RFC 5892, appendix A) and for text from right to left (RFC 5893). Compatibility forms are not looked for, as the runtime has no
/// tables of them here.
/// </summary>
internal static class InternationalLabel
{
    private const int Allowed =
        1 << (int)UnicodeCategory.LowercaseLetter
        | 1 << (int)UnicodeCategory.OtherLetter
        | 1 << (int)UnicodeCategory.ModifierLetter
        | 1 << (int)UnicodeCategory.NonSpacingMark
        | 1 << (int)UnicodeCategory.SpacingCombiningMark
        | 1 << (int)UnicodeCategory.DecimalDigitNumber;

    private const int Marks =
        1 << (int)UnicodeCategory.NonSpacingMark | 1 << (int)UnicodeCategory.SpacingCombiningMark | 1 << (int)UnicodeCategory.EnclosingMark;

    /// <summary>Whether the code points are a label that may be registered.</summary>
    public static bool IsValid(IReadOnlyList<int> label)
    {
        if (label.Count == 0 || label[0] == '-' || label[^1] == '-' || Is(label[0], Marks))
            return false;
        if (label.Count > 3 && label[2] == '-' && label[3] == '-')
            return false;
        for (var at = 0; at < label.Count; at++)
        {
            if (!IsAllowed(label, at))
                return false;
        }

        return true;
    }

    /// <summary>Whether a letter is written from right to left, or a number in such text.</summary>
    public static bool IsRightToLeft(int point) =>
        !Is(point, Marks)
        && point
            is (>= 0x0590 and <= 0x08FF and not (>= 0x06F0 and <= 0x06F9))
                or (>= 0xFB1D and <= 0xFDFF)
                or (>= 0xFE70 and <= 0xFEFC)
                or (>= 0x10800 and <= 0x10FFF)
                or (>= 0x1E800 and <= 0x1EFFF);

    /// <summary>The rule for labels of a name that has text from right to left in it (RFC 5893, section 2).</summary>
    public static bool IsValidInBidirectionalName(IReadOnlyList<int> label)
    {
        if (label.Count == 0 || IsEuropeanDigit(label[0]) || IsArabicDigit(label[0]))
            return false;
        if (!IsRightToLeft(label[0]))
            return !label.Any(IsRightToLeft);
        var last = label.Count - 1;
        while (last > 0 && Is(label[last], Marks))
            last--;
        return label.All(point => IsRightToLeft(point) || IsEuropeanDigit(point) || point is '-' or 0x200C or 0x200D || Is(point, Marks))
            && (IsRightToLeft(label[last]) || IsEuropeanDigit(label[last]))
            && !(label.Any(IsEuropeanDigit) && label.Any(IsArabicDigit));
    }

    private static bool IsAllowed(IReadOnlyList<int> label, int at)
    {
        var point = label[at];
        int? before = at > 0 ? label[at - 1] : null;
        int? after = at + 1 < label.Count ? label[at + 1] : null;
        switch (point)
        {
            case '-' or (>= 'A' and <= 'Z') or 0x06FD or 0x06FE or 0x0F0B or 0x3007:
                return true;
            case 0x0640 or 0x07FA or 0x302E or 0x302F or (>= 0x3031 and <= 0x3035) or 0x303B:
                return false;
            case 0x00B7:
                return before == 'l' && after == 'l';
            case 0x0375:
                return after is (>= 0x0370 and <= 0x03FF) or (>= 0x1F00 and <= 0x1FFF);
            case 0x05F3 or 0x05F4:
                return before is >= 0x0591 and <= 0x05F4;
            case 0x30FB:
                return label.Any(IsJapanese);
            case >= 0x0660 and <= 0x0669:
                return !label.Any(other => other is >= 0x06F0 and <= 0x06F9);
            case >= 0x06F0 and <= 0x06F9:
                return !label.Any(other => other is >= 0x0660 and <= 0x0669);
            case 0x200D:
                return IsVirama(before);
            case 0x200C:
                return IsVirama(before) || (JoinsFollowing(before) && IsArabicLetter(after));
            default:
                return Is(point, Allowed);
        }
    }

    private static bool Is(int point, int categories) => (categories & (1 << (int)CharUnicodeInfo.GetUnicodeCategory(point))) != 0;

    private static bool IsEuropeanDigit(int point) => point is (>= '0' and <= '9') or (>= 0x06F0 and <= 0x06F9);

    private static bool IsArabicDigit(int point) => point is >= 0x0660 and <= 0x0669;

    private static bool IsJapanese(int point) =>
        point
            is (>= 0x3040 and <= 0x30FA)
                or (>= 0x30FC and <= 0x30FF)
                or 0x3005
                or 0x3007
                or (>= 0x3400 and <= 0x4DBF)
                or (>= 0x4E00 and <= 0x9FFF)
                or (>= 0xF900 and <= 0xFAFF)
                or (>= 0x20000 and <= 0x323AF);

    private static bool IsVirama(int? point) =>
        point
            is 0x094D
                or 0x09CD
                or 0x0A4D
                or 0x0ACD
                or 0x0B4D
                or 0x0BCD
                or 0x0C4D
                or 0x0CCD
                or 0x0D3B
                or 0x0D3C
                or 0x0D4D
                or 0x0DCA
                or 0x0E3A
                or 0x0EBA
                or 0x0F84
                or 0x1039
                or 0x103A
                or 0x1714
                or 0x1734
                or 0x17D2
                or 0x1A60
                or 0x1B44
                or 0x1BAA
                or 0x1BAB
                or 0xA806
                or 0xA8C4
                or 0xA953
                or 0xA9C0
                or 0xAAF6
                or 0xABED;

    private static bool IsArabicLetter(int? point) =>
        point is (>= 0x0620 and <= 0x064A) or (>= 0x066E and <= 0x06D3) or (>= 0x0710 and <= 0x077F) or (>= 0x08A0 and <= 0x08C7);

    // Alef, dal, reh, waw and their kin join only the letter before them.
    private static bool JoinsFollowing(int? point) =>
        IsArabicLetter(point)
        && point is not (0x0621 or (>= 0x0622 and <= 0x0625) or 0x0627 or 0x0629 or (>= 0x062F and <= 0x0632) or 0x0648)
        && point is not ((>= 0x0671 and <= 0x0677) or (>= 0x0688 and <= 0x0699) or (>= 0x06C3 and <= 0x06CB) or 0x06D2 or 0x06D3);
}

/// <summary>Punycode of RFC 3492: code points beyond ASCII written with letters, digits and hyphens.</summary>
internal static class Punycode
{
    private const int Base = 36;
    private const int SmallestThreshold = 1;
    private const int LargestThreshold = 26;
    private const int Skew = 38;
    private const int Damp = 700;
    private const int InitialBias = 72;
    private const int InitialPoint = 0x80;

    /// <summary>Decodes a label without its <c>xn--</c>; null when it is not what an encoder would have written.</summary>
    public static List<int>? Decode(ReadOnlySpan<byte> text)
    {
        var points = new List<int>();
        var hyphen = text.LastIndexOf((byte)'-');
        foreach (var unit in hyphen < 0 ? default : text[..hyphen])
            points.Add(unit);
        var (point, index, bias) = ((long)InitialPoint, 0L, InitialBias);
        for (var at = hyphen + 1; at < text.Length; index++)
        {
            var start = index;
            long weight = 1;
            for (var step = Base; ; step += Base, at++)
            {
                if (at >= text.Length || Digit(text[at]) is not { } digit)
                    return null;
                index += digit * weight;
                var threshold = Math.Clamp(step - bias, SmallestThreshold, LargestThreshold);
                if (index > int.MaxValue)
                    return null;
                if (digit < threshold)
                    break;
                weight *= Base - threshold;
            }

            at++;
            bias = Adapt(index - start, points.Count + 1, isFirst: start == 0);
            point += index / (points.Count + 1);
            index %= points.Count + 1;
            if (point is > 0x10FFFF or (>= 0xD800 and <= 0xDFFF))
                return null;
            points.Insert((int)index, (int)point);
        }

        return points.Exists(decoded => decoded >= InitialPoint) && Encode(points).SequenceEqual(Lower(text)) ? points : null;
    }

    /// <summary>Encodes a label, without <c>xn--</c>.</summary>
    public static byte[] Encode(IReadOnlyList<int> points)
    {
        var basicPoints = points.Where(point => point < InitialPoint);
        var output = new List<byte>(basicPoints.Select(point => (byte)(point is >= 'A' and <= 'Z' ? point | 0x20 : point)));
        var handled = output.Count;
        var basic = handled;
        if (basic > 0)
            output.Add((byte)'-');
        var (next, delta, bias) = (InitialPoint, 0L, InitialBias);
        while (handled < points.Count)
        {
            var smallest = points.Where(point => point >= next).Min();
            delta += (long)(smallest - next) * (handled + 1);
            next = smallest;
            foreach (var point in points)
            {
                if (point < next)
                    delta++;
                if (point != next)
                    continue;
                AppendDelta(output, delta, bias);
                bias = Adapt(delta, handled + 1, isFirst: handled == basic);
                delta = 0;
                handled++;
            }

            delta++;
            next++;
        }

        return [.. output];
    }

    private static void AppendDelta(List<byte> output, long delta, int bias)
    {
        for (var step = Base; ; step += Base)
        {
            var threshold = Math.Clamp(step - bias, SmallestThreshold, LargestThreshold);
            if (delta < threshold)
                break;
            output.Add(Letter((int)(threshold + ((delta - threshold) % (Base - threshold)))));
            delta = (delta - threshold) / (Base - threshold);
        }

        output.Add(Letter((int)delta));
    }

    private static int Adapt(long delta, int count, bool isFirst)
    {
        delta = isFirst ? delta / Damp : delta / 2;
        delta += delta / count;
        var steps = 0;
        for (; delta > (Base - SmallestThreshold) * LargestThreshold / 2; steps += Base)
            delta /= Base - SmallestThreshold;
        return (int)(steps + ((Base - SmallestThreshold + 1) * delta / (delta + Skew)));
    }

    private static byte[] Lower(ReadOnlySpan<byte> text)
    {
        var lower = text.ToArray();
        foreach (ref var unit in lower.AsSpan())
            unit = unit is >= (byte)'A' and <= (byte)'Z' ? (byte)(unit | 0x20) : unit;
        return lower;
    }

    private static int? Digit(byte unit) =>
        unit switch
        {
            >= (byte)'0' and <= (byte)'9' => unit - '0' + 26,
            _ when Ascii.IsLetter(unit) => (unit | 0x20) - 'a',
            _ => null,
        };

    private static byte Letter(int digit) => (byte)(digit < 26 ? 'a' + digit : '0' + digit - 26);
}
