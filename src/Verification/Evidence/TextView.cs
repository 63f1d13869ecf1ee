using System.Globalization;
using System.Net;
using System.Text;

namespace Conformance.Verification.Evidence;

/// <summary>
/// A text as one reads it who takes its escapes away, those of JSON (RFC 8259, section 7), of a URL (RFC 3986, section 2.1), of a form, or of HTML, or who decodes what stands in it in
/// base64, base64url or hexadecimal digits (RFC 4648).
/// </summary>
internal sealed class TextView
{
    // What is encoded twice stands in a format that may escape it once more.
    private const int Deepest = 3;

    // Of all views of a text together, in lengths of the text; a target that nests escapes for their own sake is looked into less deeply.
    private const int MostWork = 32;

    // Also for a short text.
    private const int LeastWork = 16 * 1024;

    private const int LongestEntity = 10;

    private readonly List<int>? _starts;
    private readonly List<int>? _ends;

    private TextView(string text, List<int>? starts, List<int>? ends) => (Text, _starts, _ends) = (text, starts, ends);

    private delegate int Decoder(string text, int at, StringBuilder decoded);

    private static readonly (char[] Signs, Decoder Decode)[] Escapes = [(['\\'], Json), (['%'], Percent), (['+'], Form), (['&'], Html)];

    /// <summary>The text without its escapes.</summary>
    public string Text { get; }

    /// <summary>Where in the original text the character at a place begins.</summary>
    public int StartOf(int at) => _starts is null ? at : _starts[at];

    /// <summary>Where in the original text what stands before a place ends.</summary>
    public int EndOf(int at) => _ends is null ? at : _ends[at - 1];

    /// <summary>The text as it is, and as it reads when what escapes or encodes it is taken away, up to three times over. Takes a time that grows with the text alone.</summary>
    public static List<TextView> Of(string text)
    {
        var views = new List<TextView> { new(text, null, null) };
        var work = LeastWork + (MostWork * (long)text.Length);
        var from = 0;
        for (var depth = 0; depth < Deepest; depth++)
        {
            var to = views.Count;
            for (; from < to; from++)
            {
                foreach (var view in views[from].Next())
                {
                    work -= view.Text.Length;
                    if (work < 0)
                        return views;
                    if (views.TrueForAll(v => v.Text != view.Text))
                        views.Add(view);
                }
            }
        }

        return views;
    }

    private IEnumerable<TextView> Next()
    {
        foreach (var (signs, decode) in Escapes)
        {
            if (Text.AsSpan().ContainsAny(signs))
                yield return Unescaped(decode);
        }

        foreach (var encoding in TextEncoding.All)
        {
            if (encoding.In(Text) is { Length: > 0 } decoded)
            {
                yield return _starts is null
                    ? new TextView(decoded.Text, decoded.Starts, decoded.Ends)
                    : new TextView(decoded.Text, decoded.Starts.ConvertAll(StartOf), decoded.Ends.ConvertAll(EndOf));
            }
        }
    }

    private TextView Unescaped(Decoder decode)
    {
        var decoded = new StringBuilder(Text.Length);
        var (starts, ends) = (new List<int>(Text.Length), new List<int>(Text.Length));
        for (var at = 0; at < Text.Length; )
        {
            var taken = decode(Text, at, decoded);
            if (taken == 0)
            {
                decoded.Append(Text[at]);
                taken = 1;
            }

            while (starts.Count < decoded.Length)
            {
                starts.Add(StartOf(at));
                ends.Add(EndOf(at + taken));
            }

            at += taken;
        }

        return new TextView(decoded.ToString(), starts, ends);
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
