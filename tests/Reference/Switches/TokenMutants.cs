namespace Conformance.Reference.Switches;

/// <summary>Mutants of how a token is checked.</summary>
public static class TokenMutants
{
    public static readonly Mutant AcceptsAlgNone = new(
        "RFC8725-3.1-accepts-alg-none",
        "RFC8725-3.1 ANY-12",
        "A JWT that says \"alg\":\"none\" and has no signature is accepted.",
        Apis.Jwt
    );
    public static readonly Mutant AcceptsKeySwap = new(
        "RFC8725-3.1-accepts-key-swap",
        "RFC8725-3.1",
        "A JWT that says HS256 and is signed with the text of the public key (PEM, SubjectPublicKeyInfo) is accepted.",
        ["fincode", "sig"]
    );
    public static readonly Mutant SignatureIgnored = new(
        "ASVS5-9.1.1-signature-ignored",
        "ASVS5-9.1.1 ANY-11",
        "The signature of a JWT, or the tag of a JWE, is not checked.",
        Apis.All
    );
    public static readonly Mutant RefreshedDead = new(
        "ANY-refreshed-token-dead",
        "ANY-29",
        "The access token that a refresh gives opens nothing.",
        ["fincode", "nethesis"]
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant ExpIgnored = new("RFC7519-4.1.4-exp-ignored", "RFC7519-4.1.4 ANY-13", "Nobody looks at exp.", Apis.All)
    {
        IsOfState = true,
    };
    public static readonly Mutant OffByAnHour = new(
        "RFC7519-4.1.4-off-by-an-hour",
        "RFC7519-4.1.4 ANY-13",
        "Tokens are accepted for an hour after they have expired.",
        Apis.All
    )
    {
        IsOfState = true,
    };
    public static readonly Mutant AcceptedAtExp = new(
        "RFC7519-4.1.4-accepted-at-exp",
        "RFC7519-4.1.4",
        "A token is still accepted in the second of its exp.",
        Apis.Jwt
    );
    public static readonly Mutant ExpiresEarly = new("ANY-expires-early", "ANY-13", "A token is refused after half its lifetime.", Apis.All)
    {
        IsOfState = true,
    };
    public static readonly Mutant RefreshAsAccess = new(
        "RFC8725-3.12-refresh-as-access",
        "RFC8725-3.12 ANY-14",
        "A refresh token, or a client token, opens what needs an access token.",
        Apis.Revoking
    );
    public static readonly Mutant AccessAsRefresh = new(
        "RFC8725-3.12-access-as-refresh",
        "RFC8725-3.12 ANY-14",
        "An access token can be exchanged in place of a refresh token.",
        Apis.RefreshTokens
    );
    public static readonly Mutant MissingAccepted = new(
        "ANY-missing-token-accepted",
        "ANY-09",
        "Who sends no token is let in as the first user.",
        Apis.All
    );
    public static readonly Mutant MalformedFails = new(
        "ANY-malformed-token-500",
        "ANY-10",
        "A token that is none makes the server fail with 500.",
        Apis.All
    );
    public static readonly Mutant AnyPassword = new("ANY-any-password", "ANY-27", "The login does not look at the password.", Apis.All);
}
