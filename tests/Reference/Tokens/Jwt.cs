using System.Buffers.Text;
using System.Text.Json.Nodes;
using Conformance.Reference.Switches;

namespace Conformance.Reference.Tokens;

/// <summary>Signed JWTs (RFC 7519, RFC 7515).</summary>
internal sealed class Jwt(SigningKey key, Behaviour behaviour) : ITokenFormat
{
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
        return IsSigned(header["alg"]?.ToString(), $"{parts[0]}.{parts[1]}", signature) ? claims : null;
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
}
