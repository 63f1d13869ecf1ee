namespace Conformance.Reference.Switches;

/// <summary>Mutants of what Nethesis' document says.</summary>
public static class NethesisMutants
{
    public static readonly Mutant PutLogsOut = new("NET-01-put-logs-out", "NET-01", "PUT logs out as well as POST.", Apis.Nethesis);
    public static readonly Mutant Anonymous = new("NET-02-anonymous-logout", "NET-02", "The logout works without a token.", Apis.Nethesis);
    public static readonly Mutant BodyOptional = new("NET-03-body-optional", "NET-03", "The logout works without a body.", Apis.Nethesis);
    public static readonly Mutant RefreshOptional = new(
        "NET-04-refresh-optional",
        "NET-04",
        "The refresh token may be left out of the body.",
        Apis.Nethesis
    );
    public static readonly Mutant NumberAccepted = new(
        "NET-04-number-accepted",
        "NET-04",
        "A number is taken for a refresh token.",
        Apis.Nethesis
    );
    public static readonly Mutant NullAccepted = new("NET-04-null-accepted", "NET-04", "Null is taken for a refresh token.", Apis.Nethesis);
    public static readonly Mutant DataIsText = new(
        "NET-05-data-is-text",
        "NET-05",
        "The data of a logout's answer is a text.",
        Apis.Nethesis
    );
    public static readonly Mutant CodeIsText = new(
        "NET-05-code-is-text",
        "NET-05",
        "The code of a logout's answer is a text.",
        Apis.Nethesis
    );
    public static readonly Mutant OtherMessage = new(
        "NET-06-other-message",
        "NET-06",
        "The logout's message is another one.",
        Apis.Nethesis
    );
    public static readonly Mutant DataIsMessage = new(
        "NET-06-data-is-message",
        "NET-06",
        "The data of a logout's answer holds a message.",
        Apis.Nethesis
    );
    public static readonly Mutant AccessSurvives = new(
        "NET-07-access-survives",
        "NET-07",
        "The access token still works after a logout.",
        Apis.Nethesis
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant SecondLogout = new(
        "NET-07-second-logout-succeeds",
        "NET-07",
        "A second logout with the same tokens succeeds.",
        Apis.Nethesis
    );
    public static readonly Mutant RefreshSurvives = new(
        "NET-08-refresh-survives",
        "NET-08",
        "The refresh token still works after a logout.",
        Apis.Nethesis
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant OtherType = new(
        "NET-09-other-type",
        "NET-09",
        "The data of a 400 has a type that is not documented.",
        Apis.Nethesis
    );
    public static readonly Mutant OtherKey = new(
        "NET-10-other-key",
        "NET-10",
        "The key of a validation error is not the name of the field.",
        Apis.Nethesis
    );
    public static readonly Mutant NoErrors = new(
        "NET-10-no-errors",
        "NET-10",
        "A validation error does not list the fields at fault.",
        Apis.Nethesis
    );
    public static readonly Mutant NoData = new("NET-11-no-data", "NET-11", "A 401 has no data.", Apis.Nethesis);
    public static readonly Mutant OtherRefusal = new(
        "NET-11-other-message",
        "NET-11",
        "The message for a bad token is another one.",
        Apis.Nethesis
    );
    public static readonly Mutant CodeIsZero = new(
        "NET-12-code-is-zero",
        "NET-12",
        "The code in the body is 0, whatever the status.",
        Apis.Nethesis
    );
    public static readonly Mutant SchemeAlone = new(
        "NET-14-scheme-alone-is-missing",
        "NET-14",
        "An Authorization header that holds the scheme alone is told to be missing.",
        Apis.Nethesis
    );
}
