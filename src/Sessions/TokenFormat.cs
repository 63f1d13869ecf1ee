using System.Collections.Immutable;

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

/// <summary>A random text that is drawn place by place: a UUID, or what a documented pattern asks for.</summary>
/// <param name="Alphabets">The characters that each place may hold, at least one each.</param>
public sealed record PositionalFormat(ImmutableArray<string> Alphabets) : TokenFormat
{
    /// <summary>A UUID of version 4 (RFC 9562, section 5.4) in small letters.</summary>
    public static PositionalFormat Uuid { get; } =
        new([
            .. "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx".Select(c =>
                c switch
                {
                    'x' => OpaqueFormat.Hex,
                    'y' => "89ab",
                    _ => $"{c}",
                }
            ),
        ]);

    /// <summary>How many bits of chance are in it.</summary>
    public double Entropy => Alphabets.Sum(alphabet => Math.Log2(alphabet.Length));

    /// <inheritdoc/>
    public bool Equals(PositionalFormat? other) => other is not null && Alphabets.SequenceEqual(other.Alphabets, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => Alphabets.Length;
}

/// <summary>A random text without inner structure.</summary>
public sealed record OpaqueFormat : TokenFormat
{
    /// <summary>The lower-case hexadecimal digits.</summary>
    public const string Hex = "0123456789abcdef";

    /// <summary>The characters of base64url (RFC 4648 §5).</summary>
    public const string Base64Url = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    /// <summary>Creates a format.</summary>
    /// <param name="length">How many characters are drawn; the prefix is not counted.</param>
    /// <param name="alphabet">The characters to draw from: 2 to 256, each once.</param>
    /// <param name="prefix">What stands before the drawn characters.</param>
    /// <exception cref="ArgumentException">The length or the alphabet is out of bounds.</exception>
    public OpaqueFormat(int length, string alphabet, string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(alphabet);
        ArgumentNullException.ThrowIfNull(prefix);
        if (length is < 1 or > 8192)
            throw new ArgumentException($"An opaque token has the length {length}; expected 1 to 8192 characters.", nameof(length));
        if (alphabet.Length is < 2 or > 256 || alphabet.Distinct().Count() != alphabet.Length)
            throw new ArgumentException(
                $"The alphabet \"{alphabet}\" of an opaque token must hold 2 to 256 different characters.",
                nameof(alphabet)
            );
        (Length, Alphabet, Prefix) = (length, alphabet, prefix);
    }

    /// <summary>How many characters are drawn.</summary>
    public int Length { get; }

    /// <summary>The characters to draw from.</summary>
    public string Alphabet { get; }

    /// <summary>What stands before the drawn characters.</summary>
    public string Prefix { get; }
}
