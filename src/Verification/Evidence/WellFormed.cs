using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Conformance.Verification.Evidence;

/// <summary>
/// Makes what a target sends well formed (Unicode, section 3.9), so that whatever reads it on may rely on that: octets that are no UTF-8 and halves of surrogate pairs become U+FFFD.
/// </summary>
internal static class WellFormed
{
    // Levels. What is nested deeper is no answer that a contract describes.
    private const int DeepestJson = 128;

    /// <summary>The text; itself where nothing is to be mended.</summary>
    public static string Of(string text)
    {
        var at = IndexOfHalf(text);
        if (at < 0)
            return text;
        var mended = new StringBuilder(text, 0, at, text.Length);
        foreach (var rune in text.AsSpan(at).EnumerateRunes())
            mended.Append(rune.ToString());
        return mended.ToString();
    }

    /// <summary>The beginning of a text, not cut within a surrogate pair.</summary>
    public static string Beginning(string text, int longest) =>
        text.Length <= longest ? text
        : char.IsHighSurrogate(text[longest - 1]) ? text[..(longest - 1)]
        : text[..longest];

    /// <summary>The JSON value in these octets; null where there is none, a name stands twice in an object (RFC 8259, section 4), or it is JSON's null.</summary>
    public static JsonNode? Json(ReadOnlySpan<byte> octets)
    {
        try
        {
            return octets.IsEmpty
                ? null
                : JsonNode.Parse(
                    Mended(octets),
                    documentOptions: new JsonDocumentOptions { MaxDepth = DeepestJson, AllowDuplicateProperties = false }
                );
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What can be read of octets that are nearly JSON, also with a name twice in an object or a comma too many; null where nothing can.</summary>
    public static JsonDocument? NearlyJson(ReadOnlySpan<byte> octets)
    {
        try
        {
            return octets.IsEmpty
                ? null
                : JsonDocument.Parse(
                    Mended(octets).ToArray(),
                    new JsonDocumentOptions
                    {
                        MaxDepth = DeepestJson,
                        AllowTrailingCommas = true,
                        CommentHandling = JsonCommentHandling.Skip,
                    }
                );
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // The reader takes both faults, and throws when a string is asked for.
    private static ReadOnlySpan<byte> Mended(ReadOnlySpan<byte> octets)
    {
        if (octets.StartsWith(Encoding.UTF8.Preamble))
            octets = octets[Encoding.UTF8.Preamble.Length..];
        if (Utf8.IsValid(octets) && octets.IndexOf("\\ud"u8) < 0 && octets.IndexOf("\\uD"u8) < 0)
            return octets;
        return Encoding.UTF8.GetBytes(WithoutHalves(Encoding.UTF8.GetString(octets)));
    }

    private static string WithoutHalves(string json)
    {
        const string replacement = "\\ufffd";
        var mended = new StringBuilder(json.Length);
        for (var at = 0; at < json.Length; )
        {
            if (json[at] != '\\')
            {
                mended.Append(json[at++]);
                continue;
            }

            var unit = UnitAt(json, at);
            var isPair = char.IsHighSurrogate(unit ?? ' ') && char.IsLowSurrogate(UnitAt(json, at + 6) ?? ' ');
            var taken = Math.Min(
                isPair ? 12
                    : unit is null ? 2
                    : 6,
                json.Length - at
            );
            if (!isPair && char.IsSurrogate(unit ?? ' '))
                mended.Append(replacement);
            else
                mended.Append(json, at, taken);
            at += taken;
        }

        return mended.ToString();
    }

    private static char? UnitAt(string json, int at) =>
        at + 6 <= json.Length
        && json[at] == '\\'
        && json[at + 1] == 'u'
        && ushort.TryParse(json.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : null;

    private static int IndexOfHalf(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at]))
                continue;
            if (char.IsLowSurrogate(text[at]) || at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1]))
                return at;
            at++;
        }

        return -1;
    }
}
