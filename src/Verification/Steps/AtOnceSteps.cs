using Conformance.Verification.Client;
using Conformance.Verification.Oracle;
using Reqnroll;

namespace Conformance.Verification.Steps;

/// <summary>Has numbered sessions do different things at the same time: what <c>conform explore --parallel</c> writes with.</summary>
[Binding]
internal sealed class AtOnceSteps(ScenarioState state)
{
    /// <summary>What a line says of a session that refreshes.</summary>
    public const string Refreshes = "refreshes";

    /// <summary>What a line says of a session that logs out.</summary>
    public const string LogsOut = "logs out";

    /// <summary>What stands before the method and path of another operation.</summary>
    public const string AsksFor = "asks for ";

    [When(
        "these are done at the same time:",
        Description = "A table with the columns session, a number, and does: refreshes, logs out, or asks for and the method and path of an operation. All requests are made first, each with the tokens that its session has then, and sent at once.",
        Example = "these are done at the same time:"
    )]
    public Task Do(DataTable acts) => DoAsync([.. acts.Rows.Select(r => (state.Session($"session {r["session"]}"), r["does"]))]);

    /// <summary>Sends what each of the sessions does at once; what a refresh gives is the session's afterwards.</summary>
    public async Task DoAsync(IReadOnlyList<(ClientSession Session, string Does)> acts)
    {
        var drafts = acts.Select(a => (a.Session, Draft: DraftOf(a.Session, a.Does))).ToList();
        state.Replies = [.. await Task.WhenAll(drafts.Select(d => Task.Run(() => state.SendAsync(d.Draft), state.Cancellation)))];
        foreach (var (act, reply) in acts.Zip(state.Replies))
        {
            ContractOracle.CheckJudgeable(reply);
            if (act.Does == Refreshes && reply.IsSuccess)
                act.Session.Take(LogIn.TokensIn(reply));
        }
    }

    private RequestDraft DraftOf(ClientSession session, string does)
    {
        if (does == LogsOut)
            return state.BuildLogout(session.Tokens);
        if (does == Refreshes)
        {
            var refresh =
                state.Subject.Roles.Refresh ?? throw new NotApplicableException("The contract has no operation with the role refresh.");
            var token = state.TokenOf(session, "refresh");
            state.NoteUse(token);
            return state.Presenting(refresh, state.Subject.Roles.RefreshKind, token, session);
        }

        if (!does.StartsWith(AsksFor, StringComparison.Ordinal))
            throw new InconclusiveException(
                $"A line says that {session.Name} \"{does}\"; expected \"{Refreshes}\", \"{LogsOut}\", or \"{AsksFor}\" and an operation, such as \"{AsksFor}GET /me\"."
            );
        state.NoteUse(session.Tokens.GetValueOrDefault(state.Subject.Roles.AccessKind));
        return state.Requests.Build(state.OperationOf(does[AsksFor.Length..]), session.Tokens);
    }
}
