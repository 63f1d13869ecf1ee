using System.Collections.Immutable;
using System.Text.Json;

namespace Conformance.Sessions;

/// <summary>What an API's tokens are and do. A token kind is named elsewhere by its index in <see cref="Kinds"/>.</summary>
public sealed record SessionPolicy
{
    /// <summary>The most token kinds that one policy may list.</summary>
    public const int MostKinds = 32;

    /// <summary>Creates a policy.</summary>
    /// <exception cref="ArgumentException">There is no kind, there are too many, two share a name, or one cannot be minted.</exception>
    public SessionPolicy(ImmutableArray<TokenKind> kinds)
    {
        if (kinds.IsDefaultOrEmpty || kinds.Length > MostKinds)
        {
            var count = kinds.IsDefault ? 0 : kinds.Length;
            throw new ArgumentException($"A session policy lists 1 to {MostKinds} token kinds, but this one lists {count}.", nameof(kinds));
        }

        foreach (var kind in kinds)
        {
            if (kinds.Count(other => other.Name == kind.Name) > 1)
                throw new ArgumentException($"Two token kinds are named \"{kind.Name}\"; give each its own name.", nameof(kinds));
            Check(kind, kind.Lifetime, "lifetime", nameof(kinds));
            Check(kind, kind.Idle, "idle lifetime", nameof(kinds));
            Check(kind, kind.SessionLifetime, "lifetime of the session", nameof(kinds));
            Check(kind, kind.Grace == TimeSpan.Zero ? null : kind.Grace, "grace", nameof(kinds));
        }

        Kinds = kinds;
        HasIdleLifetimes = kinds.Any(kind => kind.Idle is not null);
    }

    /// <summary>The token kinds, in the order of their indexes.</summary>
    public ImmutableArray<TokenKind> Kinds { get; }

    /// <summary>Whether tokens of a kind expire when they are not used.</summary>
    public bool HasIdleLifetimes { get; }

    /// <summary>The index of the kind with this name, or -1.</summary>
    public int IndexOf(string name)
    {
        for (var i = 0; i < Kinds.Length; i++)
        {
            if (Kinds[i].Name == name)
                return i;
        }

        return -1;
    }

    private static void Check(TokenKind kind, TimeSpan? time, string name, string paramName)
    {
        if (time < TimeSpan.FromSeconds(1) || time > TokenKind.LongestLifetime)
            throw new ArgumentException(
                $"Token kind \"{kind.Name}\" has the {name} {time}; "
                    + $"expected one second to {TokenKind.LongestLifetime.TotalDays} days, or none at all.",
                paramName
            );
    }
}

/// <summary>One kind of token of an API.</summary>
/// <param name="Name">The contract's name for it, such as <c>access</c>.</param>
/// <param name="Format">How its text is made.</param>
/// <param name="Lifetime">From issue to expiry, truncated to whole seconds; null: it never expires.</param>
/// <param name="Rotation">What happens to it when it is presented to a refresh.</param>
public sealed record TokenKind(string Name, TokenFormat Format, TimeSpan? Lifetime, Rotation Rotation)
{
    /// <summary>The longest lifetime that a policy may give.</summary>
    public static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(365_000);

    /// <summary>How long it stays good after a refresh has replaced it; zero: not at all.</summary>
    public TimeSpan Grace { get; init; }

    /// <summary>After how long without a use it expires; null: a use makes no difference.</summary>
    public TimeSpan? Idle { get; init; }

    /// <summary>How long after the login it expires at the latest, through all refreshes; null: a refresh begins its lifetime anew.</summary>
    public TimeSpan? SessionLifetime { get; init; }

    /// <summary>
    /// Writes the contract's own claims into the open claims object of a JWT or JWE. It may write <c>sub</c>, which then replaces the
    /// user's id; it must not write <c>iat</c>, <c>exp</c> or <c>jti</c>, nor any name twice. It runs on any thread, several at a time.
    /// </summary>
    public Action<Utf8JsonWriter, TokenContext>? WriteClaims { get; init; }
}

/// <summary>What becomes of a token that is presented to a refresh that issues its kind anew.</summary>
public enum Rotation
{
    /// <summary>It stays valid, and the refresh returns the same text again.</summary>
    None,

    /// <summary>A new token replaces it. Presenting it again is <see cref="RefusalReason.Reused"/>.</summary>
    Rotate,

    /// <summary>
    /// As <see cref="Rotate"/>, and presenting it to a refresh again revokes every token of its session (RFC 9700 §4.14.2).
    /// </summary>
    RotateAndDetectReuse,
}

/// <summary>Which tokens of one kind a logout revokes.</summary>
public enum RevocationScope
{
    /// <summary>None: they survive until they expire.</summary>
    None,

    /// <summary>The accepted tokens of this kind that the logout itself presents.</summary>
    Presented,

    /// <summary>All tokens of this kind in the sessions of the accepted tokens.</summary>
    Session,

    /// <summary>All tokens of this kind in every session of those sessions' users; without a user, as <see cref="Session"/>.</summary>
    User,

    /// <summary>As <see cref="User"/>, but for the sessions of the accepted tokens themselves.</summary>
    Others,

    /// <summary>All tokens of this kind in the session that the request names, if it is one of the same user.</summary>
    Named,
}

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
