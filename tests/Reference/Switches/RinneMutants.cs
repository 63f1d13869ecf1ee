namespace Conformance.Reference.Switches;

/// <summary>Mutants of what Rinne's document says.</summary>
public static class RinneMutants
{
    public static readonly Mutant PutLogsOut = new("RIN-01-put-logs-out", "RIN-01", "PUT logs out as well as POST.", Apis.Rinne);
    public static readonly Mutant Anonymous = new("RIN-02-anonymous-logout", "RIN-02", "The logout works without a token.", Apis.Rinne);
    public static readonly Mutant BodyRequired = new("RIN-03-body-required", "RIN-03", "A logout without a body is refused.", Apis.Rinne);
    public static readonly Mutant SuccessIsText = new("RIN-04-success-is-text", "RIN-04", "The success of a logout is a text.", Apis.Rinne);
    public static readonly Mutant NoMessage = new("RIN-04-no-message", "RIN-04", "The answer to a logout has no message.", Apis.Rinne);
    public static readonly Mutant UserEnded = new(
        "RIN-05-user-ended",
        "RIN-05",
        "The logout invalidates every JWT of the user.",
        Apis.Rinne
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant Blacklist = new(
        "RIN-06-blacklist",
        "RIN-06",
        "The reading `blacklist`: a JWT is refused at once after its logout.",
        Apis.Rinne
    );
    public static readonly Mutant BlacklistAUseLate = new(
        "RIN-07-blacklist-a-use-late",
        "RIN-07",
        "The announced blacklist is on, and lets the first use after a logout pass.",
        Apis.Rinne
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant Missing403 = new("RIN-08-missing-403", "RIN-08", "A missing JWT gets 403.", Apis.Rinne);
    public static readonly Mutant Invalid403 = new("RIN-08-invalid-403", "RIN-08", "An invalid JWT gets 403.", Apis.Rinne);
    public static readonly Mutant ErrorIsText = new("RIN-09-error-is-text", "RIN-09", "The error is a text.", Apis.Rinne);
    public static readonly Mutant OtherCode = new("RIN-10-other-code", "RIN-10", "The code of the error is another one.", Apis.Rinne);
    public static readonly Mutant OtherPath = new("RIN-11-other-path", "RIN-11", "The path of the error is not the request's.", Apis.Rinne);
    public static readonly Mutant NoRequestId = new("RIN-11-no-request-id", "RIN-11", "The error has no requestId.", Apis.Rinne);
    public static readonly Mutant TimestampIsNoDate = new(
        "RIN-12-timestamp-is-no-date",
        "RIN-12",
        "The timestamp of the error is a date in German order.",
        Apis.Rinne
    );
    public static readonly Mutant Wrapped = new("RIN-13-wrapped", "RIN-13", "A success is wrapped in {\"data\":…}.", Apis.Rinne);
}
