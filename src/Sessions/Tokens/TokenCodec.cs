namespace Conformance.Sessions;

/// <summary>Makes the texts of one token kind, and tells what a text without a record is. Safe to use from several threads.</summary>
internal abstract class TokenCodec
{
    /// <summary>The codec of a kind.</summary>
    public static TokenCodec For(TokenKind kind, KeyRing keys, Entropy entropy) =>
        kind.Format switch
        {
            JwtFormat jwt => new JwtCodec(() => keys.Signing(jwt.Algorithm), entropy),
            JweFormat => new JweCodec(keys.Encryption, entropy),
            OpaqueFormat opaque => new OpaqueCodec(opaque, entropy),
            _ => throw new ArgumentException(
                $"Token kind \"{kind.Name}\" has the format {kind.Format}; expected a JWT, a JWE or an opaque one.",
                nameof(kind)
            ),
        };

    /// <summary>Makes a text; the context's id is still empty.</summary>
    public abstract string Mint(TokenContext context);

    /// <summary>Why a text of which there is no record is refused.</summary>
    public abstract Finding Examine(ReadOnlySpan<char> text, DateTimeOffset now);
}

/// <summary>Why a token is refused, if it is.</summary>
internal readonly record struct Finding(RefusalReason Reason, RefusalDetail Detail = RefusalDetail.None)
{
    public static readonly Finding BadShape = new(RefusalReason.Malformed, RefusalDetail.BadShape);
    public static readonly Finding NotFound = new(RefusalReason.Unknown, RefusalDetail.NotFound);
}
