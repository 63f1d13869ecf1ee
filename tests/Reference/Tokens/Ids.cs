using System.Security.Cryptography;

namespace Conformance.Reference.Tokens;

/// <summary>Random names that nobody can guess.</summary>
internal static class Ids
{
    /// <summary>A UUID.</summary>
    public static string Uuid() => new Guid(RandomNumberGenerator.GetBytes(16)).ToString();

    /// <summary>Hex digits, two for each byte.</summary>
    public static string Hex(int bytes) => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(bytes));
}
