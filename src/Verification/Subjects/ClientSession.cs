using Conformance.Verification.Targets;

namespace Conformance.Verification.Subjects;

/// <summary>A session as its client holds it: the tokens that a login gave, and those that a refresh replaced.</summary>
/// <param name="name">How the scenario calls it.</param>
internal sealed class ClientSession(string name, UserCredentials? user)
{
    public string Name { get; } = name;

    public UserCredentials? User { get; } = user;

    /// <summary>The tokens in use, by kind.</summary>
    public Dictionary<int, string> Tokens { get; } = [];

    /// <summary>The tokens that the last refresh replaced, by kind.</summary>
    public Dictionary<int, string> Old { get; } = [];

    /// <summary>Takes tokens in, and keeps those that they replace.</summary>
    public void Take(IReadOnlyDictionary<int, string> issued)
    {
        foreach (var (kind, token) in issued)
        {
            if (Tokens.TryGetValue(kind, out var old) && old != token)
                Old[kind] = old;
            Tokens[kind] = token;
        }
    }
}
