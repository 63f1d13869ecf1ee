namespace Conformance.Reference.Switches;

/// <summary>Mutants that show in sessions which have grown old, at midnight, and with many of a thing.</summary>
public static class AgeMutants
{
    private static readonly string[] Grants = ["grants"];
    private static readonly string[] Books = ["fincode", "nethesis", "bankezy"];

    public static readonly Mutant OldSurvives = new(
        "ANY-old-session-survives",
        "ANY-70",
        "A logout ends sessions of the last ten minutes alone.",
        ["grants", "cookies"]
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant LateRefreshSurvives = new(
        "ANY-late-refresh-survives",
        "ANY-70",
        "A session that was refreshed after its access token had expired is ended by no logout.",
        Grants
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant UntilMidnight = new(
        "ANY-later-until-midnight",
        "ANY-61",
        "There is a list of what was ended for each day, and that of today is asked.",
        [.. Books, "grants"]
    );
    public static readonly Mutant RefreshExpiresEarly = new(
        "ANY-refresh-token-expires-early",
        "ANY-13",
        "A refresh token is refused after half its lifetime.",
        Grants
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant ExpiredLogoutEnds = new(
        "ANY-expired-logout-ends",
        "ANY-16",
        "A logout with an expired access token is refused, and ends the session all the same.",
        ["everywhere"]
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant UseKeepsForEver = new(
        "ANY-use-keeps-for-ever",
        "ANY-32",
        "A session that is used in time never ends.",
        ["cookies"]
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant BesideLiveSurvives = new(
        "ANY-login-beside-live-survives",
        "ANY-70",
        "A session whose login a live session cookie came with is ended by no logout.",
        ["cookies"]
    );

    public static readonly Mutant UsedHundreds = new(
        "ANY-used-two-hundred-times-survives",
        "ANY-70",
        "An access token that was used more than two hundred times is trusted without a look, after its logout as well.",
        Books
    )
    {
        IsDeep = true,
    };
    public static readonly Mutant LateSession = new(
        "ANY-late-session-survives",
        "ANY-02 ANY-61 ANY-70 ANY-80",
        "The table is full: sessions after the 250th are never ended.",
        ["cookies"]
    )
    {
        IsDeep = true,
    };
    public static readonly Mutant SeldomOutlives = new(
        "ANY-refresh-seldom-outlives-logout",
        "ANY-73",
        "Every fifth refresh that began before its session's logout gives tokens that work after it.",
        ["fincode", "nethesis"]
    )
    {
        IsDeep = true,
    };
}
