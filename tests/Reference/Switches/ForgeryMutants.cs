namespace Conformance.Reference.Switches;

/// <summary>Mutants that let a token choose how it is checked (RFC 8725), or take a text for one that is none.</summary>
public static class ForgeryMutants
{
    public static readonly Mutant NoneInCapitals = Of(
        "none-in-capitals",
        "A JWT that says \"alg\":\"None\" and has no signature is accepted.",
        ["fincode", "rinne"]
    );
    public static readonly Mutant EmptySignature = Of(
        "empty-signature",
        "A JWT whose signature is empty is accepted.",
        ["sig", "nethesis"]
    );
    public static readonly Mutant ShortSignature = Of(
        "short-signature",
        "As many bytes of a JWT's signature are compared as there are.",
        ["nethesis", "rinne"]
    );
    public static readonly Mutant EmbeddedKey = Of("embedded-key", "A JWT may bring along the key that verifies it.", ["fincode", "sig"]);
    public static readonly Mutant ForeignKey = Of(
        "foreign-key",
        "A JWT is verified with the key that stands where its jku says.",
        ["fincode", "sig"]
    );
    public static readonly Mutant ForeignKeyAsked = new(
        "RFC8725-3.10-asks-for-key",
        "RFC8725-3.10",
        "The server asks for a key where a JWT's jku says, and does not take it.",
        ["nethesis", "rinne"]
    );
    public static readonly Mutant EmptyKey = Of("kid-empty-key", "The key of a kid that names no file is empty.", ["nethesis", "rinne"]);
    public static readonly Mutant UnknownKid = Of("unknown-kid", "A JWT of an unknown kid is not verified.", ["sig", "fincode"]);
    public static readonly Mutant KeySwapDer = Of(
        "key-swap-der",
        "A JWT that says HS256 and is signed with the DER of the public key is accepted.",
        ["fincode", "sig"]
    );
    public static readonly Mutant KeySwapLine = Of(
        "key-swap-line",
        "A JWT that says HS256 and is signed with the PEM and a line break is accepted.",
        ["fincode", "sig"]
    );
    public static readonly Mutant CommonSecret = Of(
        "common-secret",
        "A JWT that is signed with the secret \"changeme\" is accepted.",
        ["nethesis", "rinne"]
    );
    public static readonly Mutant ZeroSignature = Of(
        "zero-signature",
        "An ES256 signature of zeros fits every JWT (CVE-2022-21449).",
        ["sig", "rinne"]
    );
    public static readonly Mutant ShortTag = Of("short-tag", "As many bytes of a JWE's tag are compared as there are.", ["bankezy"]);
    public static readonly Mutant NullText = Of(
        "null",
        "Who sends the text null for a token is let in as the first user.",
        ["sig", "nethesis", "rinne"]
    );

    private static Mutant Of(string name, string sentence, IReadOnlyList<string> apis) =>
        new($"ANY-forged-{name}", "ANY-67", sentence, apis);
}
