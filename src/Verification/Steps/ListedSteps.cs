using System.Collections.Immutable;
using Conformance.Contracts.Model;
using Conformance.Verification.Client;
using Conformance.Verification.Oracle;
using Reqnroll;

namespace Conformance.Verification.Steps;

/// <summary>Numbered sessions by their ids in the list of the user's, and what protected operations give them.</summary>
[Binding]
internal sealed class ListedSteps(ScenarioState state)
{
    [Given(
        "{user} logs in as session {int}, which {session} sees",
        Description = "A login between two looks at the list of the user's sessions: the id that is new is the session's. Where a list is refused the id stays unknown.",
        Example = "the first user logs in as session 2, which session 1 sees"
    )]
    public async Task BeginSeen(UserPosition user, int number, ClientSession seeing)
    {
        if (seeing.User != state.User(user.Index))
            throw new NotApplicableException($"{seeing.Name} is another user's, and does not see the sessions of this one.");
        var before = await LookAsync(seeing);
        var session = state.Keep(await LogIn.AsUserAsync(state, $"session {number}", state.User(user.Index)));
        if (before is null || await LookAsync(seeing) is not { } after)
            return;
        if (after.Ids.Except(before.Value.Ids, StringComparer.Ordinal).ToList() is not [var id])
            throw state.Oracle.Miss(
                "a list with one more id after a login",
                $"{before.Value.Ids.Count} ids before and {after.Ids.Count} after",
                after.Reply
            );
        session.ListedId = id;
    }

    [When(
        "{session} looks at the list of sessions",
        Description = "The operation with the role list.",
        Example = "session 1 looks at the list of sessions"
    )]
    public Task Look(ClientSession session) => state.AskAsync(state.Requests.Build(List(), session.Tokens));

    [Then(
        "{session} is among them",
        Description = "The last list has the id of the session, where that is known.",
        Example = "session 2 is among them"
    )]
    public void IsListed(ClientSession session)
    {
        if (!IdsIn(state.Reply).Contains(IdOf(session)))
            throw NotListed(state.Reply);
    }

    [Then(
        "{session} is not among them",
        Description = "The last list has not the id of the session, where that is known.",
        Example = "session 2 is not among them"
    )]
    public void IsNotListed(ClientSession session)
    {
        if (IdsIn(state.Reply).Contains(IdOf(session)))
            throw ListedStill(state.Reply);
    }

    [When(
        "{session} ends {session} by its id",
        Description = "The operation that ends the session which the request names, with the id that the list has of it.",
        Example = "session 1 ends session 2 by its id"
    )]
    public Task End(ClientSession session, ClientSession other)
    {
        var end =
            state.Subject.Roles.Ends.FirstOrDefault(o => o.Session!.Named is not null)
            ?? throw new NotApplicableException("The contract has no operation that ends a session by its id.");
        var draft = state.Requests.Build(end, session.Tokens);
        draft.NamedSession = IdOf(other);
        draft.Put(end.Session!.Named!, draft.NamedSession);
        return state.AskAsync(draft);
    }

    [When(
        "{session} asks for what it can be given",
        Description = "Each protected operation that issues something.",
        Example = "session 1 asks for what it can be given"
    )]
    public async Task AskForGifts(ClientSession session)
    {
        var replies = ImmutableArray.CreateBuilder<Reply>();
        foreach (var operation in state.Subject.Roles.Protected.Where(o => !o.Session!.Issues.IsEmpty))
        {
            var reply = await state.SendAsync(state.Requests.Build(operation, session.Tokens));
            replies.Add(reply);
            foreach (var (kind, token) in ContractOracle.IsAccepted(reply) ? LogIn.TokensIn(reply) : [])
                session.Given[kind] = token;
        }

        state.Replies = replies.ToImmutable();
    }

    [When(
        "{session} uses what it was given",
        Description = "The last of each kind that it was given, at the operations that take it.",
        Example = "session 1 uses what it was given"
    )]
    public async Task UseGifts(ClientSession session)
    {
        var replies = ImmutableArray.CreateBuilder<Reply>();
        foreach (var (kind, token) in session.Given)
        {
            foreach (var operation in state.Subject.Roles.Protected.Where(o => ContractUnderTest.Slot(o, kind) is not null))
            {
                state.NoteUse(token);
                replies.Add(await state.SendAsync(state.Presenting(operation, kind, token, session)));
            }
        }

        state.Replies = replies.Count > 0 ? replies.ToImmutable() : throw new NotApplicableException($"{session.Name} was given nothing.");
    }

    /// <summary>What is told where a session that lives is not in the list.</summary>
    public CheckFailedException NotListed(Reply reply) =>
        state.Oracle.Miss("a list with the user's session that lives", "the list does not have its id", reply);

    /// <summary>What is told where a session is in the list that has ended, or is another user's.</summary>
    public CheckFailedException ListedStill(Reply reply) =>
        state.Oracle.Miss("a list of the user's own sessions that live", "the list has the id of one that does not belong there", reply);

    private async Task<(HashSet<string> Ids, Reply Reply)?> LookAsync(ClientSession session)
    {
        var reply = await state.SendAsync(state.Requests.Build(List(), session.Tokens));
        return ContractOracle.IsAccepted(reply) ? (IdsIn(reply), reply) : null;
    }

    private static HashSet<string> IdsIn(Reply reply) =>
        reply.Request.Operation.Session?.Lists is { } places && ContractOracle.IsAccepted(reply)
            ? reply.IdsAt(places)
            : throw new InconclusiveException("The last answer is no list of sessions.");

    private static string IdOf(ClientSession session) =>
        session.ListedId ?? throw new InconclusiveException($"The id of {session.Name} is not known.");

    private Operation List() =>
        state.Subject.Roles.Lists.FirstOrDefault(o => o.Session!.Lists is not null)
        ?? throw new NotApplicableException("The contract has no operation with the role list.");
}
