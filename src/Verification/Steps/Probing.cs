using System.Collections.Immutable;
using Conformance.Contracts.Model;
using Conformance.Verification.Client;
using Conformance.Verification.Oracle;

namespace Conformance.Verification.Steps;

/// <summary>Tries tokens where they open something.</summary>
internal static class Probing
{
    /// <summary>Presents an access token at every protected operation, in each of the ways that the contract has and that a live token was not turned away from.</summary>
    /// <param name="token">Null to present none.</param>
    public static async Task<ImmutableArray<Reply>> UseAsync(this Scene scene, string? token, ClientSession? session = null)
    {
        if (scene.Subject.Protected.IsEmpty)
            throw new NotApplicableException("The contract has no protected operation at which an access token could be tried.");
        scene.NoteUse(token);
        var replies = ImmutableArray.CreateBuilder<Reply>();
        foreach (var operation in scene.Subject.Protected)
        {
            // Without a token all of them are the same.
            foreach (var alternative in scene.OpenAlternatives(operation).Take(token is null ? 1 : int.MaxValue))
                replies.Add(
                    await scene.SendAsync(scene.Presenting(operation, scene.Subject.Roles.AccessKind, token, session, alternative))
                );
        }

        return replies.ToImmutable();
    }

    /// <summary>
    /// Sees to it that a live access token opens every protected operation. A way in which it does not, while another one opens the same operation, is left out of the rest of the scenario;
    /// what that means is asked by a scenario of its own.
    /// </summary>
    /// <exception cref="CheckFailedException">An operation is opened in no way.</exception>
    public static async Task ExpectOpenAsync(this Scene scene, ClientSession session)
    {
        var replies = await scene.UseAsync(scene.TokenOf(session, "access"), session);
        foreach (var ways in replies.GroupBy(r => r.Request.Operation))
        {
            if (!ways.Any(ContractOracle.IsAccepted))
                scene.Oracle.ExpectAccepted(ways.First());
            foreach (var closed in ways.Where(r => !ContractOracle.IsAccepted(r)))
                scene.Close(closed.Request);
        }
    }

    /// <summary>The alternatives of an operation that take the access token.</summary>
    public static IEnumerable<TokenAlternative> AccessAlternatives(this Scene scene, Operation operation) =>
        operation.Session!.Alternatives.Where(a => a.Takes(scene.Subject.Roles.AccessKind));

    /// <summary>Those of them that are open, as far as is known.</summary>
    public static IEnumerable<TokenAlternative> OpenAlternatives(this Scene scene, Operation operation) =>
        scene.AccessAlternatives(operation).Where(a => !scene.IsClosed(operation, a));

    /// <summary>Presents a token to the refresh.</summary>
    /// <param name="token">Null to present none.</param>
    public static async Task<Reply> RefreshAsync(this Scene scene, string? token, ClientSession? session = null)
    {
        var refresh =
            scene.Subject.Roles.Refresh ?? throw new NotApplicableException("The contract has no operation with the role refresh.");
        scene.NoteUse(token);
        return await scene.SendAsync(scene.Presenting(refresh, scene.Subject.Roles.RefreshKind, token, session));
    }

    /// <summary>Presents a token where it opens something: as an access token at the protected operations, as a refresh token at the refresh.</summary>
    /// <param name="name">What the token is presented as.</param>
    public static async Task<ImmutableArray<Reply>> TryAsync(this Scene scene, string name, string token, ClientSession? session = null) =>
        name switch
        {
            "access" => await scene.UseAsync(token, session),
            "refresh" => [await scene.RefreshAsync(token, session)],
            _ => throw new NotApplicableException($"The contract has no operation that a {name} token opens."),
        };

    /// <summary>Whether a session's token is accepted; new tokens that come of it replace the old ones.</summary>
    public static async Task ExpectAcceptedAsync(this Scene scene, string name, ClientSession session)
    {
        foreach (var reply in await scene.TryAsync(name, scene.TokenOf(session, name), session))
        {
            scene.Oracle.ExpectAccepted(reply);
            if (name == "refresh")
                session.Take(LogIn.TokensIn(reply));
        }
    }

    /// <summary>A request with one kind replaced among a session's tokens.</summary>
    public static RequestDraft Presenting(
        this Scene scene,
        Operation operation,
        int kind,
        string? token,
        ClientSession? session,
        TokenAlternative? alternative = null
    )
    {
        var tokens = new Dictionary<int, string>(session?.Tokens ?? []);
        tokens.Remove(kind);
        if (token is not null)
            tokens[kind] = token;
        return scene.Requests.Build(operation, tokens, alternative: alternative ?? scene.Preferred(operation, tokens));
    }

    /// <summary>The documented logout with these tokens.</summary>
    public static RequestDraft BuildLogout(this Scene scene, IReadOnlyDictionary<int, string> tokens) =>
        scene.Requests.Build(scene.Logout, tokens, alternative: scene.Preferred(scene.Logout, tokens));

    // A place that a protected operation does not look at is hardly one that another operation looks at.
    private static TokenAlternative? Preferred(this Scene scene, Operation operation, IReadOnlyDictionary<int, string> tokens) =>
        operation.Session!.Alternatives.FirstOrDefault(a => a.Slots.All(s => tokens.ContainsKey(s.Kind)) && !scene.IsDoubtful(a));
}
