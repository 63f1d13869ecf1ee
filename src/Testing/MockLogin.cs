using System.Collections.Immutable;

namespace Conformance.Testing;

/// <summary>A session that a test began: whose it is, and its tokens.</summary>
/// <param name="User">The name of the user.</param>
/// <param name="Tokens">The text of each token by its kind in the contract: <c>access</c>, <c>refresh</c>.</param>
/// <example>
/// <code>
/// var alice = await mock.LogInAsync("alice@example.com");
/// using var http = mock.CreateClient(alice);           // sends her tokens where the contract has them
/// </code>
/// </example>
public sealed record MockLogin(string User, ImmutableDictionary<string, string> Tokens)
{
    /// <summary>The token of the kind <c>access</c>.</summary>
    /// <exception cref="InvalidOperationException">The contract's logins issue none.</exception>
    public string AccessToken => Token("access");

    /// <summary>The token of the kind <c>refresh</c>.</summary>
    /// <exception cref="InvalidOperationException">The contract's logins issue none.</exception>
    public string RefreshToken => Token("refresh");

    /// <summary>The token of a kind.</summary>
    /// <exception cref="InvalidOperationException">The contract's logins issue none of that kind.</exception>
    public string Token(string kind) =>
        Tokens.TryGetValue(kind, out var token)
            ? token
            : throw new InvalidOperationException(
                $"A session of this contract has no token of the kind \"{kind}\". It has {string.Join(", ", Tokens.Keys.Order(StringComparer.Ordinal))}."
            );

    /// <summary>The user, without any token's text.</summary>
    public override string ToString() => User;
}
