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
    /// <param name="only">The number of the operation to ask alone, counted round and round; null for all.</param>
    public static async Task<ImmutableArray<Reply>> UseAsync(
        this ScenarioState state,
        string? token,
        ClientSession? session = null,
        int? only = null
    )
    {
        if (state.Subject.Protected.IsEmpty)
            throw new NotApplicableException("The contract has no protected operation at which an access token could be tried.");
        state.NoteUse(token);
        var replies = ImmutableArray.CreateBuilder<Reply>();
        var all = state.Subject.Protected;
        foreach (var operation in only is { } number ? [all[number % all.Length]] : all)
        {
            // Without a token all of them are the same.
            foreach (var alternative in state.OpenAlternatives(operation).Take(token is null ? 1 : int.MaxValue))
                replies.Add(
                    await state.SendAsync(state.Presenting(operation, state.Subject.Roles.AccessKind, token, session, alternative))
                );
        }

        return replies.ToImmutable();
    }

    /// <summary>
    /// Sees to it that a live access token opens every protected operation. A way in which it does not, while another one opens the same operation, is left out of the rest of the scenario;
    /// what that means is asked by a scenario of its own.
    /// </summary>
    /// <exception cref="CheckFailedException">An operation is opened in no way.</exception>
    public static async Task ExpectOpenAsync(this ScenarioState state, ClientSession session)
    {
        var replies = await state.UseAsync(state.TokenOf(session, "access"), session);
        foreach (var ways in replies.GroupBy(r => r.Request.Operation))
        {
            if (!ways.Any(ContractOracle.IsAccepted))
                state.Oracle.ExpectAccepted(ways.First(), Ground.FreshToken);
            foreach (var way in ways)
            {
                if (ContractOracle.IsAccepted(way))
                    state.NoteOpened(way);
                else
                    state.Close(way.Request);
            }
        }
    }

    /// <summary>The alternatives of an operation that take the access token.</summary>
    public static IEnumerable<TokenAlternative> AccessAlternatives(this ScenarioState state, Operation operation) =>
        operation.Session!.Alternatives.Where(a => a.Takes(state.Subject.Roles.AccessKind));

    /// <summary>Those of them that are open, as far as is known.</summary>
    public static IEnumerable<TokenAlternative> OpenAlternatives(this ScenarioState state, Operation operation) =>
        state.AccessAlternatives(operation).Where(a => !state.IsClosed(operation, a));

    /// <summary>Presents a token to the refresh.</summary>
    /// <param name="token">Null to present none.</param>
    public static async Task<Reply> RefreshAsync(this ScenarioState state, string? token, ClientSession? session = null)
    {
        var refresh =
            state.Subject.Roles.Refresh ?? throw new NotApplicableException("The contract has no operation with the role refresh.");
        state.NoteUse(token);
        return await state.SendAsync(state.Presenting(refresh, state.Subject.Roles.RefreshKind, token, session));
    }

    /// <summary>Presents a token where it opens something: as an access token at the protected operations, as a refresh token at the refresh.</summary>
    /// <param name="name">What the token is presented as.</param>
    public static async Task<ImmutableArray<Reply>> TryAsync(
        this ScenarioState state,
        string name,
        string token,
        ClientSession? session = null,
        int? only = null
    ) =>
        name switch
        {
            "access" => await state.UseAsync(token, session, only),
            "refresh" => [await state.RefreshAsync(token, session)],
            _ => throw new NotApplicableException($"The contract has no operation that a {name} token opens."),
        };

    /// <summary>Whether a session's token is accepted; new tokens that come of it replace the old ones.</summary>
    public static async Task ExpectAcceptedAsync(this ScenarioState state, string name, ClientSession session, Ground ground = Ground.None)
    {
        foreach (var reply in await state.TryAsync(name, state.TokenOf(session, name), session))
        {
            state.Oracle.ExpectAccepted(reply, ground);
            if (name == "refresh")
                session.Take(LogIn.TokensIn(reply));
        }
    }

    /// <summary>A request with one kind replaced among a session's tokens.</summary>
    public static RequestDraft Presenting(
        this ScenarioState state,
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
        var draft = state.Requests.Build(operation, tokens, alternative: alternative ?? state.Preferred(operation, tokens));
        draft.JudgedKind = kind;
        if (token is null)
            (draft.Flaw, draft.IsTokenFlaw) = ($"no {(operation.Role == Role.Refresh ? "refresh" : "access")} token", true);
        return draft;
    }

    /// <summary>The documented logout with these tokens.</summary>
    public static RequestDraft BuildLogout(this ScenarioState state, IReadOnlyDictionary<int, string> tokens) =>
        state.Requests.Build(state.Logout, tokens, alternative: state.Preferred(state.Logout, tokens));

    // A place that a protected operation does not look at is hardly one that another operation looks at.
    private static TokenAlternative? Preferred(this ScenarioState state, Operation operation, IReadOnlyDictionary<int, string> tokens) =>
        operation.Session!.Alternatives.FirstOrDefault(a => a.Slots.All(s => tokens.ContainsKey(s.Kind)) && !state.IsDoubtful(a));
}
