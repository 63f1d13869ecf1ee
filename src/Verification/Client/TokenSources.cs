using System.Collections.Immutable;
using System.Text.Json;

namespace Conformance.Verification.Client;

/// <summary>Gives the tokens of new sessions where the contract's login operation does not.</summary>
public interface ITokenSource
{
    /// <summary>The tokens of a session that no one else uses: text by kind (<c>access</c>, <c>refresh</c>).</summary>
    /// <param name="user">Whose session it is; null for the user that the source chooses.</param>
    /// <exception cref="TokensUnavailableException">There are none.</exception>
    Task<ImmutableDictionary<string, string>> NextAsync(UserCredentials? user, CancellationToken cancellationToken);
}

/// <summary>No tokens could be had. The message is a sentence for people.</summary>
public sealed class TokensUnavailableException(string message) : Exception(message);

/// <summary>Sets of tokens that were given, each used by one session alone.</summary>
/// <param name="sets">Text by kind for each session, with the name of its user, or the empty name.</param>
public sealed class GivenTokens(IEnumerable<(string User, ImmutableDictionary<string, string> Tokens)> sets) : ITokenSource
{
    private readonly List<(string User, ImmutableDictionary<string, string> Tokens)> _left = [.. sets];
    private readonly Lock _gate = new();

    /// <inheritdoc/>
    public Task<ImmutableDictionary<string, string>> NextAsync(UserCredentials? user, CancellationToken cancellationToken)
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

/// <summary>
/// Runs a command that logs in by whatever way the target has, and prints a JSON object: token by kind, for instance
/// <c>{"access": "eyJ…", "refresh": "…"}</c>. The user's name and secret are in its environment as <c>CONFORM_USER</c> and <c>CONFORM_PASSWORD</c>.
/// </summary>
/// <param name="command">A command line for the system's shell.</param>
/// <param name="timeout">After which the command is ended.</param>
public sealed class CommandTokens(string command, TimeSpan timeout) : ITokenSource
{
    private readonly ShellCommand _command = new("token command", command, timeout);

    /// <summary>The target's address, which the command finds in its environment as <c>CONFORM_BASE_URL</c>; null for none.</summary>
    public Uri? BaseUrl { get; init; }

    /// <inheritdoc/>
    public async Task<ImmutableDictionary<string, string>> NextAsync(UserCredentials? user, CancellationToken cancellationToken)
    {
        try
        {
            return Read(await _command.RunAsync(user, BaseUrl, cancellationToken));
        }
        catch (CommandFailedException exception)
        {
            throw new TokensUnavailableException(exception.Message);
        }
    }

    private static ImmutableDictionary<string, string> Read(string output)
    {
        try
        {
            using var document = JsonDocument.Parse(output, new JsonDocumentOptions { AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                // An answer of a token endpoint has numbers beside its tokens, such as expires_in.
                return document
                    .RootElement.EnumerateObject()
                    .Where(p => p.Value.ValueKind == JsonValueKind.String)
                    .ToImmutableDictionary(p => p.Name, p => p.Value.GetString()!, StringComparer.Ordinal);
            }
        }
        catch (JsonException)
        {
            // Told below; the output may hold a secret and is not quoted.
        }

        throw new TokensUnavailableException(
            "The token command printed no JSON object; expected for instance {\"access\": \"…\", \"refresh\": \"…\"}."
        );
    }
}
