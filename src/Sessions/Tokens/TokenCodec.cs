namespace Conformance.Sessions.Tokens;

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
            PositionalFormat positional => new PositionalCodec(positional, entropy),
            _ => throw new ArgumentException(
                $"Token kind \"{kind.Name}\" has the format {kind.Format}; expected a JWT, a JWE or an opaque one.",
                nameof(kind)
            ),
        };

    /// <summary>Makes a text; the context's id is still empty.</summary>
    public abstract string Mint(TokenContext context);

    /// <summary>Why a text of which there is no record is refused.</summary>
    public abstract TokenFinding Examine(ReadOnlySpan<char> text, DateTimeOffset now);
}

/// <summary>Why a token is refused, if it is.</summary>
internal readonly record struct TokenFinding(RefusalReason Reason, RefusalDetail Detail = RefusalDetail.None)
{
    public static readonly TokenFinding BadShape = new(RefusalReason.Malformed, RefusalDetail.BadShape);
    public static readonly TokenFinding NotFound = new(RefusalReason.Unknown, RefusalDetail.NotFound);
}

/// <summary>Makes tokens by the policy. Safe to use from several threads.</summary>
internal sealed class TokenMint(SessionPolicy policy, TokenCodec[] codecs)
{
    /// <summary>
    /// Makes a token of a kind for a session. Its times are whole seconds, so that the record says what <c>iat</c> and <c>exp</c> say.
    /// </summary>
    /// <exception cref="InvalidOperationException">The contract's claims are at fault: a reserved name, or too many.</exception>
    public Minted Mint(int kind, Session session, DateTimeOffset now)
    {
        var made = policy.Kinds[kind];
        var issuedAt = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds());
        var expiresAt = Earlier(End(issuedAt, made.Lifetime), End(session.CreatedAt, made.SessionLifetime));
        var text = codecs[kind].Mint(new TokenContext("", session.User, session.Id, made, issuedAt, expiresAt));
        if (text.Length > PresentedToken.LongestText)
            throw new InvalidOperationException(
                $"A token of kind \"{made.Name}\" has {text.Length} characters; "
                    + $"expected at most {PresentedToken.LongestText}. Write fewer claims."
            );
        var draft = new TokenDraft(TokenKey.Of(text), kind, made.Name, issuedAt, expiresAt) { Grace = made.Grace, Idle = made.Idle };
        return new Minted(text, draft, Record: null);
    }

    private static DateTimeOffset? End(DateTimeOffset start, TimeSpan? lifetime) =>
        lifetime is { } time
            ? DateTimeOffset.FromUnixTimeSeconds(start.ToUnixTimeSeconds()).AddSeconds(time.Ticks / TimeSpan.TicksPerSecond)
            : null;

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other : one;
}

/// <summary>A token to hand out: a new one, or with its record one that was presented and stays.</summary>
internal sealed record Minted(string Text, TokenDraft Draft, TokenRecord? Record)
{
    public IssuedToken ToIssued(TokenRecord record) => new(Draft.Kind, Text, record);
}
