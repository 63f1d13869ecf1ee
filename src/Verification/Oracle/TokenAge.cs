using Conformance.Sessions;

namespace Conformance.Verification.Oracle;

/// <summary>When tokens of a kind end by themselves, as far as a contract says.</summary>
internal static class TokenAge
{
    /// <summary>When the first token of a session ends at the latest, used or not; null: never.</summary>
    public static TimeSpan? End(this TokenKind kind) => Shorter(kind.Lifetime, kind.SessionLifetime);

    /// <summary>When it ends if it is not used; null: never.</summary>
    public static TimeSpan? ShortestLifetime(this TokenKind kind) => Shorter(kind.End(), kind.Idle);

    /// <summary>Whether its end comes at a time that uses do not put off.</summary>
    public static bool HasFixedEnd(this TokenKind kind) => kind.End() is { } end && !(kind.Idle < end);

    /// <summary>Whether it outlives its idle lifetime several times over as long as it is used.</summary>
    public static bool IsKeptAliveByUse(this TokenKind kind) => kind.Idle is { } idle && !(kind.End() < 3 * idle);

    private static TimeSpan? Shorter(TimeSpan? one, TimeSpan? other) => one is null || other < one ? other : one;
}
