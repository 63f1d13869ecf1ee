namespace Conformance.Reference.Switches;

/// <summary>Mutants of what a logout ends and what it leaves alone, for any contract.</summary>
public static class SessionMutants
{
    public static readonly Mutant SiblingEnded = new(
        "ANY-sibling-ended",
        "ANY-05 ASVS5-7.4.3",
        "A logout ends all sessions of the user, not just its own.",
        Apis.All
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant EverybodyEnded = new(
        "ANY-everybody-ended",
        "ANY-06 ASVS5-7.4.3",
        "A logout ends the sessions of all users.",
        Apis.All
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant ForeignAccepted = new(
        "ANY-foreign-refresh-token-accepted",
        "ANY-15",
        "A logout takes another user's refresh token, and ends it.",
        Apis.RefreshTokens
    );
    public static readonly Mutant ASecondLate = new(
        "RFC7009-2.1-a-second-late",
        "RFC7009-2.1 ANY-02 ANY-03 ANY-23",
        "What a logout ended is accepted for another second.",
        Apis.Revoking
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant AcceptedOnce = new(
        "ASVS5-7.4.1-accepted-once",
        "ASVS5-7.4.1 ANY-02 ANY-03",
        "A cache answers the old state once: the first use after a logout is accepted.",
        Apis.Revoking
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant OnOneReplica = new(
        "ASVS5-7.4.1-on-one-replica",
        "ASVS5-7.4.1 ANY-02 ANY-03",
        "Two replicas take turns, and one has not heard of the logout: every second use after it is accepted.",
        Apis.Revoking
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant LostOnRestart = new(
        "ASVS5-7.4.1-lost-on-restart",
        "ASVS5-7.4.1 ANY-02 ANY-03",
        "What was ended stands in memory alone: a restart forgets it, and workers are restarted after twenty checks.",
        Apis.Revoking
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant RevivedByLogin = new(
        "ASVS5-7.4.1-revived-by-login",
        "ASVS5-7.4.1 ANY-02 ANY-03",
        "The user's next login makes the tokens that a logout ended work again.",
        Apis.Revoking
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant OnlyTheLast = new(
        "ASVS5-7.4.1-only-the-last",
        "ASVS5-7.4.1 ANY-02 ANY-03",
        "Room for one: the next logout of anybody lets the tokens of the one before work again.",
        Apis.Revoking
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant Answers404 = new(
        "ANY-revoked-answers-404",
        "ANY-02 ANY-03",
        "What a logout ended is refused with 404.",
        Apis.Revoking
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant Answers200 = new(
        "ANY-revoked-answers-200",
        "ANY-02 ANY-03",
        "What a logout ended is refused with 200 and the body of an error.",
        Apis.Revoking
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant Answers500 = new(
        "ANY-revoked-answers-500",
        "ANY-02 ANY-03",
        "What a logout ended makes the server fail with 500.",
        Apis.Revoking
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant SecondLogout500 = new(
        "ANY-second-logout-500",
        "ANY-07",
        "A second logout with the same tokens makes the server fail with 500.",
        Apis.All
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant SecondPutRevives = new(
        "RFC9110-9.2.2-second-put-revives",
        "RFC9110-9.2.2",
        "The logout toggles: a second one answers 200 and starts the session again.",
        Apis.Fincode
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant FailedLogoutRevokes = new(
        "ANY-failed-logout-revokes",
        "ANY-16",
        "A logout that is refused for its body ends the session all the same.",
        Apis.WithBody
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant UnknownTokenRefused = new(
        "RFC7009-2.2-unknown-token-refused",
        "RFC7009-2.2",
        "A logout with a refresh token that nobody knows is refused.",
        ["sig", "nethesis"]
    );
    public static readonly Mutant ReplayAccepted = new(
        "RFC9700-4.14.2-replay-accepted",
        "RFC9700-4.14.2 ANY-21",
        "A token that was exchanged for a new one can be exchanged again.",
        ["fincode", "nethesis", "bankezy"]
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant FamilySurvives = new(
        "RFC9700-4.14.2-family-survives",
        "RFC9700-4.14.2 ANY-22",
        "A refresh token that is used again is refused, and its session lives on.",
        Apis.Fincode
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant RedeemedTwiceAtOnce = new(
        "RFC9700-4.14.2-redeemed-twice-at-once",
        "RFC9700-4.14.2 ANY-24",
        "Two refreshes at the same moment both get a pair for the same refresh token.",
        ["fincode", "nethesis"]
    )
    {
        IsOfRace = true,
    };
    public static readonly Mutant RenewTakesRevoked = new(
        "WSTG-SESS-06-renew-takes-revoked",
        "WSTG-SESS-06 ANY-03",
        "A token that was logged out can be renewed.",
        Apis.Bankezy
    )
    {
        IsOfState = true,
    };
}
