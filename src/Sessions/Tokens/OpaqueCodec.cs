using System.Buffers;

namespace Conformance.Sessions.Tokens;

/// <summary>Random texts.</summary>
internal sealed class OpaqueCodec(OpaqueFormat format, Entropy entropy) : TokenCodec
{
    private readonly SearchValues<char> _alphabet = SearchValues.Create(format.Alphabet);

    public override string Mint(TokenContext context) =>
        string.Create(
            format.Prefix.Length + format.Length,
            (format, entropy),
            static (text, state) =>
            {
                state.format.Prefix.CopyTo(text);
                Draw(text[state.format.Prefix.Length..], state.format.Alphabet, state.entropy);
            }
        );

    public override TokenFinding Examine(ReadOnlySpan<char> text, DateTimeOffset now)
    {
        var fits =
            text.Length == format.Prefix.Length + format.Length
            && text.StartsWith(format.Prefix, StringComparison.Ordinal)
            && !text[format.Prefix.Length..].ContainsAnyExcept(_alphabet);
        return fits ? TokenFinding.NotFound : TokenFinding.BadShape;
    }

    private static void Draw(Span<char> text, string alphabet, Entropy entropy)
    {
        // Bytes at or above the last whole multiple of the alphabet would favour its first characters.
        var usable = 256 / alphabet.Length * alphabet.Length;
        Span<byte> bytes = stackalloc byte[64];
        for (var i = 0; i < text.Length; )
        {
            var wanted = bytes[..Math.Min(bytes.Length, text.Length - i)];
            entropy.Fill(wanted);
            foreach (var b in wanted)
            {
                if (b < usable)
                    text[i++] = alphabet[b % alphabet.Length];
            }
        }
    }
}
