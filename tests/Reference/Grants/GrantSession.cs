using System.Collections.Concurrent;

namespace Conformance.Reference.Grants;

/// <summary>A login, and all tokens that came of it.</summary>
internal sealed class GrantSession(Account account, DateTimeOffset startedAt)
{
    public Account Account { get; } = account;

    /// <summary>Taken while a refresh token is redeemed.</summary>
    public Lock Gate { get; } = new();

    /// <summary>When the user logged in; counted from here a session ends.</summary>
    public DateTimeOffset StartedAt { get; set; } = startedAt;

    public bool HasEnded { get; set; }

    /// <summary>Whether the login asked for tokens that outlive the user's presence.</summary>
    public bool IsOffline { get; init; }

    /// <summary>Whether the login wrote the user's name otherwise than it is kept.</summary>
    public bool IsMisnamed { get; init; }

    /// <summary>When it was given an access token last.</summary>
    public DateTimeOffset IssuedAt { get; set; }

    /// <summary>Whether a refresh came when the access token had expired.</summary>
    public bool WasLate { get; set; }

    /// <summary>Whom a mutant takes its tokens to be of after a refresh; null for its own user.</summary>
    public Account? Mistaken { get; set; }

    /// <summary>How many sessions had begun when it did.</summary>
    public int Number { get; init; }

    /// <summary>The refresh tokens that it has had.</summary>
    public ConcurrentDictionary<string, GrantRefreshToken> RefreshTokens { get; } = [];
}

/// <summary>A refresh token.</summary>
internal sealed class GrantRefreshToken(DateTimeOffset expiresAt)
{
    public DateTimeOffset ExpiresAt { get; } = expiresAt;

    /// <summary>When another one took its place; null while none has.</summary>
    public DateTimeOffset? ReplacedAt { get; set; }
}
