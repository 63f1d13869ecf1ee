namespace Conformance.Reference.Switches;

/// <summary>Mutants of the shop whose sessions travel in a cookie.</summary>
public static class CookiesMutants
{
    private static readonly string[] Apis = ["cookies"];

    public static readonly Mutant PutLogsOut = Of("ANY-put-logs-out", "ANY-17", "PUT logs out as well as POST.");
    public static readonly Mutant NeverIdle = Of("ANY-idle-never-ends", "ANY-31", "A session never ends for want of a use.") with
    {
        IsOfState = true,
    };
    public static readonly Mutant UseIgnored = Of(
        "ANY-idle-ignores-use",
        "ANY-31",
        "A session ends twenty minutes after its login, used or not."
    ) with
    {
        IsOfState = true,
    };
    public static readonly Mutant PingCounts = Of(
        "ANY-idle-ping-counts",
        "ANY-31",
        "A ping keeps a session alive, which is said not to."
    ) with
    {
        IsOfState = true,
    };
    public static readonly Mutant RefusedUseCounts = Of(
        "ANY-idle-refusal-counts",
        "ANY-31",
        "A request that is refused because the session has been idle begins its time anew."
    ) with
    {
        IsOfState = true,
    };
    public static readonly Mutant EndOneEndsNone = Of(
        "ANY-end-one-ends-none",
        "ANY-34",
        "The end of a session by its id ends nothing."
    ) with
    {
        IsOfState = true,
    };
    public static readonly Mutant EndOneEndsOwn = Of(
        "ANY-end-one-ends-own",
        "ANY-34",
        "The end of a session by its id ends the asking one too."
    ) with
    {
        IsOfState = true,
    };
    public static readonly Mutant EndOneEndsForeign = Of(
        "ANY-end-one-ends-foreign",
        "ANY-34",
        "The end of a session by its id ends one of any user."
    ) with
    {
        IsOfState = true,
    };
    public static readonly Mutant EndAllEndsNone = Of("ANY-end-all-ends-none", "ANY-34", "The end of all sessions ends nothing.") with
    {
        IsOfState = true,
    };
    public static readonly Mutant EndAllSparesOwn = Of(
        "ANY-end-all-spares-own",
        "ANY-34",
        "The end of all sessions spares the asking one."
    ) with
    {
        IsOfState = true,
    };
    public static readonly Mutant PasswordEndsNone = Of(
        "ANY-password-ends-none",
        "ANY-34",
        "A change of the password ends no other session."
    ) with
    {
        IsOfState = true,
    };
    public static readonly Mutant PasswordEndsOwn = Of(
        "ANY-password-ends-own",
        "ANY-34",
        "A change of the password ends the asking session too."
    ) with
    {
        IsOfState = true,
    };
    public static readonly Mutant DeadListed = Of("ANY-dead-listed", "ANY-35", "Sessions that have logged out are listed still.") with
    {
        IsOfState = true,
    };
    public static readonly Mutant EverybodyListed = Of("ANY-everybody-listed", "ANY-35", "The list has the sessions of all users.") with
    {
        IsOfState = true,
    };
    public static readonly Mutant OwnListedAlone = Of("ANY-own-listed-alone", "ANY-35", "The list has the asking session alone.") with
    {
        IsOfState = true,
    };
    public static readonly Mutant TicketSurvives = Of(
        "ANY-ticket-survives",
        "ANY-36",
        "A ticket is good after the logout of its session."
    ) with
    {
        IsOfState = true,
    };
    public static readonly Mutant StreamOutlives = Of(
        "ANY-stream-outlives",
        "ANY-40",
        "A stream of events goes on after the logout of its session."
    );
    public static readonly Mutant PollOutlives = Of(
        "ANY-poll-outlives",
        "ANY-40",
        "A request that was waiting when its session logged out is told what happens then."
    );
    public static readonly Mutant UnknownKept = Of(
        "ANY-login-keeps-unknown-cookie",
        "ANY-74",
        "A login that a made-up session cookie comes with begins a session of that id."
    );
    public static readonly Mutant DeadKept = Of(
        "ANY-login-keeps-dead-cookie",
        "ANY-74",
        "A login that a dead session cookie comes with begins a session of that id."
    );
    public static readonly Mutant LiveKept = Of(
        "ASVS5-7.2.4-login-keeps-live-cookie",
        "ASVS5-7.2.4",
        "A login that a live session cookie comes with gives its session that same id."
    );
    public static readonly Mutant Counted = Of("ASVS5-7.2.3-counted-ids", "ASVS5-7.2.3", "The ids of sessions are counted up.");
    public static readonly Mutant Short = Of("ASVS5-7.2.3-short-ids", "ASVS5-7.2.3", "The ids of sessions have 32 bits.");
    public static readonly Mutant WrongPasswordEnds = Of(
        "ANY-wrong-password-ends-cookie",
        "ANY-75",
        "A login with a wrong password ends the sessions of its user."
    ) with
    {
        IsOfState = true,
    };
    public static readonly Mutant CsrfOptional = Of("ANY-csrf-optional", "ANY-09", "Who sends no CSRF header is let in.");
    public static readonly Mutant CsrfCookieAlone = Of("ANY-csrf-cookie-alone", "ANY-28", "The CSRF token counts in the cookie alone.");
    public static readonly Mutant CsrfAny = Of(
        "ANY-csrf-any",
        "ANY-38",
        "Any text is a CSRF token, as long as cookie and header are alike."
    );
    public static readonly Mutant CsrfOfAnybody = Of("ANY-csrf-of-anybody", "ANY-38", "The CSRF token of another session is as good.");
    public static readonly Mutant OrderUnchecked = Of(
        "ANY-one-operation-unchecked",
        "ANY-02",
        "One of the protected operations does not ask whether the session has ended."
    ) with
    {
        IsOfState = true,
    };
    public static readonly Mutant RememberedSurvives = Of(
        "ANY-remembered-survives",
        "ANY-78",
        "A session whose login asked to be remembered survives its logout."
    );
    public static readonly Mutant TabletSurvives = Of(
        "ANY-tablet-survives",
        "ANY-78",
        "A session whose login named a tablet survives its logout."
    );
    public static readonly Mutant OthersSurvive = Of(
        "ANY-second-user-survives",
        "ANY-70",
        "The logout works for the first user alone."
    ) with
    {
        IsOfState = true,
    };
    public static readonly Mutant BodySurvives = Of("ANY-logout-with-body-deaf", "ANY-78", "A logout with its optional body ends nothing.");
    public static readonly Mutant TimeoutSurvives = Of(
        "ANY-logout-with-reason-deaf",
        "ANY-78",
        "A logout for the documented reason timeout ends nothing."
    );
    public static readonly Mutant ReturnSurvives = Of(
        "ANY-logout-with-parameter-deaf",
        "ANY-78",
        "A logout with its optional parameter ends nothing."
    );
    public static readonly Mutant BrowserSurvives = Of(
        "ANY-logout-by-browser-deaf",
        "ANY-78",
        "A logout that accepts HTML is answered by a page that ends nothing."
    );
    public static readonly Mutant LateSurvives = Of(
        "ANY-ninetieth-session-survives",
        "ANY-02 ANY-61 ANY-70",
        "The table is full: sessions after the 90th are never ended."
    );
    public static readonly Mutant LostAtOnce = Of(
        "ANY-lost-at-once",
        "ANY-70 ANY-25",
        "Of two logouts within a third of a millisecond the second one is lost."
    ) with
    {
        IsOfRace = true,
    };
    public static readonly Mutant LookalikeEnds = Of(
        "ANY-lookalike-ends",
        "ANY-06",
        "A logout ends the sessions of a user whose name differs in capitals alone."
    );
    public static readonly Mutant PrefixEnds = Of(
        "ANY-same-beginning-ends",
        "ANY-05 ANY-70",
        "A logout ends every session of its user whose id begins with the same digit."
    ) with
    {
        IsOfState = true,
    };
    public static readonly Mutant IdentityOfConnection = Of(
        "ANY-identity-of-connection",
        "ANY-79",
        "Who a request is of is asked once for each connection, as long as that session lives."
    );
    public static readonly Mutant TwoCookies = Of(
        "ANY-two-cookies-confused",
        "ANY-79",
        "Of two cookies of one name the last one has to be live, and the first one tells whose request it is."
    );
    public static readonly Mutant ClearedElsewhere = Of(
        "RFC6265-5.3-cleared-elsewhere",
        "RFC6265-5.3",
        "A logout has the client drop cookies of another path than that of the login's."
    );
    public static readonly Mutant AnyOrigin = Of(
        "WSTG-CLNT-07-any-origin",
        "WSTG-CLNT-07",
        "Scripts of any origin may read what the cookie opens."
    );
    public static readonly Mutant RenewedSurvives = Of(
        "ANY-elsewhere-renewed-cookie",
        "ANY-63",
        "A use gives the session another cookie, which the logout does not end."
    );
    public static readonly Mutant NamedInQuery = Of(
        "ANY-named-in-the-query-wins",
        "ANY-79",
        "A live cookie opens what is the user's whom the parameter user names."
    );

    private static Mutant Of(string name, string breaks, string sentence) => new(name, breaks, sentence, Apis);
}
