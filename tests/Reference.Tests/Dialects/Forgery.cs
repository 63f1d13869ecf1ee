using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Conformance.Reference.Tests.Dialects;

/// <summary>TokenPair that an attacker makes of good ones.</summary>
internal static class Forgery
{
    /// <summary>The claims of a JWT, read without any check.</summary>
    public static JsonNode Claims(string jwt) => JsonNode.Parse(Base64Url.DecodeFromChars(jwt.Split('.')[1]))!;

    /// <summary>The header of a JWT or a JWE.</summary>
    public static JsonNode Header(string token) => JsonNode.Parse(Base64Url.DecodeFromChars(token.Split('.')[0]))!;

    /// <summary>The same claims, and nobody has signed them.</summary>
    public static string Unsigned(string jwt) => $"{Part("""{"typ":"JWT","alg":"none"}""")}.{jwt.Split('.')[1]}.";

    /// <summary>The same claims, signed by HS256 with what everybody may know.</summary>
    public static string SignedWith(string jwt, string secret)
    {
        var text = $"{Part("""{"typ":"JWT","alg":"HS256"}""")}.{jwt.Split('.')[1]}";
        return $"{text}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.ASCII.GetBytes(secret), Encoding.ASCII.GetBytes(text)))}";
    }

    /// <summary>The same token with another character in the middle of its last part, the signature or the tag.</summary>
    public static string Tampered(string token)
    {
        var at = (token.LastIndexOf('.') + 1 + token.Length) / 2;
        return $"{token[..at]}{(token[at] == 'A' ? 'B' : 'A')}{token[(at + 1)..]}";
    }

    private static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
