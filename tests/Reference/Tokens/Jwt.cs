using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Conformance.Reference.Hosting;
using Conformance.Reference.Switches;

namespace Conformance.Reference.Tokens;

/// <summary>Signed JWTs (RFC 7519, RFC 7515).</summary>
internal sealed class Jwt(SigningKey key, Behaviour behaviour) : ITokenFormat
{
    private static readonly HttpClient Http = new();

    public string Seal(JsonObject claims)
    {
        var text = $"{CompactParts.Write(new JsonObject { ["typ"] = "JWT", ["alg"] = key.Algorithm })}.{CompactParts.Write(claims)}";
        return $"{text}.{Base64Url.EncodeToString(key.Sign(text))}";
    }

    public JsonObject? Open(string token)
    {
        var parts = CompactParts.Split(token, 3);
        var (header, claims, signature) = (
            CompactParts.ReadObject(parts[0]),
            CompactParts.ReadObject(parts[1]),
            Base64Url.DecodeFromChars(parts[2])
        );
        var text = $"{parts[0]}.{parts[1]}";
        return Skipped.IsAll || IsSigned(header["alg"]?.ToString(), text, signature) || IsForged(header, text, signature) ? claims : null;
    }

    // The algorithm is ours to choose, not the token's (RFC 8725, 3.1).
    private bool IsSigned(string? algorithm, string text, byte[] signature)
    {
        if (algorithm == key.Algorithm)
            return behaviour.Is(TokenMutants.SignatureIgnored) || key.Verify(text, signature);
        if (algorithm == "none")
            return signature.Length == 0 && behaviour.Is(TokenMutants.AcceptsAlgNone);
        return algorithm == "HS256"
            && key.PublicPem is { } pem
            && behaviour.Is(TokenMutants.AcceptsKeySwap)
            && SigningKey.Secret(pem).Verify(text, signature);
    }

    private bool IsForged(JsonObject header, string text, byte[] signature)
    {
        var algorithm = header["alg"]?.ToString();
        var isNone = string.Equals(algorithm, "none", StringComparison.OrdinalIgnoreCase) && algorithm != "none";
        if (isNone && signature.Length == 0 && behaviour.Is(ForgeryMutants.NoneInCapitals))
            return true;
        if (algorithm == key.Algorithm && signature.Length == 0 && behaviour.Is(ForgeryMutants.EmptySignature))
            return true;
        if (algorithm == key.Algorithm && signature.Length > 0 && behaviour.Is(ForgeryMutants.ShortSignature))
            return key.Sign(text).AsSpan().StartsWith(signature);
        if (algorithm == "ES256" && signature.AsSpan().TrimStart((byte)0).IsEmpty && behaviour.Is(ForgeryMutants.ZeroSignature))
            return true;
        if (header["kid"] is not null && behaviour.Is(ForgeryMutants.UnknownKid))
            return true;
        if (header["jwk"] is JsonObject { } jwk && algorithm == "RS256" && behaviour.Is(ForgeryMutants.EmbeddedKey))
            return SigningKey.Embedded(jwk["n"]!.ToString(), jwk["e"]!.ToString()).Verify(text, signature);
        if (header["jku"]?.ToString() is { } address && behaviour.IsAny(ForgeryMutants.ForeignKey, ForgeryMutants.ForeignKeyAsked))
            return ForeignKey(address).Verify(text, signature) && behaviour.Is(ForgeryMutants.ForeignKey);
        return algorithm == "HS256" && Secrets(header).Any(secret => SigningKey.Secret(secret).Verify(text, signature));
    }

    private static SigningKey ForeignKey(string address)
    {
        using var answer = Http.Send(new HttpRequestMessage(HttpMethod.Get, address));
        using var stream = answer.Content.ReadAsStream();
        var jwk = JsonNode.Parse(stream)!["keys"]![0]!;
        return SigningKey.Embedded(jwk["n"]!.ToString(), jwk["e"]!.ToString());
    }

    // What this server takes for the secret of an HS256, although it is none.
    private IEnumerable<byte[]> Secrets(JsonObject header)
    {
        if (header["kid"] is not null && behaviour.Is(ForgeryMutants.EmptyKey))
            yield return [];
        if (behaviour.Is(ForgeryMutants.CommonSecret))
            yield return "changeme"u8.ToArray();
        if (key.PublicPem is not { } pem)
            yield break;
        if (behaviour.Is(ForgeryMutants.KeySwapLine))
            yield return Encoding.ASCII.GetBytes(pem + "\n");
        if (behaviour.Is(ForgeryMutants.KeySwapDer))
            yield return Convert.FromBase64String(string.Concat(pem.Split('\n').Where(line => !line.StartsWith('-'))));
    }
}
