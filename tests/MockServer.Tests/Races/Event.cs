namespace Conformance.MockServer.Tests.Races;

/// <summary>What a request was for.</summary>
internal enum Act
{
    LogIn,
    Use,
    Refresh,
    LogOut,
}

/// <summary>What it was answered.</summary>
internal enum Answer
{
    Accepted,
    Refused,

    /// <summary>Refused as a breach that ends the session: a refresh token came back that was spent before.</summary>
    Reused,

    /// <summary>Answered with what is neither, or not at all.</summary>
    Broken,
}

/// <summary>One request of a history.</summary>
/// <param name="Session">The session that the token was issued to.</param>
/// <param name="Token">The number of the presented token; 0 where none was.</param>
/// <param name="Start">When the request was about to be sent, in ticks of a clock that only goes forward.</param>
/// <param name="End">When its answer was read, in ticks of the same clock.</param>
internal sealed record Event(Act Act, int Session, int Token, long Start, long End, Answer Answer)
{
    /// <summary>The number of another session's refresh token that was sent beside the token; 0 for none.</summary>
    public int Foreign { get; init; }

    /// <summary>The session that <see cref="Foreign"/> was issued to.</summary>
    public int ForeignSession { get; init; }

    /// <summary>Whether an accepted use told of another user than the one who logged in.</summary>
    public bool ShowsAnother { get; init; }

    /// <summary>What was answered, where that is worth telling.</summary>
    public string Detail { get; init; } = "";
}
