namespace Conformance.Reference.Switches;

/// <summary>Mutants of which requests are taken.</summary>
public static class RequestMutants
{
    public static readonly Mutant GetLogsOut = new(
        "ANY-get-logs-out",
        "ANY-17",
        "GET on the path of the logout logs out as well.",
        ["fincode", "sig", "nethesis", "rinne"]
    );
    public static readonly Mutant MalformedBodyAccepted = new(
        "ANY-malformed-body-accepted",
        "ANY-18",
        "A logout whose body is no JSON answers that it succeeded, and ends nothing.",
        Apis.WithBody
    );
    public static readonly Mutant TokenInUrl = new(
        "API2-2023-token-in-url",
        "API2-2023",
        "The access token may be sent as ?access_token=.",
        Apis.All
    );
    public static readonly Mutant HeaderNamesByCase = new(
        "ANY-header-names-by-case",
        "ANY-26",
        "The names of the headers are compared by case.",
        Apis.OwnHeader
    );
    public static readonly Mutant SchemeByCase = new(
        "RFC9110-11.1-scheme-by-case",
        "RFC9110-11.1",
        "The scheme of the credentials is compared by case: bearer is not Bearer.",
        Apis.Bearer
    );
    public static readonly Mutant AnyScheme = new(
        "ANY-any-scheme",
        "ANY-30",
        "The scheme of the credentials is not looked at: Basic with a JWT is let in.",
        Apis.Bearer
    );
}
