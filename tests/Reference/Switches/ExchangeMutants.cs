namespace Conformance.Reference.Switches;

/// <summary>Mutants of what answers hold that no check asks for by itself.</summary>
public static class ExchangeMutants
{
    public static readonly Mutant LogoutGivesToken = new(
        "ANY-logout-gives-token",
        "ANY-76",
        "The answer to a logout holds a token for the time after it.",
        Apis.All
    );
    public static readonly Mutant RefusalGivesToken = new(
        "ANY-refusal-gives-token",
        "ANY-76",
        "The refusal of a token that was logged out holds a new one.",
        Apis.Revoking
    );
    public static readonly Mutant RefusalRepeatsToken = new(
        "ANY-refusal-repeats-token",
        "ANY-76",
        "A refusal repeats the token that was sent.",
        Apis.All
    );
    public static readonly Mutant Shared = new(
        "ANY-shared-caches-may-keep",
        "ANY-77",
        "What a token opens may be kept by anybody for five minutes: Cache-Control is public.",
        Apis.All
    );
    public static readonly Mutant SharedWhileFresh = new(
        "ANY-shared-while-fresh",
        "ANY-77",
        "What a token in a header of its own opens says how long it is fresh, and not that it is private.",
        Apis.OwnHeader
    );
    public static readonly Mutant RefreshMayBeStored = new(
        "RFC9111-5.2.2.5-refresh-cacheable",
        "RFC9111-5.2.2.5",
        "The answer to a refresh may be stored: no Cache-Control.",
        ["fincode", "sig", "nethesis", "bankezy"]
    );
    public static readonly Mutant RevokedPlain = new(
        "ANY-revoked-refused-in-plain-text",
        "ANY-19",
        "The refusal of a token that was logged out is plain text, other refusals are as documented.",
        Apis.Revoking
    );
    public static readonly Mutant RevokedUnchallenged = new(
        "RFC9110-11.6.1-revoked-unchallenged",
        "RFC9110-11.6.1",
        "The refusal of a token that was logged out has no WWW-Authenticate, other refusals have one.",
        ["fincode", "nethesis", "bankezy"]
    );
    public static readonly Mutant LoginAsHtml = new(
        "ANY-login-as-html",
        "ANY-19",
        "The answer to a login says that it is text/html.",
        Apis.All
    );
    public static readonly Mutant RefreshAsHtml = new(
        "ANY-refresh-as-html",
        "ANY-19",
        "The answer to a refresh says that it is text/html.",
        ["fincode", "sig", "nethesis", "bankezy"]
    );
    public static readonly Mutant TellsUnknownUsers = new(
        "WSTG-IDNT-04-tells-unknown-users",
        "WSTG-IDNT-04",
        "The refusal of a login says whether there is such a user.",
        ["sig", "bankezy", "rinne"]
    );
}
