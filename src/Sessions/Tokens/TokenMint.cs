namespace Conformance.Sessions;

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
        DateTimeOffset? expiresAt = made.Lifetime is { } lifetime ? issuedAt.AddSeconds(lifetime.Ticks / TimeSpan.TicksPerSecond) : null;
        var text = codecs[kind].Mint(new TokenContext("", session.User, session.Id, made, issuedAt, expiresAt));
        if (text.Length > SessionWorld.LongestText)
            throw new InvalidOperationException(
                $"A token of kind \"{made.Name}\" has {text.Length} characters; "
                    + $"expected at most {SessionWorld.LongestText}. Write fewer claims."
            );
        return new Minted(text, new TokenDraft(TokenKey.Of(text), kind, made.Name, issuedAt, expiresAt), Record: null);
    }
}

/// <summary>A token to hand out: a new one, or with its record one that was presented and stays.</summary>
internal sealed record Minted(string Text, TokenDraft Draft, TokenRecord? Record)
{
    public IssuedToken ToIssued(TokenRecord record) => new(Draft.Kind, Text, record);
}
