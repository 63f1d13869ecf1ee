namespace Conformance.Sessions;

/// <summary>Why a presented token is refused.</summary>
public enum RefusalReason
{
    /// <summary>It is not refused.</summary>
    None,

    /// <summary>Nothing was presented.</summary>
    Missing,

    /// <summary>The text cannot be a token of the wanted kind.</summary>
    Malformed,

    /// <summary>The text could be a token but was never issued, or its record is gone.</summary>
    Unknown,

    /// <summary>It is past its <c>exp</c> (at the very instant, too: RFC 7519 §4.1.4), whatever else befell it.</summary>
    Expired,

    /// <summary>It was revoked before it expired.</summary>
    Revoked,

    /// <summary>It is a token of another kind than the place wants.</summary>
    WrongKind,

    /// <summary>It belongs to another session than a token accepted earlier in the same call.</summary>
    Foreign,

    /// <summary>It was rotated away and is presented again.</summary>
    Reused,
}
