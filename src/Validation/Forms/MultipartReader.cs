using System.Text;
using System.Text.Unicode;
using Conformance.Contracts.Model;

namespace Conformance.Validation.Forms;

/// <summary>Reads <c>multipart/form-data</c> (RFC 7578; the framing is RFC 2046, section 5.1.1).</summary>
internal static class MultipartReader
{
    private const int LongestBoundary = 70;
    private const int MostHeaders = 32;

    private static ReadOnlySpan<byte> LineEnd => "\r\n"u8;

    private static ReadOnlySpan<byte> BlankLine => "\r\n\r\n"u8;

    /// <summary>Reads the parts; with a fault, and those before it, where the bytes are no such body.</summary>
    public static List<FormField> Read(string contentType, ReadOnlyMemory<byte> body, List<FormFault> faults)
    {
        var parts = new List<FormField>();
        if (HeaderParameters.Find(contentType, "boundary") is not { Length: > 0 and <= LongestBoundary } boundary)
        {
            faults.Add(
                Whole($"a boundary of 1 to {LongestBoundary} characters in the Content-Type", $"\"{Found.Shortened(contentType)}\"")
            );
            return parts;
        }

        var delimiter = Encoding.UTF8.GetBytes("\r\n--" + boundary);
        var at = Start(body.Span, delimiter);
        if (at < 0)
            faults.Add(Whole($"a part that begins with the line \"--{boundary}\"", "none"));
        while (at >= 0 && !EndsHere(body.Span, at, boundary, faults, ref at))
        {
            if (parts.Count == FormReader.MostFields)
            {
                faults.Add(Whole($"at most {FormReader.MostFields} parts", "more"));
                break;
            }

            var rest = body[at..];
            var end = rest.Span.IndexOf(delimiter);
            if (end < 0)
            {
                faults.Add(Whole($"a last line \"--{boundary}--\"", "a part without an end"));
                break;
            }

            if (ReadPart(rest[..end], parts.Count + 1, faults) is { } part)
                parts.Add(part);
            at += end + delimiter.Length;
        }

        return parts;
    }

    // Behind the first delimiter, which needs no line before it; what comes earlier is a preamble.
    private static int Start(ReadOnlySpan<byte> body, byte[] delimiter)
    {
        if (body.StartsWith(delimiter.AsSpan(LineEnd.Length)))
            return delimiter.Length - LineEnd.Length;
        var found = body.IndexOf(delimiter);
        return found < 0 ? -1 : found + delimiter.Length;
    }

    /// <summary>Whether the delimiter before <paramref name="position"/> is the last one, or broken; else steps behind its line end.</summary>
    private static bool EndsHere(ReadOnlySpan<byte> body, int position, string boundary, List<FormFault> faults, ref int at)
    {
        var rest = body[position..];
        if (rest.StartsWith("--"u8))
            return true;
        var padding = rest.IndexOfAnyExcept((byte)' ', (byte)'\t');
        if (padding < 0 || !rest[padding..].StartsWith(LineEnd))
        {
            faults.Add(Whole($"a line end after \"--{boundary}\"", "something else"));
            return true;
        }

        // The line end stays: a part without headers begins with it.
        at = position + padding;
        return false;
    }

    private static FormField? ReadPart(ReadOnlyMemory<byte> part, int number, List<FormFault> faults)
    {
        var blank = part.Span.IndexOf(BlankLine);
        if (blank < 0)
        {
            faults.Add(Whole($"an empty line after the headers of part {number}", "none"));
            return null;
        }

        var head = part.Span[..blank];
        if (!Utf8.IsValid(head) || Headers(Encoding.UTF8.GetString(head)) is not { } headers)
        {
            faults.Add(Whole($"headers \"Name: value\", at most {MostHeaders}, in part {number}", "something else"));
            return null;
        }

        var disposition = Header(headers, "Content-Disposition");
        if (
            disposition is null
            || !MediaType.Essence(disposition).Equals("form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderParameters.Find(disposition, "name") is not { } name
        )
        {
            faults.Add(
                Whole(
                    $"a Content-Disposition of form-data with a name in part {number}",
                    disposition is null ? "none" : $"\"{Found.Shortened(disposition)}\""
                )
            );
            return null;
        }

        return new FormField(name, part[(blank + BlankLine.Length)..], Header(headers, "Content-Type"), headers);
    }

    private static List<KeyValuePair<string, string>>? Headers(string head)
    {
        var headers = new List<KeyValuePair<string, string>>();
        foreach (var line in head.Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || headers.Count == MostHeaders)
                return null;
            headers.Add(new(line[..colon], line[(colon + 1)..].Trim()));
        }

        return headers;
    }

    private static string? Header(List<KeyValuePair<string, string>> headers, string name) =>
        headers.FirstOrDefault(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    private static FormFault Whole(string expected, string found) => new("", expected, found);
}
