namespace Conformance.Reference.Sessions;

/// <summary>What a token is for.</summary>
internal enum TokenKind
{
    /// <summary>Opens protected operations.</summary>
    Access,

    /// <summary>Is exchanged for new tokens.</summary>
    Refresh,
}

/// <summary>One login of a user.</summary>
internal sealed class Session(Account account)
{
    public Account Account { get; } = account;
}

/// <summary>How a token stands when it is sent.</summary>
internal enum Standing
{
    /// <summary>It is accepted.</summary>
    Live,

    /// <summary>There is none.</summary>
    Missing,

    /// <summary>It is not one of ours, or of another kind.</summary>
    Bad,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>It was logged out.</summary>
    Ended,

    /// <summary>It was exchanged for a new one.</summary>
    Spent,
}

/// <summary>A token that was sent; the session is known for tokens of ours.</summary>
internal sealed record Presented(Standing Standing, Session? Session = null, string Id = "");
