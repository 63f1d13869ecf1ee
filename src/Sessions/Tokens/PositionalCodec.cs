namespace Conformance.Sessions.Tokens;

/// <summary>Random texts that are drawn place by place.</summary>
internal sealed class PositionalCodec(PositionalFormat format, Entropy entropy) : TokenCodec
{
    public override string Mint(TokenContext context) =>
        string.Create(
            format.Alphabets.Length,
            (format.Alphabets, entropy),
            static (text, state) =>
            {
                Span<byte> drawn = stackalloc byte[1];
                for (var i = 0; i < text.Length; i++)
                {
                    // Bytes at or above the last whole multiple of the alphabet would favour its first characters.
                    var alphabet = state.Alphabets[i];
                    var usable = 256 / alphabet.Length * alphabet.Length;
                    do state.entropy.Fill(drawn);
                    while (drawn[0] >= usable);
                    text[i] = alphabet[drawn[0] % alphabet.Length];
                }
            }
        );

    public override TokenFinding Examine(ReadOnlySpan<char> text, DateTimeOffset now)
    {
        if (text.Length != format.Alphabets.Length)
            return TokenFinding.BadShape;
        for (var i = 0; i < text.Length; i++)
        {
            if (!format.Alphabets[i].Contains(text[i], StringComparison.Ordinal))
                return TokenFinding.BadShape;
        }

        return TokenFinding.NotFound;
    }
}
