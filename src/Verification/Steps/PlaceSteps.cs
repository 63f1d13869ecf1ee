using System.Collections.Immutable;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Model;
using Conformance.Sessions;
using Conformance.Verification.Client;
using Conformance.Verification.Oracle;
using Reqnroll;

namespace Conformance.Verification.Steps;

/// <summary>Tries each place at which a request presents a token, where it has several: of several kinds, or of one that is needed twice (a cookie and a header that must be equal).</summary>
[Binding]
internal sealed class PlaceSteps(ScenarioState state)
{
    [When(
        "{session} uses the protected operations without each of their tokens in turn",
        Description = "Each protected operation as often as it takes tokens, each time with one of them left out at one place.",
        Example = "the session uses the protected operations without each of their tokens in turn"
    )]
    public async Task UseWithoutEach(ClientSession session) =>
        state.Replies = await SpoilAsync(state.Subject.Protected, session, "no token", Refusal.Missing, LeaveOut);

    [When(
        "{session} uses the protected operations with each of their tokens made up in turn",
        Description = "Each protected operation as often as it takes tokens, each time with another text of the same form at one place.",
        Example = "the session uses the protected operations with each of their tokens made up in turn"
    )]
    public async Task UseWithEachMadeUp(ClientSession session) =>
        state.Replies = await SpoilAsync(state.Subject.Protected, session, "a made-up token", Refusal.Unknown, MakeUp);

    [When(
        "{session} logs out without each of its tokens in turn",
        Description = "The logout as often as it takes tokens, each time with one of them left out at one place.",
        Example = "the session logs out without each of its tokens in turn"
    )]
    public async Task LogOutWithoutEach(ClientSession session) =>
        state.Replies = await SpoilAsync([state.Logout], session, "no token", Refusal.Missing, LeaveOut);

    [When(
        "{session} logs out with a token of {session} at each further place in turn",
        Description = "The logout as often as it takes tokens beside the first one, each time with the other session's at that place.",
        Example = "the session logs out with a token of the other user's session at each further place in turn"
    )]
    public async Task LogOutWithOthers(ClientSession session, ClientSession other)
    {
        var replies = ImmutableArray.CreateBuilder<Reply>();
        foreach (var way in state.Logout.Session!.Alternatives)
        {
            foreach (var slot in way.Slots.Skip(1).Where(s => other.Tokens.ContainsKey(s.Kind)))
            {
                var draft = state.Requests.Build(state.Logout, session.Tokens, alternative: way);
                draft.PutToken(slot.Places[0], other.Tokens[slot.Kind]);
                (draft.Flaw, draft.IsTokenFlaw) = ($"a token of another user at {PlaceNames.Of(slot.Places[0])}", true);
                replies.Add(await state.SendAsync(draft));
            }
        }

        state.Replies =
            replies.Count > 0 ? replies.ToImmutable() : throw new NotApplicableException("The logout takes no token beside the first one.");
    }

    [When(
        "{session} uses the protected operations with each further token of {session} in turn",
        Description = "Each protected operation as often as it takes kinds of tokens beside the access token, each time with the other session's at all of its places. What an app is given before its users log in is no session's.",
        Example = "the session uses the protected operations with each further token of the sibling session in turn"
    )]
    public Task UseWithForeign(ClientSession session, ClientSession other) =>
        UseWithFurtherAsync(session, kind => other.Tokens.GetValueOrDefault(kind), "of another session", Refusal.Foreign);

    [When(
        "{session} uses the protected operations with each further token made up in turn",
        Description = "The same with a text of the same form, the same at all of its places.",
        Example = "the session uses the protected operations with each further token made up in turn"
    )]
    public Task UseWithMadeUp(ClientSession session) =>
        UseWithFurtherAsync(session, kind => TokenForge.Make(Forgery.MadeUp, session.Tokens[kind]), "that is made up", Refusal.Unknown);

    private async Task UseWithFurtherAsync(ClientSession session, Func<int, string?> text, string flaw, Refusal defect)
    {
        var replies = ImmutableArray.CreateBuilder<Reply>();
        foreach (var operation in state.Subject.Protected)
        {
            foreach (var way in state.OpenAlternatives(operation))
            {
                foreach (var kind in way.Slots.Select(s => s.Kind).Distinct().Where(k => IsOfSession(k) && session.Tokens.ContainsKey(k)))
                {
                    if (text(kind) is not { } other || other == session.Tokens[kind])
                        continue;
                    state.Conversation.Redactor.Add("other", other);
                    var draft = state.Requests.Build(
                        operation,
                        new Dictionary<int, string>(session.Tokens) { [kind] = other },
                        alternative: way
                    );
                    (draft.Flaw, draft.IsTokenFlaw) = ($"a {state.Subject.Policy!.Kinds[kind].Name} token {flaw}", true);
                    Judge(draft, kind, defect);
                    replies.Add(await state.SendAsync(draft));
                }
            }
        }

        state.Replies =
            replies.Count > 0
                ? replies.ToImmutable()
                : throw new NotApplicableException("No protected operation takes another token of the session beside the access token.");
    }

    private bool IsOfSession(int kind) => kind != state.Subject.Roles.AccessKind && state.Subject.Roles.PreloginOf(kind) is null;

    private async Task<ImmutableArray<Reply>> SpoilAsync(
        IEnumerable<Operation> operations,
        ClientSession session,
        string flaw,
        Refusal defect,
        Action<RequestDraft, CredentialPlace, string> spoil
    )
    {
        var replies = ImmutableArray.CreateBuilder<Reply>();
        foreach (var operation in operations)
        {
            foreach (var way in operation.Session!.Alternatives.Where(a => a.Slots.Length > 1 && !state.IsClosed(operation, a)))
            {
                // A path without one of its segments is another path.
                foreach (var slot in way.Slots.Where(s => !s.Tolerates.HasFlag(Tolerance.Missing) && session.Tokens.ContainsKey(s.Kind)))
                {
                    if (slot.Places[0].Expression.Source == ExpressionSource.RequestPathParameter)
                        continue;
                    var draft = state.Requests.Build(operation, session.Tokens, alternative: way);
                    spoil(draft, slot.Places[0], session.Tokens[slot.Kind]);
                    (draft.Flaw, draft.IsTokenFlaw) = ($"{flaw} at {PlaceNames.Of(slot.Places[0])}", true);

                    // Of two places that hold two texts nothing tells which is the right one.
                    Judge(
                        draft,
                        slot.Kind,
                        defect == Refusal.Unknown && way.Slots.Count(s => s.Kind == slot.Kind) > 1 ? Refusal.Foreign : defect
                    );
                    replies.Add(await state.SendAsync(draft));
                }
            }
        }

        return replies.Count > 0 ? replies.ToImmutable() : throw new NotApplicableException("No token could be left out on its own.");
    }

    // What the refusal has to be is asked where the contract tells it by the kind.
    private static void Judge(RequestDraft draft, int kind, Refusal defect)
    {
        draft.JudgedKind = kind;
        if (draft.Operation.RefusalsByKind.Any(r => r.Kind == kind))
            draft.Defect = defect;
    }

    private static void LeaveOut(RequestDraft draft, CredentialPlace place, string token) => draft.Remove(place.Expression);

    private void MakeUp(RequestDraft draft, CredentialPlace place, string token)
    {
        var other = TokenForge.Make(Forgery.MadeUp, token);
        state.Conversation.Redactor.Add("made-up", other);
        draft.PutToken(place, other);
    }
}
