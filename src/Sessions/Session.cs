using System.Collections.Immutable;

namespace Conformance.Sessions;

/// <summary>What one login began: it holds tokens, and a user unless they were issued before anybody signed in.</summary>
/// <param name="Id">A UUID.</param>
/// <param name="User">Whose session it is, or null.</param>
/// <param name="CreatedAt">When the login was.</param>
public sealed record Session(string Id, User? User, DateTimeOffset CreatedAt);

/// <summary>Somebody who can log in. Users are told apart by <paramref name="Id"/> alone.</summary>
/// <param name="Id">The id, which is also the <c>sub</c> of the user's tokens.</param>
/// <param name="Name">What to call the user in lists.</param>
public sealed record User(string Id, string Name);

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

/// <summary>The tokens that a login or a refresh hands out, in the order they were asked for.</summary>
public sealed record Issued(Session Session, ImmutableArray<IssuedToken> Tokens)
{
    /// <summary>The token of this kind, or null.</summary>
    public IssuedToken? OfKind(int kind)
    {
        foreach (var token in Tokens)
        {
            if (token.Kind == kind)
                return token;
        }

        return null;
    }
}

/// <summary>A token that was handed out: the only place where its text and its record stand together.</summary>
public sealed record IssuedToken(int Kind, string Text, TokenRecord Record);
