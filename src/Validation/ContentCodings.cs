using System.IO.Compression;

namespace Conformance.Validation;

/// <summary>Takes the codings of a body off (RFC 9110, section 8.4).</summary>
internal static class ContentCodings
{
    /// <summary>What is taken off, as an <c>Accept-Encoding</c> field of a response lists it (section 12.5.3).</summary>
    public const string Known = "gzip, deflate, br";

    // What is read of a body between two looks at its limit.
    private const int Portion = 16 * 1024;

    /// <summary>The codings of a field in the order in which they were applied, without <c>identity</c>, which is none.</summary>
    public static List<string> In(IEnumerable<string?> field) =>
        [
            .. field
                .SelectMany(line => (line ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                .Select(c => c.ToLowerInvariant())
                .Where(c => c != "identity"),
        ];

    /// <summary>Whether a coding can be taken off.</summary>
    public static bool IsKnown(string coding) => coding is "gzip" or "x-gzip" or "deflate" or "br";

    /// <summary>The bytes without their codings; null where there are more than the limit.</summary>
    /// <exception cref="InvalidDataException">The bytes are not in the coding.</exception>
    public static byte[]? Decode(byte[] body, IReadOnlyList<string> codings, int limit)
    {
        for (var i = codings.Count - 1; i >= 0; i--)
        {
            if (Decode(body, codings[i], limit) is not { } decoded)
                return null;
            body = decoded;
        }

        return body;
    }

    private static byte[]? Decode(byte[] body, string coding, int limit)
    {
        using var coded = new MemoryStream(body);
        using Stream decoder = coding switch
        {
            "br" => new BrotliStream(coded, CompressionMode.Decompress),

            // Section 8.4.1.2: the zlib format; some senders leave its header out.
            "deflate" when IsZlib(body) => new ZLibStream(coded, CompressionMode.Decompress),
            "deflate" => new DeflateStream(coded, CompressionMode.Decompress),
            _ => new GZipStream(coded, CompressionMode.Decompress),
        };
        using var plain = new MemoryStream();
        var portion = new byte[Portion];
        try
        {
            for (int read; (read = decoder.Read(portion)) > 0; )
            {
                plain.Write(portion, 0, read);
                if (plain.Length > limit)
                    return null;
            }
        }
        catch (InvalidOperationException exception)
        {
            // Brotli's reader says so what the others say by InvalidDataException.
            throw new InvalidDataException(exception.Message, exception);
        }

        // A stream that ends before its coding does gives what there was, and no word.
        if (plain.Length == 0 && body.Length > 0 && !IsEmpty(body, coding))
            throw new InvalidDataException();
        return plain.ToArray();
    }

    // RFC 1950, section 2.2: the method is 8, and the two bytes are a multiple of 31.
    private static bool IsZlib(byte[] body) =>
        body is [var method, var flags, ..] && (method & 15) == 8 && ((method << 8) | flags) % 31 == 0;

    private static bool IsEmpty(byte[] body, string coding) =>
        coding switch
        {
            "br" => body.Length <= 2,
            "deflate" => body.Length <= 10,
            _ => body is [31, 139, ..] && body.Length >= 18 && body[^4..] is [0, 0, 0, 0],
        };
}
