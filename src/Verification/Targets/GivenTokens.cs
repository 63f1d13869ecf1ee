using System.Collections.Immutable;

namespace Conformance.Verification.Targets;

/// <summary>Sets of tokens that were given, each used by one session alone.</summary>
/// <param name="sets">Text by kind for each session, with the name of its user, or the empty name.</param>
public sealed class GivenTokens(IEnumerable<(string User, ImmutableDictionary<string, string> Tokens)> sets) : ITokenSource
{
    private readonly List<(string User, ImmutableDictionary<string, string> Tokens)> _left = [.. sets];
    private readonly Lock _gate = new();

    /// <inheritdoc/>
    public Task<ImmutableDictionary<string, string>> NextAsync(UserCredentials? user, CancellationToken cancellation)
    {
        lock (_gate)
        {
            var next = _left.FindIndex(s => user is null || s.User.Length == 0 || s.User == user.Name);
            if (next < 0)
                throw new TokensUnavailableException(
                    $"The given tokens{(user is null ? "" : $" of {user.Name}")} are used up: every session needs a set of its own. Give more, or a command that gets fresh ones."
                );
            var tokens = _left[next].Tokens;
            _left.RemoveAt(next);
            return Task.FromResult(tokens);
        }
    }
}
