using System.Text.Json;

namespace Conformance.Documents;

/// <summary>Tells a syntax error of <see cref="Utf8JsonReader"/> with its place in the file.</summary>
internal static class JsonSyntaxError
{
    private static readonly (string Part, string Mend)[] _mends =
    [
        ("end of string", "Close the string with a '\"'."),
        ("open JSON object or array", "Close it with the bracket that is missing."),
        ("end of data", "Add what is missing, or the bracket that closes the object or array."),
        ("invalid after a single JSON value", "Remove what follows the document's last bracket."),
        ("invalid after a value", "Add the comma or bracket that is missing before it."),
        ("start of a property name", "Write the name in double quotes."),
        ("within a JSON string", "Escape it with a backslash: \\n for a line break, \\t for a tab."),
        ("leading zero", "Remove the leading zero, or quote the value if it is text."),
    ];

    public static void Report(JsonException e, SourceText source, Problems problems)
    {
        var message = e.Message;
        var tail = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        if (tail >= 0)
            message = message[..tail];

        var mend =
            Array.Find(_mends, known => message.Contains(known.Part, StringComparison.Ordinal)).Mend
            ?? "Correct the JSON; text goes in double quotes, and only true, false, null and numbers go without.";
        problems.Error("json-syntax", source.LocationOf(OffsetOf(e, source.Utf8.Span)), $"This is no JSON: {message}", mend);
    }

    private static int OffsetOf(JsonException e, ReadOnlySpan<byte> utf8)
    {
        var offset = 0;
        for (var line = e.LineNumber ?? 0; line > 0; line--)
        {
            var lineBreak = utf8[offset..].IndexOf((byte)'\n');
            if (lineBreak < 0)
                break;
            offset += lineBreak + 1;
        }

        return offset + (int)(e.BytePositionInLine ?? 0);
    }
}
