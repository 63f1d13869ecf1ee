namespace Conformance.JsonSchema.Formats;

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
