using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Conformance.Sessions;

namespace Conformance.MockServer.Users;

/// <summary>Someone who can log in.</summary>
/// <param name="Name">What contracts call the subject, such as an email address.</param>
/// <param name="Password">The secret in plain text: it is a mock's.</param>
public sealed record Account(string Name, string Password)
{
    /// <summary>The password of the users that every mock has.</summary>
    public const string SeededPassword = "open-sesame-1";

    /// <summary>The users that every mock has.</summary>
    public static ImmutableArray<Account> Seeded { get; } =
    [new("alice@example.com", SeededPassword), new("bob@example.com", SeededPassword)];

    /// <summary>The user in the session model; the id is a UUID made from the name, so that it is the same at every start.</summary>
    public User User { get; } = new(IdOf(Name), Name);

    /// <summary>Reads <c>NAME:PASSWORD</c>, cut at the first colon; null where either part is empty.</summary>
    public static Account? Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && colon < text.Length - 1 ? new Account(text[..colon], text[(colon + 1)..]) : null;
    }

    // Version 8 of RFC 9562, section 5.8: a digest of our own choice.
    private static string IdOf(string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }
}
