namespace Conformance.Contracts.Model;

/// <summary>The part that an operation plays in a session.</summary>
public enum Role
{
    /// <summary>None: it answers alike to everyone whom its <c>security</c> lets in.</summary>
    None,

    /// <summary>Issues a token to an app before any user signs in.</summary>
    Prelogin,

    /// <summary>Exchanges a user's credentials for tokens.</summary>
    Login,

    /// <summary>Exchanges a token for new ones.</summary>
    Refresh,

    /// <summary>Ends what the contract says.</summary>
    Logout,

    /// <summary>Ends sessions without being the logout: another one by its id, all others, all at a change of the password.</summary>
    End,

    /// <summary>Tells the ids of the user's live sessions.</summary>
    List,

    /// <summary>Answers only to live tokens.</summary>
    Protected,
}
