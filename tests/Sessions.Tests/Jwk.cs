using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Conformance.Sessions.Tests;

/// <summary>Checks and makes tokens with the published keys alone, as a stranger would; shares no code with what it checks.</summary>
internal static class Jwk
{
    public static JsonObject Of(KeyRing keys, string algorithm) =>
        JsonNode.Parse(keys.ToJwkSet())!["keys"]!.AsArray().Select(key => key!.AsObject()).Single(key => (string?)key["alg"] == algorithm);

    public static byte[] Secret(KeyRing keys, string algorithm) => Bytes((string)Of(keys, algorithm)["k"]!);

    public static byte[] Bytes(string base64Url) => Base64Url.DecodeFromChars(base64Url);

    public static string Text(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    public static string Text(string json) => Text(Encoding.UTF8.GetBytes(json));

    public static JsonObject Json(string part) => JsonNode.Parse(Bytes(part))!.AsObject();

    /// <summary>The names of an object's members as they stand in the bytes, twice when they stand twice.</summary>
    public static List<string> Names(ReadOnlySpan<byte> json)
    {
        var names = new List<string>();
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1)
                names.Add(reader.GetString()!);
        }
        return names;
    }

    public static bool VerifiesRs256(KeyRing keys, string token)
    {
        var jwk = Of(keys, "RS256");
        using var rsa = RSA.Create(new RSAParameters { Modulus = Bytes((string)jwk["n"]!), Exponent = Bytes((string)jwk["e"]!) });
        var parts = token.Split('.');
        var input = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
        return rsa.VerifyData(input, Bytes(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    public static string SignHs256(byte[] secret, string header, string claims)
    {
        var input = $"{Text(header)}.{Text(claims)}";
        return $"{input}.{Text(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(input)))}";
    }

    public static byte[] Decrypt(KeyRing keys, string token)
    {
        var parts = token.Split('.');
        using var aes = new AesGcm(Secret(keys, "A256GCM"), 16);
        var plaintext = new byte[Bytes(parts[3]).Length];
        aes.Decrypt(Bytes(parts[2]), Bytes(parts[3]), Bytes(parts[4]), plaintext, Encoding.ASCII.GetBytes(parts[0]));
        return plaintext;
    }

    public static string Encrypt(KeyRing keys, string header, string claims)
    {
        using var aes = new AesGcm(Secret(keys, "A256GCM"), 16);
        var (iv, tag, plaintext) = (new byte[12], new byte[16], Encoding.UTF8.GetBytes(claims));
        var ciphertext = new byte[plaintext.Length];
        aes.Encrypt(iv, plaintext, ciphertext, tag, Encoding.ASCII.GetBytes(Text(header)));
        return $"{Text(header)}..{Text(iv)}.{Text(ciphertext)}.{Text(tag)}";
    }
}
