using System.Buffers;

namespace Conformance.JsonSchema.Formats;

/// <summary>Mailboxes of RFC 5321, section 4.1.2, and of RFC 6531, which admits characters beyond ASCII.</summary>
internal static class EmailFormat
{
    private const int LongestLocalPart = 64;

    private static readonly SearchValues<byte> AtomText = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-/=?^_`{|}~"u8
    );

    public static bool IsEmail(ReadOnlySpan<byte> text) => IsMailbox(text, international: false);

    public static bool IsInternationalEmail(ReadOnlySpan<byte> text) => IsMailbox(text, international: true);

    private static bool IsMailbox(ReadOnlySpan<byte> text, bool international)
    {
        var at = text.LastIndexOf((byte)'@');
        if (at is < 1 or > LongestLocalPart)
            return false;
        var local = text[..at];
        return (local[0] == '"' ? IsQuoted(local, international) : IsDotAtom(local, international))
            && IsDomain(text[(at + 1)..], international);
    }

    private static bool IsDotAtom(ReadOnlySpan<byte> text, bool international)
    {
        foreach (var range in text.Split((byte)'.'))
        {
            var atom = text[range];
            if (atom.IsEmpty)
                return false;
            foreach (var unit in atom)
            {
                if (!AtomText.Contains(unit) && !(international && unit >= 0x80))
                    return false;
            }
        }

        return true;
    }

    private static bool IsQuoted(ReadOnlySpan<byte> text, bool international)
    {
        if (text.Length < 2 || text[^1] != '"')
            return false;
        for (var index = 1; index < text.Length - 1; index++)
        {
            if (text[index] == '\\' && ++index == text.Length - 1)
                return false;
            if (text[index] is < 0x20 or 0x7F || (text[index] >= 0x80 && !international) || (text[index] == '"' && text[index - 1] != '\\'))
                return false;
        }

        return true;
    }

    private static bool IsDomain(ReadOnlySpan<byte> text, bool international)
    {
        if (text is not [(byte)'[', .. var address, (byte)']'])
            return international ? HostnameFormat.IsMailDomain(text) : HostnameFormat.IsHostname(text);
        return address.StartsWith("IPv6:"u8) ? AddressFormat.IsIpv6(address["IPv6:"u8.Length..]) : AddressFormat.IsIpv4(address);
    }
}
