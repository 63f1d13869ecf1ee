using Conformance.Reference.Tokens;

namespace Conformance.Reference.Cookies;

/// <summary>A session of the shop.</summary>
internal sealed class CookieSession(string id, Account account, DateTimeOffset now)
{
    /// <summary>What the cookie holds.</summary>
    public string Id { get; } = id;

    /// <summary>What lists call it.</summary>
    public string ListedId { get; } = Ids.Uuid();

    public string Csrf { get; } = Ids.Hex(32);

    public Account Account { get; } = account;

    public DateTimeOffset StartedAt { get; } = now;

    public DateTimeOffset LastUse { get; set; } = now;

    /// <summary>Whether the login wrote the user's name otherwise than it is kept.</summary>
    public bool IsMisnamed { get; init; }

    /// <summary>Whether a live session came with the login.</summary>
    public bool HasForerunner { get; init; }

    public bool HasEnded { get; set; }

    /// <summary>Whether the login asked to be remembered.</summary>
    public bool IsRemembered { get; init; }

    /// <summary>On what the login said that the user is; null where it said nothing.</summary>
    public string? Device { get; init; }

    /// <summary>How many sessions had begun before it.</summary>
    public int Number { get; init; }
}
