namespace Conformance.Sessions;

/// <summary>How a token stands at one moment; what has expired is expired, revoked before or not.</summary>
public enum TokenState
{
    /// <summary>It would be accepted.</summary>
    Live,

    /// <summary>It is past its expiry.</summary>
    Expired,

    /// <summary>It was revoked; <see cref="RevocationCause"/> says by what.</summary>
    Revoked,
}
