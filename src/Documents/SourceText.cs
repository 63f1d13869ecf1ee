using System.Text;
using Utf8Text = System.Text.Unicode.Utf8;

namespace Conformance.Documents;

/// <summary>The decoded content of a file: valid UTF-8 without a byte order mark, known to be text and not empty.</summary>
internal sealed class SourceText
{
    private SourceText(string name, ReadOnlyMemory<byte> utf8)
    {
        Name = name;
        Utf8 = utf8;
    }

    public string Name { get; }

    public ReadOnlyMemory<byte> Utf8 { get; }

    public bool BeginsWithBracket => Utf8.Span.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..];

    /// <summary>Decodes a file's bytes; null with one error when they are no text.</summary>
    public static SourceText? Decode(string name, ReadOnlyMemory<byte> bytes, ReadLimits limits, Problems problems)
    {
        var start = new Location(name, 1, 1);
        if (bytes.Length > limits.MaxBytes)
        {
            problems.Error(
                "file-too-large",
                start,
                $"The document is larger than {limits.MaxBytes:N0} bytes.",
                "Split it, or remove generated examples from it."
            );
            return null;
        }

        if (!TryTranscode(ref bytes))
        {
            problems.Error("file-not-utf8", start, "The file begins as UTF-16 yet is not valid UTF-16.", "Save the file as UTF-8.");
            return null;
        }

        if (bytes.Span.StartsWith("\uFEFF"u8))
            bytes = bytes[3..];

        var source = new SourceText(name, bytes);
        if (bytes.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            problems.Error(
                "file-empty",
                start,
                "The document is empty; expected an object in YAML or JSON.",
                "Write the document, or name another file."
            );
            return null;
        }

        return source.IsText(problems) ? source : null;
    }

    /// <summary>The place of a byte, found by walking from the start; for errors, not for every node.</summary>
    public Location LocationOf(int offset)
    {
        var cursor = new Utf8Cursor(Utf8);
        cursor.MoveTo(Math.Min(offset, Utf8.Length));
        return new Location(Name, cursor.Line, cursor.Column);
    }

    // UTF-16, told by its byte order mark, becomes UTF-8; anything else stays.
    private static bool TryTranscode(ref ReadOnlyMemory<byte> bytes)
    {
        var isBigEndian = bytes.Span is [0xFE, 0xFF, ..];
        if (!isBigEndian && bytes.Span is not [0xFF, 0xFE, ..])
            return true;

        try
        {
            var utf16 = new UnicodeEncoding(isBigEndian, byteOrderMark: true, throwOnInvalidBytes: true);
            bytes = Encoding.UTF8.GetBytes(utf16.GetString(bytes.Span));
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private bool IsText(Problems problems)
    {
        var zero = Utf8.Span.IndexOf((byte)0);
        if (zero >= 0)
        {
            problems.Error(
                "file-binary",
                LocationOf(zero),
                "A zero byte stands here, so the file is not text.",
                "Name a YAML or JSON document, and save it as UTF-8."
            );
            return false;
        }

        if (Utf8Text.IsValid(Utf8.Span))
            return true;

        var offset = FirstInvalid();
        problems.Error(
            "file-not-utf8",
            LocationOf(offset),
            $"The byte 0x{Utf8.Span[offset]:X2} here is not UTF-8.",
            "Save the file as UTF-8."
        );
        return false;
    }

    private int FirstInvalid()
    {
        var characters = new char[Utf8.Length];
        Utf8Text.ToUtf16(Utf8.Span, characters, out var valid, out _, replaceInvalidSequences: false);
        return valid;
    }
}
