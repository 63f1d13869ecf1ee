using System.Text;

namespace Conformance.JsonSchema.Formats;

/// <summary>
/// Host names of RFC 1123, section 2.1, whose labels may be encoded ones of RFC 5891, and internationalized host names (RFC 5890,
/// 2.3.2.3).
/// </summary>
internal static class HostnameFormat
{
    private const int LongestName = 253;
    private const int LongestLabel = 63;

    private static ReadOnlySpan<byte> EncodedPrefix => "xn--"u8;

    public static bool IsHostname(ReadOnlySpan<byte> text)
    {
        if (text.Length is < 1 or > LongestName)
            return false;
        var hasEncoded = false;
        foreach (var range in text.Split((byte)'.'))
        {
            if (!IsLabel(text[range]))
                return false;
            hasEncoded |= IsEncoded(text[range]);
        }

        return !hasEncoded || IsInternationalHostname(text);
    }

    public static bool IsInternationalHostname(ReadOnlySpan<byte> text)
    {
        var labels = Labels(text);
        if (labels is null || !labels.TrueForAll(label => InternationalLabel.IsValid(label)))
            return false;
        var length = labels.Sum(label => EncodedLength(label) + 1) - 1;
        if (length > LongestName || labels.Exists(label => EncodedLength(label) > LongestLabel))
            return false;
        return !labels.Exists(label => label.Any(InternationalLabel.IsRightToLeft))
            || labels.TrueForAll(label => InternationalLabel.IsValidInBidirectionalName(label));
    }

    /// <summary>A domain as in RFC 6531, section 3.3, which admits any character beyond ASCII.</summary>
    public static bool IsMailDomain(ReadOnlySpan<byte> text)
    {
        foreach (var range in text.Split((byte)'.'))
        {
            var label = text[range];
            if (label.IsEmpty || label[0] == '-' || label[^1] == '-')
                return false;
            foreach (var unit in label)
            {
                if (unit < 0x80 && !IsLabelText(unit))
                    return false;
            }
        }

        return true;
    }

    private static bool IsLabelText(byte unit) => Ascii.IsLetter(unit) || Ascii.IsDigit(unit) || unit == '-';

    private static bool IsLabel(ReadOnlySpan<byte> label)
    {
        if (label.Length is < 1 or > LongestLabel || label[0] == '-' || label[^1] == '-')
            return false;
        foreach (var unit in label)
        {
            if (!IsLabelText(unit))
                return false;
        }

        return true;
    }

    private static bool IsEncoded(ReadOnlySpan<byte> label) =>
        label.Length >= EncodedPrefix.Length
        && Ascii.IsLetter(label[0])
        && (label[0] | 0x20) == 'x'
        && (label[1] | 0x20) == 'n'
        && label[2] == '-'
        && label[3] == '-';

    private static int EncodedLength(List<int> label) =>
        label.TrueForAll(point => point < 0x80) ? label.Count : EncodedPrefix.Length + Punycode.Encode(label).Length;

    /// <summary>
    /// The labels with encoded ones decoded, or null when one cannot be. Three other characters end a label as a dot does (RFC 3490,
    /// 3.1).
    /// </summary>
    private static List<List<int>>? Labels(ReadOnlySpan<byte> text)
    {
        var labels = new List<List<int>> { new() };
        foreach (var rune in text.EnumerateRunesFromUtf8())
        {
            if (rune.Value is '.' or 0x3002 or 0xFF0E or 0xFF61)
                labels.Add([]);
            else
                labels[^1].Add(rune.Value);
        }

        for (var index = 0; index < labels.Count; index++)
        {
            if (labels[index].Exists(point => point >= 0x80))
                continue;
            var ascii = labels[index].Select(point => (byte)point).ToArray();
            if (!IsEncoded(ascii))
                continue;
            if (Punycode.Decode(ascii.AsSpan(EncodedPrefix.Length)) is not { } decoded)
                return null;
            labels[index] = decoded;
        }

        return labels;
    }

    private static List<Rune> EnumerateRunesFromUtf8(this ReadOnlySpan<byte> text) => [.. Encoding.UTF8.GetString(text).EnumerateRunes()];
}

/// <summary>
/// IP addresses: dotted quads of RFC 2673, section 3.2, and IPv6 in the text forms of RFC 4291, section 2.2, without a zone.
/// </summary>
internal static class AddressFormat
{
    private const int Ipv6Groups = 8;

    public static bool IsIpv4(ReadOnlySpan<byte> text)
    {
        for (var part = 0; part < 4; part++)
        {
            if (part > 0 && !Ascii.TryTake(ref text, '.'))
                return false;
            var digits = Ascii.DigitsAtStart(text);
            if (
                digits is < 1 or > 3
                || (digits > 1 && text[0] == '0')
                || !Ascii.TryTakeNumber(ref text, digits, out var value)
                || value > 255
            )
                return false;
        }

        return text.IsEmpty;
    }

    public static bool IsIpv6(ReadOnlySpan<byte> text)
    {
        var gap = text.IndexOf("::"u8);
        if (gap < 0)
            return CountGroups(text, mayEndInIpv4: true) == Ipv6Groups;
        var before = gap == 0 ? 0 : CountGroups(text[..gap], mayEndInIpv4: false);
        var rest = text[(gap + 2)..];
        var after = rest.IsEmpty ? 0 : CountGroups(rest, mayEndInIpv4: true);
        return before >= 0 && after >= 0 && before + after < Ipv6Groups;
    }

    /// <summary>How many groups of 16 bits the text writes, or -1 when it is not a list of groups.</summary>
    private static int CountGroups(ReadOnlySpan<byte> text, bool mayEndInIpv4)
    {
        var count = 0;
        while (true)
        {
            var colon = text.IndexOf((byte)':');
            var group = colon < 0 ? text : text[..colon];
            if (colon < 0 && mayEndInIpv4 && group.Contains((byte)'.'))
                return IsIpv4(group) ? count + 2 : -1;
            if (group.Length is < 1 or > 4)
                return -1;
            foreach (var unit in group)
            {
                if (!Ascii.IsHexDigit(unit))
                    return -1;
            }

            count++;
            if (colon < 0)
                return count;
            text = text[(colon + 1)..];
        }
    }
}
