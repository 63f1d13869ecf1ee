namespace Conformance.Inference.Vocabulary;

/// <summary>What a word of a document means for sessions, in whatever language it is written.</summary>
internal enum Term
{
    /// <summary>Nothing that matters here.</summary>
    Other,
    Login,
    Logout,
    Refresh,
    Revoke,
    Session,
    Token,
    Auth,

    /// <summary>The caller: me, self, current.</summary>
    Self,

    /// <summary>Whoever has an account: user, customer, account, profile.</summary>
    User,
    Admin,
    Organization,
    Register,

    /// <summary>Passwords that are changed, forgotten or reset.</summary>
    Reset,
    Verify,

    /// <summary>A second factor.</summary>
    Factor,

    /// <summary>Somebody else vouches for the user: a social network, SAML, LDAP.</summary>
    Federated,

    /// <summary>A login without a password: a link by mail, a guest, a device.</summary>
    Passwordless,

    /// <summary>All or the others of several.</summary>
    All,

    /// <summary>A step of a protocol between servers or with a browser.</summary>
    Step,

    /// <summary>What is told of a thing, rather than done with it.</summary>
    About,
    Impersonate,

    /// <summary>Words that say where an API begins: api, v1, rest.</summary>
    Prefix,
}
