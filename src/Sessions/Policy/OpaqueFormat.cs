namespace Conformance.Sessions;

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
