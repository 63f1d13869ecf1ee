namespace Conformance.Sessions;

/// <summary>What ended a token before its time.</summary>
public enum RevocationCause
{
    /// <summary>It was not revoked.</summary>
    None,

    /// <summary>A logout.</summary>
    LoggedOut,

    /// <summary>The administrator ended its session.</summary>
    EndedByAdministrator,

    /// <summary>A refresh replaced it.</summary>
    Rotated,

    /// <summary>A token of its session that had been rotated away was presented again.</summary>
    ReuseDetected,
}
