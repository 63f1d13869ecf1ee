namespace Conformance.Sessions;

/// <summary>How the text of a token is made.</summary>
public abstract record TokenFormat
{
    private protected TokenFormat() { }
}

/// <summary>The signature algorithm of a JWT (RFC 7518 §3).</summary>
public enum JwtAlgorithm
{
    /// <summary>HMAC with SHA-256.</summary>
    HS256,

    /// <summary>RSASSA-PKCS1-v1_5 with SHA-256.</summary>
    RS256,
}

/// <summary>A signed JWT in compact form (RFC 7519, RFC 7515).</summary>
public sealed record JwtFormat(JwtAlgorithm Algorithm) : TokenFormat;

/// <summary>
/// A JWT encrypted in compact form (RFC 7516): <c>alg</c> is <c>dir</c>, <c>enc</c> is <c>A256GCM</c>; so five parts of which the
/// second is empty, an initialization vector of 12 bytes and a tag of 16.
/// </summary>
public sealed record JweFormat : TokenFormat;
