using System.Globalization;
using System.Net;
using System.Text;

namespace Conformance.Verification.Evidence;

/// <summary>A text as one reads it who takes its escapes away: those of JSON (RFC 8259, section 7), of a URL (RFC 3986, section 2.1), of a form, or of HTML.</summary>
internal sealed class TextView
{
    // What is escaped thrice is no longer looked into.
    private const int Deepest = 2;

    private const int LongestEntity = 10;

    private readonly List<int>? _places;

    private TextView(string text, List<int>? places) => (Text, _places) = (text, places);

    private delegate int Decoder(string text, int at, StringBuilder decoded);

    private static readonly (char[] Signs, Decoder Decode)[] Decoders = [(['\\'], Json), (['%'], Percent), (['+'], Form), (['&'], Html)];

    /// <summary>The text without its escapes.</summary>
    public string Text { get; }

    /// <summary>Where in the original text a character begins, or, for the length of <see cref="Text"/>, where it ends.</summary>
    public int PlaceOf(int at) => _places is null ? at : _places[at];

    /// <summary>The text as it is, and as it reads without its escapes, once and twice over.</summary>
    public static List<TextView> Of(string text)
    {
        var views = new List<TextView> { new(text, null) };
        var from = 0;
        for (var depth = 0; depth < Deepest; depth++)
        {
            var to = views.Count;
            for (; from < to; from++)
            {
                foreach (var (signs, decode) in Decoders)
                {
                    if (
                        views[from].Text.AsSpan().ContainsAny(signs)
                        && views[from].Decoded(decode) is { } view
                        && views.TrueForAll(v => v.Text != view.Text)
                    )
                        views.Add(view);
                }
            }
        }

        return views;
    }

    private TextView Decoded(Decoder decode)
    {
        var decoded = new StringBuilder(Text.Length);
        var places = new List<int>(Text.Length + 1);
        for (var at = 0; at < Text.Length; )
        {
            var taken = decode(Text, at, decoded);
            if (taken == 0)
            {
                decoded.Append(Text[at]);
                taken = 1;
            }

            while (places.Count < decoded.Length)
                places.Add(PlaceOf(at));
            at += taken;
        }

        places.Add(PlaceOf(Text.Length));
        return new TextView(decoded.ToString(), places);
    }

    private static int Json(string text, int at, StringBuilder decoded)
    {
        if (text[at] != '\\' || at + 1 == text.Length)
            return 0;
        if (
            text[at + 1] == 'u'
            && at + 6 <= text.Length
            && ushort.TryParse(text.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
        )
        {
            decoded.Append((char)unit);
            return 6;
        }

        decoded.Append(
            text[at + 1] switch
            {
                'b' => '\b',
                'f' => '\f',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                var other => other,
            }
        );
        return 2;
    }

    private static int Form(string text, int at, StringBuilder decoded)
    {
        if (text[at] != '+')
            return Percent(text, at, decoded);
        decoded.Append(' ');
        return 1;
    }

    private static int Percent(string text, int at, StringBuilder decoded)
    {
        Span<byte> octets = stackalloc byte[4];
        var count = 0;
        while (count < octets.Length && OctetAt(text, at + (3 * count)) is { } octet)
            octets[count++] = octet;
        if (count == 0 || Rune.DecodeFromUtf8(octets[..count], out var rune, out var taken) != System.Buffers.OperationStatus.Done)
            return 0;
        decoded.Append(rune.ToString());
        return 3 * taken;
    }

    private static byte? OctetAt(string text, int at) =>
        at + 3 <= text.Length
        && text[at] == '%'
        && byte.TryParse(text.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var octet)
            ? octet
            : null;

    private static int Html(string text, int at, StringBuilder decoded)
    {
        if (text[at] != '&')
            return 0;
        var end = text.AsSpan(at, Math.Min(LongestEntity, text.Length - at)).IndexOf(';');
        if (end < 2 || WebUtility.HtmlDecode(text.Substring(at, end + 1)) is not { Length: 1 or 2 } character)
            return 0;
        decoded.Append(character);
        return end + 1;
    }
}
