using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Conformance.Sessions;

/// <summary>Texts of base64url parts with dots between them (RFC 7515 §7.1, RFC 7516 §7.1).</summary>
internal static class CompactForm
{
    private static readonly SearchValues<char> Alphabet = SearchValues.Create(OpaqueFormat.Base64Url);

    /// <summary>The part that holds a JSON header, encoded.</summary>
    public static byte[] Encode(string json) => Base64Url.EncodeToUtf8(Encoding.UTF8.GetBytes(json));

    /// <summary>Finds the parts; false when their number is not <paramref name="parts"/>' length.</summary>
    public static bool TrySplit(ReadOnlySpan<char> text, Span<Range> parts)
    {
        Span<Range> found = stackalloc Range[parts.Length + 1];
        if (text.Split(found, '.') != parts.Length)
            return false;
        found[..parts.Length].CopyTo(parts);
        return true;
    }

    /// <summary>
    /// Decodes a part strictly: no padding, no other characters, no stray bits at the end, so that no two texts decode to the same bytes.
    /// </summary>
    public static bool TryDecode(ReadOnlySpan<char> part, Span<byte> destination, out int written)
    {
        written = 0;
        if (part.ContainsAnyExcept(Alphabet) || part.Length % 4 == 1)
            return false;
        var strayBits = (part.Length % 4) switch
        {
            2 => 0b1111,
            3 => 0b11,
            _ => 0,
        };
        if (strayBits != 0 && (OpaqueFormat.Base64Url.IndexOf(part[^1]) & strayBits) != 0)
            return false;
        return Base64Url.TryDecodeFromChars(part, destination, out written);
    }
}
