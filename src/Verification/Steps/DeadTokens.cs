using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Conformance.Verification.Steps;

/// <summary>The tokens that the scenarios of a run have seen die. Safe for scenarios at the same time.</summary>
internal sealed class DeadTokens
{
    private readonly ConcurrentDictionary<string, DeadToken> _tokens = new(StringComparer.Ordinal);

    /// <summary>Notes a token that was refused after it had been revoked.</summary>
    /// <param name="beside">The other tokens of its session, by kind.</param>
    public void Add(string name, string text, IReadOnlyDictionary<int, string> beside, DateTimeOffset at) =>
        _tokens.TryAdd(text, new DeadToken(name, text, beside.ToImmutableDictionary(), at));

    /// <summary>Those of a kind, spread evenly over the run, the oldest first.</summary>
    public IReadOnlyList<DeadToken> Of(string name, int most)
    {
        var all = _tokens.Values.Where(t => t.Name == name).OrderBy(t => t.SeenAt).ThenBy(t => t.Text, StringComparer.Ordinal).ToList();
        return all.Count <= most ? all : [.. Enumerable.Range(0, most).Select(i => all[i * all.Count / most])];
    }
}

/// <summary>A token that was refused.</summary>
/// <param name="Name">What it was presented as: <c>access</c>.</param>
/// <param name="Beside">The tokens of its session, by kind.</param>
/// <param name="SeenAt">When it was seen to be dead first.</param>
internal sealed record DeadToken(string Name, string Text, ImmutableDictionary<int, string> Beside, DateTimeOffset SeenAt);
