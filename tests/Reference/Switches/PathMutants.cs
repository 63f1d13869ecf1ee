namespace Conformance.Reference.Switches;

/// <summary>Mutants of what a logout ends after other paths than login, use, logout.</summary>
public static class PathMutants
{
    private static readonly string[] Books = ["fincode", "nethesis", "bankezy"];
    private static readonly string[] Pairs = ["fincode", "nethesis"];

    public static readonly Mutant UnusedSurvives = new(
        "ANY-unused-token-survives",
        "ANY-70",
        "Tokens are noted at their first use: an access token that was not used before its logout survives it.",
        Books
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant MuchUsedSurvives = new(
        "ANY-much-used-token-survives",
        "ANY-70",
        "An access token that was used more than 25 times is trusted without a look, after its logout as well.",
        Books
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant ThirdSurvives = new(
        "ANY-third-session-survives",
        "ANY-70",
        "A logout ends nothing while its user has more than two sessions.",
        Books
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant AfterRefusal = new(
        "ANY-nothing-ends-after-a-refusal",
        "ANY-70",
        "A session whose logout was refused once is ended by no other one.",
        Books
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant ForgedRefusal = new(
        "ANY-nothing-ends-after-a-forgery",
        "ANY-70",
        "A logout with a token that does not verify locks its session, and later logouts end nothing.",
        Pairs
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant DeadRefreshRevives = new(
        "ANY-dead-refresh-token-revives",
        "ANY-70",
        "A refresh with a token that was logged out is refused, and makes the access token work again.",
        Pairs
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant TwoGenerations = new(
        "ANY-third-generation-survives",
        "ANY-70",
        "A logout ends the tokens of the last two generations; those of earlier refreshes live on.",
        Pairs
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant EndsTheNewest = new(
        "ANY-older-token-ends-itself",
        "ANY-71",
        "A logout by an access token of before a refresh ends that one alone.",
        Pairs
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant RefusedSiblingEnds = new(
        "ANY-refused-sibling-ends",
        "ANY-71",
        "A logout with the refresh token of a sibling is refused, and ends the session all the same.",
        Pairs
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant SiblingKept = new(
        "ANY-sibling-token-kept",
        "ANY-71",
        "A logout with the refresh token of a sibling succeeds, and leaves that token alone.",
        Apis.Sig
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant OldestForgotten = new(
        "ANY-oldest-replay-accepted",
        "ANY-21",
        "Of the tokens that were exchanged only the last is remembered: an older one can be exchanged again.",
        Books
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant ReplayEndsSiblings = new(
        "ANY-replay-ends-siblings",
        "ANY-72",
        "A refresh token that is used again ends every session of its user.",
        Apis.Fincode
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant RefreshOutlives = new(
        "ANY-refresh-outlives-logout",
        "ANY-73",
        "A refresh that began before a logout gives tokens that work after it.",
        Books
    )
    {
        IsOfRace = true,
    };
    public static readonly Mutant LoginRevives = new(
        "ANY-login-revives-its-token",
        "ANY-74",
        "A login that a dead access token comes with makes that one work again.",
        Pairs
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant LoginKeepsToken = new(
        "ANY-login-gives-dead-token-back",
        "ANY-74",
        "A login that a dead access token comes with gives that one back, alive.",
        Pairs
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant WrongPasswordEnds = new(
        "ANY-wrong-password-ends",
        "ANY-75",
        "A login with a wrong password ends the sessions of its user.",
        Apis.Revoking
    )
    {
        IsOfState = true,
    };
}
