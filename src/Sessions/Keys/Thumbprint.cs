using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Conformance.Sessions;

/// <summary>Key ids that follow from the key: JWK thumbprints (RFC 7638) by SHA-256, in base64url.</summary>
internal static class Thumbprint
{
    public static string OfSecret(byte[] secret) => Of($$"""{"k":"{{Base64Url.EncodeToString(secret)}}","kty":"oct"}""");

    public static string OfRsa(RSAParameters key) =>
        Of($$"""{"e":"{{Base64Url.EncodeToString(key.Exponent)}}","kty":"RSA","n":"{{Base64Url.EncodeToString(key.Modulus)}}"}""");

    private static string Of(string requiredMembers) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(requiredMembers)));
}
