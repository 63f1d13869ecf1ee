using Conformance.Contracts.Model;
using Conformance.Verification.Results;

namespace Conformance.Proxying.Tokens;

/// <summary>A token that passed by, known by a salted hash of its text alone. What changes is changed under the lock of its <see cref="TokenBook"/>.</summary>
internal sealed class FollowedToken
{
    public required UInt128 Key { get; init; }

    /// <summary>The index of the kind in the session policy.</summary>
    public required int Kind { get; init; }

    /// <summary>What messages call it: <c>access#3</c>, the third of its kind that was seen.</summary>
    public required string Label { get; init; }

    public required FollowedSession Session { get; set; }

    /// <summary>When it was issued, or first seen at work.</summary>
    public required DateTimeOffset IssuedAt { get; set; }

    /// <summary>When it was last let in.</summary>
    public required DateTimeOffset UsedAt { get; set; }

    /// <summary>The moment, in the order of the proxy's events, at which it was last let in.</summary>
    public long UsedOrder { get; set; }

    /// <summary>What ended it; null while nothing did.</summary>
    public TokenEnd? End { get; set; }

    /// <summary>Whether it may have ended without a word of the contract, so that neither its success nor its refusal tells anything.</summary>
    public bool IsUncertain { get; set; }

    /// <summary>Whether the proxy saw it issued; else it was seen at work first, and its age is not known.</summary>
    public bool IsSeenIssued { get; set; }
}

/// <summary>A session that the proxy follows: the tokens that belong together.</summary>
internal sealed class FollowedSession
{
    /// <summary>A salted hash of the name that its user logged in with; null where the login was not seen, or names nobody.</summary>
    public UInt128? User { get; set; }

    public DateTimeOffset BeganAt { get; init; }

    public List<FollowedToken> Tokens { get; } = [];

    /// <summary>The last logout of it that succeeded, whatever that ended; null before one.</summary>
    public TokenEnd? LoggedOut { get; set; }
}

/// <summary>An answer that ended tokens.</summary>
/// <param name="By">The operation that answered.</param>
/// <param name="Reason">What the tokens are from then on.</param>
/// <param name="At">When its answer had been read whole.</param>
/// <param name="Order">The same moment in the order of the proxy's events.</param>
internal sealed record TokenEnd(Operation By, Refusal Reason, DateTimeOffset At, long Order)
{
    /// <summary>From when on the tokens open nothing; later than <see cref="At"/> where the contract grants a grace.</summary>
    public DateTimeOffset EffectiveAt { get; init; } = At;

    /// <summary>Whether a replay ended them, as <c>rotate-and-detect-reuse</c> says.</summary>
    public bool IsReplay { get; init; }

    /// <summary>The exchange, secrets replaced; null before it was recorded, or where it was forgotten.</summary>
    public RecordedExchange? Evidence { get; set; }
}

/// <summary>What a token is for a request that presents it.</summary>
internal enum TokenStanding
{
    /// <summary>It was never seen.</summary>
    Unknown,

    /// <summary>It was issued or let in, and nothing ended it.</summary>
    Live,

    /// <summary>It had been ended before the request began.</summary>
    Dead,

    /// <summary>It was ended while the request was under way, or may have ended.</summary>
    Open,
}
