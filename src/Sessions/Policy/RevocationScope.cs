namespace Conformance.Sessions;

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
}
