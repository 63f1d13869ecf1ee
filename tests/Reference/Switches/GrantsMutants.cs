namespace Conformance.Reference.Switches;

/// <summary>Mutants of the API with families of refresh tokens.</summary>
public static class GrantsMutants
{
    private static readonly string[] Apis = ["grants"];

    public static readonly Mutant PutLogsOut = Of("ANY-put-logs-out-too", "ANY-17", "PUT logs out as well as POST.");
    public static readonly Mutant SessionNeverEnds = Of("ANY-session-never-ends", "ANY-32", "A session can be refreshed for ever.") with
    {
        IsOfState = true,
    };
    public static readonly Mutant RefreshRestarts = Of("ANY-refresh-restarts-session", "ANY-32", "A refresh begins the two days anew.") with
    {
        IsOfState = true,
    };
    public static readonly Mutant NoGrace = Of("ANY-no-grace", "ANY-33", "A replaced refresh token is refused at once.") with
    {
        IsOfState = true,
    };
    public static readonly Mutant GraceForever = Of(
        "ANY-grace-forever",
        "ANY-33",
        "A replaced refresh token is good until it expires."
    ) with
    {
        IsOfState = true,
    };
    public static readonly Mutant GraceOutlives = Of(
        "ANY-grace-outlives-logout",
        "ANY-33",
        "A refresh token in its grace survives the logout."
    ) with
    {
        IsOfState = true,
    };
    public static readonly Mutant SameRefreshToken = Of(
        "ANY-same-refresh-token",
        "ANY-33",
        "A refresh gives the same refresh token again."
    );
    public static readonly Mutant ExpiredRefused = Of(
        "ANY-expired-logout-refused",
        "ANY-37",
        "A logout with an expired access token is refused."
    ) with
    {
        IsOfState = true,
    };
    public static readonly Mutant ExpiredEndsNothing = Of(
        "ANY-expired-logout-ends-nothing",
        "ANY-37",
        "A logout with an expired access token is answered, and ends nothing."
    ) with
    {
        IsOfState = true,
    };
    public static readonly Mutant FamilyKept = Of("ANY-family-kept", "ANY-03", "A logout ends the access tokens alone.") with
    {
        IsOfState = true,
    };
    public static readonly Mutant PostUnchecked = Of(
        "ANY-post-unchecked",
        "ANY-02",
        "Whether a token was logged out is asked at GET alone."
    ) with
    {
        IsOfState = true,
    };
    public static readonly Mutant OfflineSurvives = Of(
        "ANY-offline-survives",
        "ANY-78",
        "A session that was to outlive the user's presence survives its logout."
    );
    public static readonly Mutant LostDeviceSurvives = Of(
        "ANY-logout-by-other-example-deaf",
        "ANY-78",
        "A logout with the second of the documented bodies ends nothing."
    );
    public static readonly Mutant WithoutBodySurvives = Of(
        "ANY-logout-without-body-deaf",
        "ANY-78",
        "A logout without its optional body is answered, and ends nothing."
    );
    public static readonly Mutant DeniedBySecond = Of(
        "ANY-denied-by-second",
        "ANY-05 ANY-70",
        "What is ended is kept by user and iat: a session that logged in in the same second ends too."
    );
    public static readonly Mutant SixtyFourDenied = Of(
        "ANY-later-sixty-four-at-most",
        "ANY-61",
        "Of the access tokens that were ended the last 64 are remembered."
    );
    public static readonly Mutant DeniedByBeginning = Of(
        "ANY-denied-by-beginning",
        "ANY-05 ANY-20 ANY-29 ANY-70",
        "What is ended is kept by the first two digits of its id: one other token of 256 dies with it."
    );
    public static readonly Mutant SameInASecond = Of(
        "ANY-same-token-in-a-second",
        "ANY-05 ANY-74",
        "Two logins of a user in one second get the same access token."
    );
    public static readonly Mutant ExpTooLate = Of(
        "ANY-exp-too-late",
        "ANY-39",
        "The exp of an access token is a day after its iat; a quarter of an hour is documented."
    );
    public static readonly Mutant ExpInMilliseconds = Of(
        "ANY-exp-in-milliseconds",
        "ANY-39",
        "The exp of an access token is in milliseconds."
    );
    public static readonly Mutant WithoutExp = Of("RFC7519-2-without-exp", "RFC7519-2", "An access token has no exp.");
    public static readonly Mutant ExpAsText = Of("RFC7519-2-exp-as-text", "RFC7519-2", "The exp of an access token is a text.");
    public static readonly Mutant AnswersShared = Of(
        "ANY-answers-shared",
        "ANY-79",
        "A gateway keeps the answer to a path for a second, and gives it to whoever has a live token."
    );

    public static readonly Mutant FirstMemberListed = Of(
        "ANY-spelled-twice-in-the-body",
        "ANY-62",
        "Of two refresh tokens in one body the last one counts, and the list of dead tokens is asked for the first one."
    );
    public static readonly Mutant RefreshOfAnother = Of(
        "ANY-refresh-of-another",
        "ANY-79",
        "A refresh gives a token of the user who refreshed before."
    );
    public static readonly Mutant NamedUserWins = Of(
        "ANY-named-user-wins",
        "ANY-79",
        "A live token opens what is the user's whom X-Forwarded-User names."
    );

    public static readonly Mutant SiblingsSurvive = Everywhere(
        "ANY-siblings-survive",
        "ANY-02 ANY-03",
        "A logout that is to end all sessions of its user ends its own."
    ) with
    {
        IsOfState = true,
    };
    public static readonly Mutant SiblingAccessKept = Everywhere(
        "ANY-sibling-access-kept",
        "ANY-02",
        "A logout that is to end all sessions of its user leaves the access tokens of the others."
    ) with
    {
        IsOfState = true,
    };
    public static readonly Mutant SiblingFamilyKept = Everywhere(
        "ANY-sibling-family-kept",
        "ANY-03",
        "A logout that is to end all sessions of its user leaves the refresh tokens of the others."
    ) with
    {
        IsOfState = true,
    };
    public static readonly Mutant RefreshedSurvive = Everywhere(
        "ANY-refreshed-siblings-survive",
        "ANY-70",
        "A logout that is to end all sessions of its user leaves those that were refreshed."
    ) with
    {
        IsOfState = true,
    };
    public static readonly Mutant YoungerSurvive = Everywhere(
        "ANY-younger-siblings-survive",
        "ANY-70",
        "A logout that is to end all sessions of its user leaves those that began after it."
    ) with
    {
        IsOfState = true,
    };
    public static readonly Mutant EveryUserEnds = Everywhere(
        "ANY-every-user-ends",
        "ANY-06",
        "A logout that is to end all sessions of its user ends those of everybody."
    ) with
    {
        IsOfState = true,
    };

    private static Mutant Everywhere(string name, string breaks, string sentence) => new(name, breaks, sentence, ["everywhere"]);

    private static Mutant Of(string name, string breaks, string sentence) => new(name, breaks, sentence, Apis);
}
