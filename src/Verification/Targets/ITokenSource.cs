using System.Collections.Immutable;

namespace Conformance.Verification.Targets;

/// <summary>Gives the tokens of new sessions where the contract's login operation does not.</summary>
public interface ITokenSource
{
    /// <summary>The tokens of a session that no one else uses: text by kind (<c>access</c>, <c>refresh</c>).</summary>
    /// <param name="user">Whose session it is; null for the user that the source chooses.</param>
    /// <exception cref="TokensUnavailableException">There are none.</exception>
    Task<ImmutableDictionary<string, string>> NextAsync(UserCredentials? user, CancellationToken cancellation);
}

/// <summary>No tokens could be had. The message is a sentence for people.</summary>
public sealed class TokensUnavailableException(string message) : Exception(message);
