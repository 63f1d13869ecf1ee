namespace Conformance.Reference.Switches;

/// <summary>Mutants of what SIG's document says.</summary>
public static class SigMutants
{
    public static readonly Mutant PutLogsOut = new("SIG-01-put-logs-out", "SIG-01", "PUT logs out as well as POST.", Apis.Sig);
    public static readonly Mutant Anonymous = new("SIG-02-anonymous-logout", "SIG-02", "The logout works without a token.", Apis.Sig);
    public static readonly Mutant AnyMediaType = new(
        "SIG-03-any-media-type",
        "SIG-03",
        "The logout takes its body whatever its media type.",
        Apis.Sig
    );
    public static readonly Mutant BodyRequired = new("SIG-04-body-required", "SIG-04", "A logout without a body is refused.", Apis.Sig);
    public static readonly Mutant RefreshRequired = new(
        "SIG-04-refresh-required",
        "SIG-04",
        "A logout without the refresh token is refused.",
        Apis.Sig
    );
    public static readonly Mutant OtherMessage = new("SIG-05-other-message", "SIG-05", "The logout's message is another one.", Apis.Sig);
    public static readonly Mutant MoreMembers = new(
        "SIG-05-more-members",
        "SIG-05",
        "The logout's answer has a member beside the message.",
        Apis.Sig
    );
    public static readonly Mutant OtherRefusal = new(
        "SIG-06-other-message",
        "SIG-06",
        "The message for a missing token is another one.",
        Apis.Sig
    );
    public static readonly Mutant NoCode = new("SIG-06-no-code", "SIG-06", "The refusal of a token has no code.", Apis.Sig);
    public static readonly Mutant RefreshSurvives = new(
        "SIG-07-refresh-survives",
        "SIG-07",
        "The refresh token still works after a logout.",
        Apis.Sig
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant JwtRevoked = new("SIG-08-jwt-revoked", "SIG-08", "The JWT is refused right after the logout.", Apis.Sig)
    {
        IsOfState = true,
    };
    public static readonly Mutant LoginRefused = new("SIG-09-login-refused", "SIG-09", "Who has logged out cannot log in again.", Apis.Sig)
    {
        IsOfState = true,
    };
    public static readonly Mutant TwoHours = new("SIG-10-two-hours", "SIG-10", "A JWT lives for two hours.", Apis.Sig);
    public static readonly Mutant Hs256 = new("SIG-12-hs256", "SIG-12", "The JWT is signed with HS256.", Apis.Sig);
    public static readonly Mutant RefreshIsJwt = new("SIG-12-refresh-is-jwt", "SIG-12", "The refresh token is a JWT.", Apis.Sig);
    public static readonly Mutant SiblingTokenRefused = new(
        "SIG-14-sibling-token-refused",
        "SIG-14",
        "A logout refuses the refresh token of another of the user's sessions.",
        Apis.Sig
    );
}
