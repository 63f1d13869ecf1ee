using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Conformance.Verification.Evidence;

/// <summary>The secrets of a run, and a salt that makes their marks different in every run.</summary>
internal sealed class Secrets
{
    /// <summary>How long a secret is at least; a shorter one would be found in harmless places.</summary>
    public const int Shortest = 4;

    private readonly byte[] _salt = RandomNumberGenerator.GetBytes(16);

    /// <summary>Secrets that any scenario may meet: passwords, configured headers. Name by value.</summary>
    public Dictionary<string, string> Known { get; } = new(StringComparer.Ordinal);

    /// <summary>Those of <see cref="Known"/> whose parts are no secrets, or are secrets of their own: a user's name and password in one.</summary>
    public HashSet<string> Composed { get; } = new(StringComparer.Ordinal);

    /// <summary>Every secret value that the run used; for a last look over what it writes.</summary>
    public ConcurrentDictionary<string, byte> Used { get; } = new(StringComparer.Ordinal);

    /// <summary>Tells of a secret before the first scenario runs.</summary>
    public void Add(string name, string value)
    {
        if (value.Length < Shortest)
            return;
        Known.TryAdd(value, name);
        Used.TryAdd(value, 0);
    }

    /// <summary>Four hexadecimal digits that stand for a value in this run alone.</summary>
    public string Fingerprint(string value) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_salt, Encoding.UTF8.GetBytes(value)).AsSpan(0, 2));
}
