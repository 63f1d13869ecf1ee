using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Conformance.Verification.Steps;

/// <summary>
/// Further tokens that no server may accept, made of a good one: for readers that let the token choose how it is checked (RFC 8725, sections 2 and 3), and for those that take a text that means
/// nothing for one that means much.
/// </summary>
internal static class Counterfeits
{
    private const string OwnKeyId = "conform";

    private static readonly Lazy<RSA> OwnKey = new(() => RSA.Create(2048));

    // What tutorials and templates ship with.
    private static readonly string[] CommonSecrets =
    [
        "secret",
        "Secret",
        "secretkey",
        "secret_key",
        "secret-key",
        "my-secret",
        "mysecret",
        "my_secret_key",
        "your-256-bit-secret",
        "your-secret-key",
        "your_secret_key",
        "supersecret",
        "super-secret",
        "changeme",
        "change-me",
        "change_me",
        "password",
        "default",
        "test",
        "key",
        "private",
        "token",
        "jwt",
        "jwt-secret",
        "jwt_secret",
        "jwtsecret",
        "keyboard cat",
        "shhhhh",
        "123456",
        "12345678901234567890123456789012",
        "a-string-secret-at-least-256-bits-long",
        "",
    ];

    /// <summary>Whether two texts are one token to whoever decodes them: in each part the same octets, whatever pads them (RFC 4648, section 3.2).</summary>
    public static bool IsSame(string text, string token)
    {
        var (parts, others) = (text.Split('.'), token.Split('.'));
        return parts.Length == others.Length && parts.Zip(others).All(p => IsSamePart(p.First, p.Second));
    }

    private static bool IsSamePart(string part, string other) =>
        part == other || (Octets(part), Octets(other)) is ({ } octets, { } known) && octets.AsSpan().SequenceEqual(known);

    // Null where the text is none that stands for octets.
    private static byte[]? Octets(string text)
    {
        var plain = text.TrimEnd('=').Replace('+', '-').Replace('/', '_');
        return plain.Length > 0 && Base64Url.IsValid(plain) ? Base64Url.DecodeFromChars(plain) : null;
    }

    /// <summary>Texts that are no tokens, each with what it is.</summary>
    public static IEnumerable<(string How, string Text)> Texts(string good)
    {
        string[] words =
        [
            "null",
            "undefined",
            "NaN",
            "true",
            "false",
            "0",
            "1",
            "-1",
            "admin",
            "*",
            "%",
            "[]",
            "{}",
            "' OR '1'='1",
            "..",
            "anonymous",
            "Bearer",
        ];
        foreach (var word in words)
            yield return ($"the text {word}", word);
        if (good.Length < 8)
            yield break;
        yield return ("without its last character", good[..^1]);
        yield return ("without its second half", good[..(good.Length / 2)]);
        yield return ("without its first half", good[(good.Length / 2)..]);
        yield return ("with a wildcard for its second half", good[..(good.Length / 2)] + "%");
        yield return ("of its length and one character", new string('0', good.Length));
    }

    /// <summary>JWTs and JWEs, each with what is wrong about it.</summary>
    /// <param name="other">Another good token, of which parts are taken.</param>
    /// <param name="publicKey">The public key as PEM; null where it is not known.</param>
    public static IEnumerable<(string How, string Text)> Of(string good, string? other, string? publicKey)
    {
        var parts = TokenForge.Parts(good);
        if (TokenForge.Part(good, 0) is not { } header)
            return [];
        if (parts.Length == 5)
            return Encrypted(parts);
        return parts.Length == 3 && TokenForge.Part(good, 1) is { } claims
            ? [.. WithoutSignature(parts), .. OfOthers(parts, other), .. SelfSigned(parts, header, claims), .. KeySwapped(parts, publicKey)]
            : [];
    }

    /// <summary>JWTs that are signed by a key of our own, which stands at an address.</summary>
    public static IEnumerable<(string How, string Text)> WithKeyAt(string good, Uri address)
    {
        var parts = TokenForge.Parts(good);
        var kid = TokenForge.Part(good, 0)?["kid"]?.ToString();
        var keys = new Uri(address, "jwks.json").AbsoluteUri;
        foreach (var name in ((string?[])[OwnKeyId, kid]).OfType<string>().Distinct(StringComparer.Ordinal))
            yield return ($"with a jku, of the kid \"{name}\"", Signed(new JsonObject { ["kid"] = name, ["jku"] = keys }, parts[1]));
        yield return ("with an x5u", Signed(new JsonObject { ["x5u"] = new Uri(address, "certificate.pem").AbsoluteUri }, parts[1]));
        yield return ("of a kid that is a URL", Signed(new JsonObject { ["kid"] = new Uri(address, "key.pem").AbsoluteUri }, parts[1]));
        foreach (var issuer in (string[])[address.AbsoluteUri.TrimEnd('/'), address.AbsoluteUri])
        {
            var claims = (JsonObject)TokenForge.Part(good, 1)!.DeepClone();
            claims["iss"] = issuer;
            yield return ("of an issuer that publishes its keys", Signed(new JsonObject { ["kid"] = OwnKeyId }, Write(claims)));
        }

        static string Signed(JsonObject more, string claims)
        {
            var header = new JsonObject { ["typ"] = "JWT", ["alg"] = "RS256" };
            foreach (var (name, value) in more)
                header[name] = value?.DeepClone();
            return SignRsa(OwnKey.Value, header, claims);
        }
    }

    /// <summary>What stands at a path of that address: the key as a set, a certificate or PEM, or where the set is (OpenID Connect Discovery, section 4).</summary>
    public static (string Type, string Text) KeyDocument(Uri address, string path)
    {
        if (path.Contains("/.well-known/", StringComparison.Ordinal))
            return (
                "application/json",
                new JsonObject
                {
                    ["issuer"] = address.AbsoluteUri.TrimEnd('/'),
                    ["jwks_uri"] = new Uri(address, "jwks.json").AbsoluteUri,
                }.ToJsonString()
            );
        if (path.EndsWith("certificate.pem", StringComparison.Ordinal))
        {
            using var certificate = CreateCertificate(OwnKey.Value);
            return ("application/x-pem-file", certificate.ExportCertificatePem());
        }

        return path.EndsWith(".pem", StringComparison.Ordinal)
            ? ("application/x-pem-file", OwnKey.Value.ExportSubjectPublicKeyInfoPem())
            : ("application/json", new JsonObject { ["keys"] = new JsonArray(OwnJwk()) }.ToJsonString());
    }

    private static JsonObject OwnJwk()
    {
        var own = OwnKey.Value.ExportParameters(false);
        return new JsonObject
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["alg"] = "RS256",
            ["kid"] = OwnKeyId,
            ["n"] = Base64Url.EncodeToString(own.Modulus),
            ["e"] = Base64Url.EncodeToString(own.Exponent),
        };
    }

    private static IEnumerable<(string, string)> WithoutSignature(string[] parts)
    {
        foreach (var name in (string[])["none", "None", "NONE", "nOnE", "noNe", "", " none", "none ", "null", "plain"])
        {
            var header = Write(new JsonObject { ["typ"] = "JWT", ["alg"] = name });
            yield return ($"with alg \"{name}\" and no signature", $"{header}.{parts[1]}.");
            if (name is "none" or "None")
            {
                yield return ($"with alg \"{name}\" and its signature", $"{header}.{parts[1]}.{parts[2]}");
                yield return ($"with alg \"{name}\" and two parts", $"{header}.{parts[1]}");
            }
        }

        yield return ("with alg null and no signature", $"{Write(new JsonObject { ["typ"] = "JWT", ["alg"] = null })}.{parts[1]}.");
        yield return ("without alg and signature", $"{Write(new JsonObject { ["typ"] = "JWT" })}.{parts[1]}.");
        yield return ("with alg as a list", $"{Write(new JsonObject { ["typ"] = "JWT", ["alg"] = new JsonArray("none") })}.{parts[1]}.");
        yield return ("with an empty signature", $"{parts[0]}.{parts[1]}.");
        yield return ("without the part of the signature", $"{parts[0]}.{parts[1]}");
        yield return ("with a signature of zeros", $"{parts[0]}.{parts[1]}.{new string('A', parts[2].Length)}");
        yield return ("with half of its signature", $"{parts[0]}.{parts[1]}.{parts[2][..(parts[2].Length / 8 * 4)]}");
        yield return ("with the first bytes of its signature", $"{parts[0]}.{parts[1]}.{parts[2][..Math.Min(4, parts[2].Length)]}");
        yield return ("with its signature and more", $"{parts[0]}.{parts[1]}.{parts[2]}AAAA");
        if (parts[2].Length > 4)
            yield return (
                "with another first byte of its signature",
                $"{parts[0]}.{parts[1]}.{(parts[2][0] == 'A' ? 'B' : 'A')}{parts[2][1..]}"
            );
    }

    private static IEnumerable<(string, string)> OfOthers(string[] parts, string? other)
    {
        if (other is not null && TokenForge.Parts(other) is [_, var claims, var signature])
        {
            yield return ("with the signature of another token", $"{parts[0]}.{parts[1]}.{signature}");
            yield return ("with the claims of another token", $"{parts[0]}.{claims}.{parts[2]}");
        }

        // The first half of the text is signed as before.
        var changed = (JsonObject)TokenForge.Part(string.Join('.', parts), 0)!.DeepClone();
        changed["cty"] = "JWT";
        yield return ("with another header", $"{Write(changed)}.{parts[1]}.{parts[2]}");
        foreach (
            var (name, value) in ((string, JsonNode?)[])
                [("iss", "https://example.com"), ("aud", "https://example.com"), ("nbf", 4102444800), ("admin", true)]
        )
        {
            var altered = (JsonObject)TokenForge.Part(string.Join('.', parts), 1)!.DeepClone();
            altered[name] = value?.DeepClone();
            yield return ($"with another {name} behind its signature", $"{parts[0]}.{Write(altered)}.{parts[2]}");
        }
    }

    private static IEnumerable<(string, string)> SelfSigned(string[] parts, JsonObject header, JsonObject claims)
    {
        foreach (var kid in (string[])["/dev/null", "../../../../../../dev/null", "unknown", "' UNION SELECT '", ""])
        {
            foreach (var (what, key) in ((string, string)[])[("an empty key", ""), ("a zero byte", "\0")])
            {
                yield return (
                    $"of the kid \"{kid}\", signed by {what}",
                    SignHmac(new JsonObject { ["kid"] = kid }, parts[1], Encoding.UTF8.GetBytes(key))
                );
            }
        }

        var rsa = OwnKey.Value;
        var jwk = OwnJwk();
        var withJwk = new JsonObject
        {
            ["typ"] = "JWT",
            ["alg"] = "RS256",
            ["kid"] = header["kid"]?.ToString() ?? OwnKeyId,
            ["jwk"] = jwk,
        };
        yield return ("with an embedded jwk", SignRsa(rsa, withJwk, parts[1]));
        var kids = new JsonObject
        {
            ["typ"] = "JWT",
            ["alg"] = "RS256",
            ["kid"] = jwk.DeepClone(),
        };
        yield return ("with an embedded jwk for a kid", SignRsa(rsa, kids, parts[1]));
        var other = (JsonObject)claims.DeepClone();
        other["iss"] = "https://example.com";
        yield return ("of another issuer, with an embedded jwk", SignRsa(rsa, withJwk, Write(other)));
        yield return (
            "signed by another RSA key",
            SignRsa(
                rsa,
                new JsonObject
                {
                    ["typ"] = "JWT",
                    ["alg"] = "RS256",
                    ["kid"] = header["kid"]?.ToString() ?? "unknown",
                },
                parts[1]
            )
        );
        yield return (
            "signed by another RSA key with an unknown kid",
            SignRsa(
                rsa,
                new JsonObject
                {
                    ["typ"] = "JWT",
                    ["alg"] = "RS256",
                    ["kid"] = "unknown",
                },
                parts[1]
            )
        );
        using var certificate = CreateCertificate(rsa);
        yield return (
            "with an embedded certificate",
            SignRsa(
                rsa,
                new JsonObject
                {
                    ["typ"] = "JWT",
                    ["alg"] = "RS256",
                    ["x5c"] = new JsonArray(Convert.ToBase64String(certificate.RawData)),
                },
                parts[1]
            )
        );
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = ec.ExportParameters(false);
        var ecHeader = new JsonObject
        {
            ["typ"] = "JWT",
            ["alg"] = "ES256",
            ["jwk"] = new JsonObject
            {
                ["kty"] = "EC",
                ["crv"] = "P-256",
                ["x"] = Base64Url.EncodeToString(point.Q.X),
                ["y"] = Base64Url.EncodeToString(point.Q.Y),
            },
        };
        var text = $"{Write(ecHeader)}.{parts[1]}";
        yield return (
            "with an embedded jwk of an elliptic curve",
            $"{text}.{Base64Url.EncodeToString(ec.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256))}"
        );

        // CVE-2022-21449: r and s of zero fit whatever is signed.
        yield return (
            "with an ES256 signature of zeros",
            $"{Write(new JsonObject { ["typ"] = "JWT", ["alg"] = "ES256" })}.{parts[1]}.{new string('A', 86)}"
        );
        yield return (
            "with an embedded secret",
            SignHmac(
                new JsonObject
                {
                    ["jwk"] = new JsonObject { ["kty"] = "oct", ["k"] = Base64Url.EncodeToString("conform"u8) },
                },
                parts[1],
                "conform"u8.ToArray()
            )
        );
        foreach (var secret in CommonSecrets)
            yield return ($"signed by the secret \"{secret}\"", SignHmac([], parts[1], Encoding.UTF8.GetBytes(secret)));
    }

    private static System.Security.Cryptography.X509Certificates.X509Certificate2 CreateCertificate(RSA key) =>
        new System.Security.Cryptography.X509Certificates.CertificateRequest(
            "CN=conform",
            key,
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        ).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));

    // Every text and every octets of the public key that a library may hand to HMAC (RFC 8725, section 2.1).
    private static IEnumerable<(string, string)> KeySwapped(string[] parts, string? publicKey)
    {
        if (publicKey is null)
            yield break;
        using var rsa = RSA.Create();
        var forms = new List<(string Name, byte[] Key)>();
        var trimmed = publicKey.Trim();
        forms.Add(("the PEM", Encoding.UTF8.GetBytes(trimmed)));
        forms.Add(("the PEM with a line break at its end", Encoding.UTF8.GetBytes(trimmed.ReplaceLineEndings("\n") + "\n")));
        forms.Add(("the PEM with the line breaks of Windows", Encoding.UTF8.GetBytes(trimmed.ReplaceLineEndings("\r\n"))));
        forms.Add(("the PEM in one line", Encoding.UTF8.GetBytes(trimmed.ReplaceLineEndings(""))));
        forms.Add(("the PEM with line breaks written out", Encoding.UTF8.GetBytes(trimmed.ReplaceLineEndings("\\n"))));
        var inner = string.Concat(
            trimmed.ReplaceLineEndings("\n").Split('\n').Where(l => !l.StartsWith("-----", StringComparison.Ordinal))
        );
        forms.Add(("the base64 of the PEM", Encoding.UTF8.GetBytes(inner)));
        var isRsa = true;
        try
        {
            rsa.ImportFromPem(publicKey);
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            isRsa = false;
        }

        if (isRsa)
        {
            var key = rsa.ExportParameters(false);
            forms.Add(("the key's DER", rsa.ExportSubjectPublicKeyInfo()));
            forms.Add(("the key's PKCS #1 DER", rsa.ExportRSAPublicKey()));
            forms.Add(("the key's PKCS #1 PEM", Encoding.UTF8.GetBytes(rsa.ExportRSAPublicKeyPem())));
            forms.Add(("the key's PKCS #1 PEM with a line break at its end", Encoding.UTF8.GetBytes(rsa.ExportRSAPublicKeyPem() + "\n")));
            forms.Add(("the key's modulus", key.Modulus!));
            forms.Add(("the key's modulus in base64url", Encoding.UTF8.GetBytes(Base64Url.EncodeToString(key.Modulus))));
            forms.Add(
                (
                    "the key's JWK",
                    Encoding.UTF8.GetBytes(
                        $$"""{"kty":"RSA","n":"{{Base64Url.EncodeToString(key.Modulus)}}","e":"{{Base64Url.EncodeToString(key.Exponent)}}"}"""
                    )
                )
            );
        }

        foreach (var (name, key) in forms.DistinctBy(f => Convert.ToBase64String(f.Key)))
        {
            yield return ($"signed with HS256 by {name}", SignHmac([], parts[1], key));
            if (name == "the PEM")
                foreach (var algorithm in (string[])["HS384", "HS512"])
                    yield return ($"signed with {algorithm} by {name}", SignHmac([], parts[1], key, algorithm));
        }
    }

    private static IEnumerable<(string, string)> Encrypted(string[] parts)
    {
        yield return ("without its tag", $"{parts[0]}.{parts[1]}.{parts[2]}.{parts[3]}.");
        yield return (
            "with the first bytes of its tag",
            $"{parts[0]}.{parts[1]}.{parts[2]}.{parts[3]}.{parts[4][..Math.Min(6, parts[4].Length)]}"
        );
        yield return ("with half of its tag", $"{parts[0]}.{parts[1]}.{parts[2]}.{parts[3]}.{parts[4][..(parts[4].Length / 8 * 4)]}");
        yield return ("with a tag of zeros", $"{parts[0]}.{parts[1]}.{parts[2]}.{parts[3]}.{new string('A', parts[4].Length)}");
        yield return ("without its initialization vector", $"{parts[0]}.{parts[1]}..{parts[3]}.{parts[4]}");
        yield return (
            "with an initialization vector of zeros",
            $"{parts[0]}.{parts[1]}.{new string('A', parts[2].Length)}.{parts[3]}.{parts[4]}"
        );
        yield return ("without its text", $"{parts[0]}.{parts[1]}.{parts[2]}..{parts[4]}");
        var claims = new JsonObject
        {
            ["sub"] = "admin",
            ["use"] = "access",
            ["exp"] = 4102444800,
        };
        foreach (var name in (string[])["none", "None", "NONE"])
            yield return ($"as a JWT with alg \"{name}\"", $"{Write(new JsonObject { ["typ"] = "JWT", ["alg"] = name })}.{Write(claims)}.");
        yield return ("as a JWT signed by an empty key", SignHmac([], Write(claims), []));
        yield return ("in four parts", string.Join('.', parts[..4]));
    }

    private static string SignHmac(JsonObject header, string claims, byte[] key, string algorithm = "HS256")
    {
        var whole = new JsonObject { ["typ"] = "JWT", ["alg"] = algorithm };
        foreach (var (name, value) in header)
            whole[name] = value?.DeepClone();
        var text = $"{Write(whole)}.{claims}";
        return $"{text}.{Hmac(algorithm, key, text)}";
    }

    private static string SignRsa(RSA key, JsonObject header, string claims)
    {
        var text = $"{Write(header)}.{claims}";
        return $"{text}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private static string Hmac(string algorithm, byte[] key, string text)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        return Base64Url.EncodeToString(
            algorithm switch
            {
                "HS384" => HMACSHA384.HashData(key, bytes),
                "HS512" => HMACSHA512.HashData(key, bytes),
                _ => HMACSHA256.HashData(key, bytes),
            }
        );
    }

    private static string Write(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
}
