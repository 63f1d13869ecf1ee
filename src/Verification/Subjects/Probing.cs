using System.Collections.Immutable;
using Conformance.Contracts.Model;
using Conformance.Verification.Evidence;
using Conformance.Verification.Requests;
using Conformance.Verification.Steps;

namespace Conformance.Verification.Subjects;

/// <summary>Tries tokens where they open something.</summary>
internal static class Probing
{
    /// <summary>Presents an access token at every protected operation.</summary>
    /// <param name="token">Null to present none.</param>
    public static async Task<ImmutableArray<Reply>> UseAsync(this Scene scene, string? token, ClientSession? session = null)
    {
        if (scene.Subject.Protected.IsEmpty)
            throw new NotApplicableException("The contract has no protected operation at which an access token could be tried.");
        var replies = ImmutableArray.CreateBuilder<Reply>();
        foreach (var operation in scene.Subject.Protected)
            replies.Add(await scene.SendAsync(scene.Presenting(operation, scene.Subject.Access, token, session)));
        return replies.ToImmutable();
    }

    /// <summary>Presents a token to the refresh.</summary>
    /// <param name="token">Null to present none.</param>
    public static async Task<Reply> RefreshAsync(this Scene scene, string? token, ClientSession? session = null)
    {
        var refresh = scene.Subject.Refresh ?? throw new NotApplicableException("The contract has no operation with the role refresh.");
        return await scene.SendAsync(scene.Presenting(refresh, scene.Subject.RefreshKind, token, session));
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
            scene.ExpectAccepted(reply);
            if (name == "refresh")
                session.Take(LogIn.TokensIn(reply));
        }
    }

    /// <summary>A request with one kind replaced among a session's tokens.</summary>
    private static RequestDraft Presenting(this Scene scene, Operation operation, int kind, string? token, ClientSession? session)
    {
        var tokens = new Dictionary<int, string>(session?.Tokens ?? []);
        tokens.Remove(kind);
        if (token is not null)
            tokens[kind] = token;
        return scene.Requests.Build(operation, tokens);
    }
}
