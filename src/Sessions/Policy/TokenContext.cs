namespace Conformance.Sessions;

/// <summary>What <see cref="TokenKind.WriteClaims"/> is told of the token that is being made.</summary>
/// <param name="Id">The token's unique id, its <c>jti</c>.</param>
/// <param name="User">The session's user, or null when there is none yet.</param>
/// <param name="SessionId">The id of the session that the token belongs to.</param>
/// <param name="Kind">The token's kind.</param>
/// <param name="IssuedAt">The <c>iat</c>, a whole second.</param>
/// <param name="ExpiresAt">The <c>exp</c>, a whole second, or null.</param>
public readonly record struct TokenContext(
    string Id,
    User? User,
    string SessionId,
    TokenKind Kind,
    DateTimeOffset IssuedAt,
    DateTimeOffset? ExpiresAt
);
