using System.Globalization;
using System.Net;

namespace Conformance.Verification.Evidence;

/// <summary>Finds whole secrets, each character as it is or escaped: for JSON (RFC 8259, section 7), a URL (RFC 3986, section 2.1) or HTML.</summary>
internal sealed class SecretForms
{
    private readonly Dictionary<char, List<(string Form, string Value)>> _byFirst = [];

    /// <summary>Tells of a form in which a secret may stand.</summary>
    public void Add(string form, string value)
    {
        if (!_byFirst.TryGetValue(form[0], out var forms))
            _byFirst.Add(form[0], forms = []);
        forms.Add((form, value));
    }

    /// <summary>The longest secret that begins at a place of a text: how many characters it takes there, and its value.</summary>
    public (int Length, string Value)? At(string text, int at)
    {
        (int Length, string Value)? longest = null;
        Look(text[at]);
        if (text[at] is '\\' or '%' or '&' && Decode(text, at) is var (first, _) && first != text[at])
            Look(first);
        return longest;

        void Look(char first)
        {
            if (!_byFirst.TryGetValue(first, out var forms))
                return;
            foreach (var (form, value) in forms)
            {
                if (LengthAt(text, at, form) is var length && length > (longest?.Length ?? 0))
                    longest = (length, value);
            }
        }
    }

    private static int LengthAt(string text, int at, string form)
    {
        var place = at;
        foreach (var expected in form)
        {
            if (place >= text.Length)
                return 0;
            if (text[place] == expected)
                place++;
            else if (Decode(text, place) is var (character, length) && character == expected)
                place += length;
            else if (
                expected > '\x7f'
                && Uri.EscapeDataString(expected.ToString()) is var escaped
                && string.Compare(text, place, escaped, 0, escaped.Length, StringComparison.OrdinalIgnoreCase) == 0
            )
                place += escaped.Length;
            else
                return 0;
        }

        return place - at;
    }

    private static (char Character, int Length)? Decode(string text, int at)
    {
        var rest = text.AsSpan(at);
        switch (rest)
        {
            case ['\\', 'u', _, _, _, _, ..]:
                return ushort.TryParse(rest[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
                    ? ((char)unit, 6)
                    : null;
            case ['\\', var escaped, ..]:
                return (escaped, 2);
            case ['%', _, _, ..]:
                return
                    byte.TryParse(rest[1..3], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var octet) && octet < 0x80
                    ? ((char)octet, 3)
                    : null;
            case ['+', ..]:
                return (' ', 1);
            case ['&', ..] when rest[..Math.Min(rest.Length, 8)].IndexOf(';') is > 1 and var end:
                return WebUtility.HtmlDecode(rest[..(end + 1)].ToString()) is [var entity] ? (entity, end + 1) : null;
            default:
                return null;
        }
    }
}
