namespace Conformance.Reference.Switches;

/// <summary>Mutants of what Bankezy's document says.</summary>
public static class BankezyMutants
{
    public static readonly Mutant PutLogsOut = new("BKZ-01-put-logs-out", "BKZ-01", "PUT logs out as well as POST.", Apis.Bankezy);
    public static readonly Mutant Anonymous = new(
        "BKZ-02-anonymous-logout",
        "BKZ-02",
        "The logout works without X-API-TOKEN.",
        Apis.Bankezy
    );
    public static readonly Mutant KeyRequired = new(
        "BKZ-03-key-required",
        "BKZ-03",
        "The reading `required`: a logout without X-API-KEY is refused.",
        Apis.Bankezy
    );
    public static readonly Mutant DeviceOptional = new(
        "BKZ-04-device-optional",
        "BKZ-04",
        "The device may be left out of the body.",
        Apis.Bankezy
    );
    public static readonly Mutant TokenOptional = new(
        "BKZ-05-token-optional",
        "BKZ-05",
        "The client token may be left out of the body.",
        Apis.Bankezy
    );
    public static readonly Mutant Mode1Refused = new("BKZ-06-mode-1-refused", "BKZ-06", "The mode 1 is refused.", Apis.Bankezy);
    public static readonly Mutant Mode2Refused = new("BKZ-06-mode-2-refused", "BKZ-06", "The mode 2 is refused.", Apis.Bankezy);
    public static readonly Mutant CodeIsText = new("BKZ-07-code-is-text", "BKZ-07", "The resCode of a logout is a text.", Apis.Bankezy);
    public static readonly Mutant OtherDescription = new(
        "BKZ-07-other-description",
        "BKZ-07",
        "The resDesc of a logout is another one.",
        Apis.Bankezy
    );
    public static readonly Mutant Answers403 = new(
        "BKZ-08-answers-403",
        "BKZ-08",
        "A request that is not authorized gets 403.",
        Apis.Bankezy
    );
    public static readonly Mutant EmptyRefusal = new("BKZ-08-empty-401", "BKZ-08", "A 401 has no body.", Apis.Bankezy);
    public static readonly Mutant AccessKept = new(
        "BKZ-09-access-kept",
        "BKZ-09",
        "The reading `kept`: the access token lives until it expires.",
        Apis.Bankezy
    );
    public static readonly Mutant JwtTokens = new(
        "BKZ-10-jwt-tokens",
        "BKZ-10",
        "The tokens are JWTs, which everybody can read.",
        Apis.Bankezy
    );
    public static readonly Mutant TextRefused = new(
        "BKZ-11-text-plain-refused",
        "BKZ-11",
        "JSON that is sent as text/plain is refused.",
        Apis.Bankezy
    );
    public static readonly Mutant CookieRequired = new(
        "BKZ-12-cookie-required",
        "BKZ-12",
        "A logout without the cookie JSESSIONID is refused.",
        Apis.Bankezy
    );
}
