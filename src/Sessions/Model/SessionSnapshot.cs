using System.Collections.Immutable;

namespace Conformance.Sessions;

/// <summary>A session as it stood when it was listed; <paramref name="Tokens"/> from the oldest on.</summary>
public sealed record SessionSnapshot(string Id, User? User, DateTimeOffset CreatedAt, ImmutableArray<TokenSnapshot> Tokens);

/// <summary>A token as it stood when it was listed; never its text.</summary>
/// <param name="Label">A name that is safe to show, such as <c>access#3</c>.</param>
/// <param name="Kind">The name of its kind.</param>
/// <param name="IssuedAt">When it was issued.</param>
/// <param name="ExpiresAt">When it expires or expired; null: never.</param>
/// <param name="State">How it stood.</param>
/// <param name="RevokedAt">When it was revoked, or null.</param>
/// <param name="RevokedBy">What revoked it.</param>
/// <param name="ExpiredByAdministrator">Whether the administrator let it expire before its time.</param>
public sealed record TokenSnapshot(
    string Label,
    string Kind,
    DateTimeOffset IssuedAt,
    DateTimeOffset? ExpiresAt,
    TokenState State,
    DateTimeOffset? RevokedAt,
    RevocationCause RevokedBy,
    bool ExpiredByAdministrator
);
