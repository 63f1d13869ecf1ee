namespace Conformance.Reference.Switches;

/// <summary>Mutants of what FinCode's document says.</summary>
public static class FincodeMutants
{
    public static readonly Mutant PostLogsOut = new("FIN-01-post-logs-out", "FIN-01", "POST logs out as well as PUT.", Apis.Fincode);
    public static readonly Mutant AnyMediaType = new(
        "FIN-02-any-media-type",
        "FIN-02",
        "The logout takes its body whatever its media type.",
        Apis.Fincode
    );
    public static readonly Mutant PlatformOptional = new(
        "FIN-03-platform-optional",
        "FIN-03",
        "The header platform may be left out.",
        Apis.Fincode
    );
    public static readonly Mutant AnyPlatform = new(
        "FIN-03-any-platform",
        "FIN-03",
        "The header platform may have any value.",
        Apis.Fincode
    );
    public static readonly Mutant UuidOptional = new("FIN-04-uuid-optional", "FIN-04", "The header uuid may be left out.", Apis.Fincode);
    public static readonly Mutant UuidOnce = new(
        "FIN-04-uuid-once",
        "FIN-04",
        "A uuid is taken once by the logout; sent again, as the document's 200 is, it is refused.",
        Apis.Fincode
    );
    public static readonly Mutant TokenOptional = new(
        "FIN-05-token-optional",
        "FIN-05",
        "The reading `openapi`: the logout works without x-auth-token.",
        Apis.Fincode
    );
    public static readonly Mutant RefreshRequired = new(
        "FIN-06-refresh-required",
        "FIN-06",
        "The reading `required`: a logout without the refresh token is refused.",
        Apis.Fincode
    );
    public static readonly Mutant AccessSurvives = new(
        "FIN-07-access-survives",
        "FIN-07",
        "The access token still works after a logout.",
        Apis.Fincode
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant OlderAccessSurvives = new(
        "FIN-07-older-access-survives",
        "FIN-07",
        "A logout ends the access token that it was sent; one from before a refresh still works.",
        Apis.Fincode
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant RefreshSurvives = new(
        "FIN-08-refresh-survives",
        "FIN-08",
        "The refresh token still works after a logout.",
        Apis.Fincode
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant UnsentRefreshSurvives = new(
        "FIN-08-unsent-refresh-survives",
        "FIN-08",
        "The refresh token still works after a logout that did not send it.",
        Apis.Fincode
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant LoginRefused = new(
        "FIN-09-login-refused",
        "FIN-09",
        "Who has logged out cannot log in again.",
        Apis.Fincode
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant Answers202 = new("FIN-10-answers-202", "FIN-10", "A logout answers 202.", Apis.Fincode);
    public static readonly Mutant NoMessage = new("FIN-11-no-message", "FIN-11", "The answer to a logout has no message.", Apis.Fincode);
    public static readonly Mutant EmptyRefusal = new("FIN-12-empty-refusal", "FIN-12", "Refusals have no body.", Apis.Fincode);
    public static readonly Mutant OpaqueAccess = new(
        "FIN-13-opaque-access-token",
        "FIN-13",
        "The access token is a random text.",
        Apis.Fincode
    );
    public static readonly Mutant NoV1 = new("FIN-14-no-v1", "FIN-14", "Version 1 has no logout.", Apis.Fincode);
}
