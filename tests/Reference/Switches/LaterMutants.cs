namespace Conformance.Reference.Switches;

/// <summary>Mutants that forget with time what a logout has ended, or remember it for one connection too long.</summary>
public static class LaterMutants
{
    public static readonly Mutant TenMinutes = Of("ten-minutes", "What was ended is forgotten after ten minutes.", Apis.Revoking);
    public static readonly Mutant FiftyMinutes = Of(
        "fifty-minutes",
        "What was ended is forgotten after fifty minutes; tokens live for an hour.",
        Apis.Fincode
    );
    public static readonly Mutant TwentyFiveMinutes = Of(
        "twenty-five-minutes",
        "What was ended is forgotten after 25 minutes; tokens live for thirty.",
        Apis.Bankezy
    );
    public static readonly Mutant TwentyHours = Of(
        "twenty-hours",
        "What was ended is forgotten after 20 hours; tokens live for 24.",
        Apis.Nethesis
    );
    public static readonly Mutant RoundedDown = Of(
        "rounded-down",
        "What was ended is forgotten three quarters of a minute before its lifetime ends.",
        Apis.Fincode
    );
    public static readonly Mutant SixteenAtMost = Of(
        "sixteen-at-most",
        "Of what was ended the last sixteen are remembered.",
        Apis.Revoking
    );
    public static readonly Mutant PerConnection = new(
        "ANY-connection-trusted",
        "ANY-65 ANY-02",
        "A token that was let in on a connection is not checked on it again.",
        ["nethesis", "bankezy"]
    );
    public static readonly Mutant DeadLogoutEndsAll = new(
        "ANY-dead-logout-ends-all",
        "ANY-68",
        "A logout with a token that was logged out ends all sessions of its user.",
        ["fincode", "nethesis", "bankezy"]
    )
    {
        IsOfState = true,
    };

    private static Mutant Of(string name, string sentence, IReadOnlyList<string> apis) =>
        new($"ANY-later-{name}", "ANY-61 ANY-02 ANY-03", sentence, apis) { IsOfState = true };
}
