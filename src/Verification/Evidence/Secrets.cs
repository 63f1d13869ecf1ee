using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Conformance.Documents;

namespace Conformance.Verification.Evidence;

/// <summary>The secrets of a run, and a salt that makes their marks different in every run.</summary>
/// <param name="salt">The salt of a run that has several of these, at least 16 bytes; null for one of its own.</param>
internal sealed class Secrets(byte[]? salt = null)
{
    /// <summary>How long a secret is at least; a shorter one would be found in harmless places.</summary>
    public const int Shortest = 4;

    /// <summary>How marks call a value that stands under <c>values</c> in the configuration.</summary>
    public const string ConfiguredValue = "value";

    private readonly byte[] _salt = salt ?? RandomNumberGenerator.GetBytes(16);

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

/// <summary>The texts that a contract's document publishes, so that they are no secrets.</summary>
internal sealed class PublishedTexts(Node document)
{
    private readonly Lazy<HashSet<string>> _texts = new(() => Of(document));

    /// <summary>Whether the document holds this text as an example, a member of an enum or any other value.</summary>
    public bool Contains(string text) => _texts.Value.Contains(text);

    private static HashSet<string> Of(Node root)
    {
        var texts = new HashSet<string>(StringComparer.Ordinal);
        var left = new Stack<Node>([root]);
        while (left.TryPop(out var node))
        {
            if (node is ScalarNode { Kind: ScalarKind.String } scalar)
                texts.Add(scalar.Text);
            foreach (var (_, _, value) in node.Members)
                left.Push(value);
            foreach (var item in node.Items)
                left.Push(item);
        }

        return texts;
    }
}
