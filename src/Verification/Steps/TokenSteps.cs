using System.Globalization;
using System.Xml;
using Conformance.Verification.Oracle;
using Reqnroll;

namespace Conformance.Verification.Steps;

/// <summary>Looks at tokens themselves.</summary>
[Binding]
internal sealed class TokenSteps(ScenarioState state)
{
    [Then(
        "the {token} of {session} is a JWT",
        Description = "Three parts, of which the first two are JSON objects (RFC 7519, section 7.2).",
        Example = "the access token of the session is a JWT"
    )]
    public void IsJwt(TokenName token, ClientSession session)
    {
        var text = Text(token, session);
        if (TokenForge.Parts(text).Length != 3 || TokenForge.Part(text, 0) is null || TokenForge.Part(text, 1) is null)
            throw Miss(token, "a JWT of three parts, header and claims JSON objects", Shape(text));
    }

    [Then(
        "the {token} of {session} is a JWT signed with {word}",
        Description = "The alg of its header (RFC 7515, section 4.1.1).",
        Example = "the access token of the session is a JWT signed with RS256"
    )]
    public void IsSignedWith(TokenName token, ClientSession session, string algorithm)
    {
        IsJwt(token, session);
        if (TokenForge.Part(Text(token, session), 0)?["alg"]?.ToString() is var found && found != algorithm)
            throw Miss(token, $"alg {algorithm}", $"alg {found ?? "left out"}");
    }

    [Then(
        "the {token} of {session} is a JWE with {word} and {word}",
        Description = "Five parts in the compact form (RFC 7516, section 7.1), alg and enc of its header; a direct key leaves the second part empty.",
        Example = "the access token of the session is a JWE with dir and A256GCM"
    )]
    public void IsJwe(TokenName token, ClientSession session, string algorithm, string encryption)
    {
        var text = Text(token, session);
        var parts = TokenForge.Parts(text);
        var header = TokenForge.Part(text, 0);
        if (parts.Length != 5 || header is null)
            throw Miss(token, "a JWE of five parts", Shape(text));
        if (header["alg"]?.ToString() != algorithm || header["enc"]?.ToString() != encryption)
            throw Miss(token, $"alg {algorithm} and enc {encryption}", $"the header {header.ToJsonString()}");
        if (algorithm == "dir" && parts[1].Length > 0)
            throw Miss(token, "an empty second part, as a direct key has", Shape(text));
        if (encryption == "A256GCM" && (TokenForge.LengthOf(parts[2]) != 12 || TokenForge.LengthOf(parts[4]) != 16))
            throw Miss(token, "an initialization vector of 12 bytes and a tag of 16", Shape(text));
    }

    [Then(
        "the {token} of {session} is no JWT",
        Description = "It has no inner form that a client could read.",
        Example = "the refresh token of the session is no JWT"
    )]
    public void IsNoJwt(TokenName token, ClientSession session)
    {
        var text = Text(token, session);
        if (TokenForge.Part(text, 0) is not null)
            throw Miss(token, "an opaque text", Shape(text));
    }

    [Then(
        "the {token} of {session} lives for {duration}",
        Description = "exp less iat of a JWT (RFC 7519, section 4.1).",
        Example = "the access token of the session lives for PT1H"
    )]
    public void LivesFor(TokenName token, ClientSession session, TimeSpan lifetime)
    {
        IsJwt(token, session);
        var claims = TokenForge.Part(Text(token, session), 1)!;
        if (Number(claims["exp"]) is not { } expires || Number(claims["iat"]) is not { } issued)
            throw Miss(token, "the claims iat and exp", $"the claims {string.Join(", ", claims.Select(c => c.Key))}");
        if (expires - issued != lifetime.TotalSeconds)
            throw Miss(token, $"a lifetime of {XmlConvert.ToString(lifetime)}", Length(expires - issued));
    }

    private static double? Number(System.Text.Json.Nodes.JsonNode? claim) =>
        claim is System.Text.Json.Nodes.JsonValue value && value.TryGetValue<double>(out var number) ? number : null;

    // A number of seconds may be more than a duration holds.
    private static string Length(double seconds) =>
        Math.Abs(seconds) < TimeSpan.MaxValue.TotalSeconds
            ? XmlConvert.ToString(TimeSpan.FromSeconds(seconds))
            : string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s");

    private static string Shape(string text) => $"a text of {TokenForge.Parts(text).Length} parts and {text.Length} characters";

    private string Text(TokenName token, ClientSession session) => state.TokenOf(session, token.Name);

    private CheckFailedException Miss(TokenName token, string expected, string found) =>
        state.Oracle.Miss($"{expected} in the {token.Name} token", found, null);
}
