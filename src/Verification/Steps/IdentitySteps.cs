using System.Collections.Immutable;
using Conformance.Contracts.Model;
using Conformance.Documents;
using Conformance.Verification.Client;
using Conformance.Verification.Oracle;
using Reqnroll;

namespace Conformance.Verification.Steps;

/// <summary>Asks by turns as two users, and tells whose answers come back.</summary>
[Binding]
internal sealed class IdentitySteps(ScenarioState state)
{
    private const string NameExpression = "{$user.name}";

    [Then(
        "{session} and {session} are answered as what they are",
        Description = "By turns on one connection, on new ones and on any, at the first protected operation whose answers tell the two users apart.",
        Example = "the session and the other user's session are answered as what they are"
    )]
    public async Task AnsweredAsThemselves(ClientSession one, ClientSession other)
    {
        var (operation, ofOne, ofOther) = await TellApartAsync(one, other);
        foreach (
            var (asking, own, others, connection) in ((ClientSession, Reply, Reply, ConnectionUse)[])
                [
                    (one, ofOne, ofOther, ConnectionUse.Same),
                    (other, ofOther, ofOne, ConnectionUse.Same),
                    (one, ofOne, ofOther, ConnectionUse.Same),
                    (other, ofOther, ofOne, ConnectionUse.Any),
                    (one, ofOne, ofOther, ConnectionUse.Any),
                    (other, ofOther, ofOne, ConnectionUse.Same),
                ]
        )
        {
            var reply = await AskAsync(operation, asking, connection);
            if (ContractOracle.IsAccepted(reply) && reply.Text == others.Text && reply.Text != own.Text)
                throw Mistaken(reply);
        }
    }

    [Then(
        "a dead token of {session} beside a live one of {session} opens nothing of its own user",
        Description = "Both at the documented place, the dead one first and last. The live one may open what is its user's.",
        Example = "a dead token of the session beside a live one of the other user's session opens nothing of its own user"
    )]
    public async Task DeadBesideLive(ClientSession dead, ClientSession live)
    {
        var (operation, ofDead, ofLive) = await TellApartAsync(dead, live);
        state.Oracle.ExpectLoggedOut(await state.SendAsync(state.BuildLogout(dead.Tokens)));
        foreach (var isFirst in (bool[])[true, false])
        {
            var draft = Draft(operation, live);
            var own = draft.Alternative!.Slots.First(s => s.Kind == state.Subject.Roles.AccessKind).Places[0];
            var beside = Draft(operation, dead);
            var line = Lines(beside, own).ToList();
            var lines = Lines(draft, own).ToList();
            if (line.Count == 0 || lines.Count == 0)
                throw new NotApplicableException("The access token travels in no header and no cookie.");
            var at = draft.Headers.IndexOf(lines[0]);
            draft.Headers.InsertRange(isFirst ? at : at + lines.Count, line);
            state.NoteUse(state.TokenOf(dead, "access"));
            var reply = await state.SendAsync(draft);
            ContractOracle.CheckJudgeable(reply);
            if (!ContractOracle.IsAccepted(reply) || reply.Text != ofDead.Text || reply.Text == ofLive.Text)
                continue;
            foreach (var plain in await state.UseAsync(state.TokenOf(dead, "access"), dead))
                state.Oracle.ExpectRefused(plain, Refusal.Revoked);
            (reply.Request.Flaw, reply.Request.IsTokenFlaw) = (
                $"a revoked access token {(isFirst ? "before" : "behind")} a live one of another user",
                true
            );
            throw state.Oracle.LetsIn(reply, Refusal.Revoked);
        }
    }

    [Then(
        "{session} and {session} are answered as what they are after a refresh",
        Description = "Both are refreshed, the first one last, and ask with what they were given.",
        Example = "the session and the other user's session are answered as what they are after a refresh"
    )]
    public async Task AnsweredAsThemselvesRefreshed(ClientSession one, ClientSession other)
    {
        var (operation, ofOne, ofOther) = await TellApartAsync(one, other);
        foreach (var session in (ClientSession[])[other, one])
        {
            var reply = await state.RefreshAsync(state.TokenOf(session, "refresh"), session);
            state.Oracle.ExpectAccepted(reply);
            session.Take(LogIn.TokensIn(reply));
        }

        foreach (var (asking, own, others) in ((ClientSession, Reply, Reply)[])[(other, ofOther, ofOne), (one, ofOne, ofOther)])
        {
            var reply = await AskAsync(operation, asking, ConnectionUse.Any);
            if (ContractOracle.IsAccepted(reply) && reply.Text == others.Text && reply.Text != own.Text)
                throw Mistaken(reply);
        }
    }

    [Then(
        "the name of the user of {session} beside the token of {session} opens nothing of its own",
        Description = "In the headers by which proxies tell a server who is asking, and in parameters that speak of a user.",
        Example = "the name of the user of the session beside the token of the other user's session opens nothing of its own"
    )]
    public async Task NamedBesideToken(ClientSession named, ClientSession asking)
    {
        if (named.User is not { } user)
            throw new NotApplicableException("Nobody knows the name of the session's user.");
        var (operation, ofNamed, ofAsking) = await TellApartAsync(named, asking);
        foreach (var (how, change) in OtherPlaces.Beside(user.Name))
        {
            var draft = Draft(operation, asking);
            change(draft);
            state.NoteUse(state.TokenOf(asking, "access"));
            var reply = await state.SendAsync(draft);
            if (!ContractOracle.IsAccepted(reply) || reply.Text != ofNamed.Text || reply.Text == ofAsking.Text)
                continue;
            throw state.Oracle.Miss(
                $"what is the token's user's, whoever is named {how}",
                $"{state.Oracle.Tell(reply)}, which is the named user's",
                reply,
                Causes.AnswersAsNamed(reply, how)
            );
        }
    }

    private static IEnumerable<Results.HeaderLine> Lines(RequestDraft draft, CredentialPlace place)
    {
        var name = place.Expression.Name;
        return place.Expression.Source switch
        {
            Contracts.Expressions.ExpressionSource.RequestHeader => draft.Headers.Where(h =>
                h.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
            ),
            Contracts.Expressions.ExpressionSource.RequestCookie => draft.Headers.Where(h =>
                h.Name == "Cookie" && h.Value.StartsWith(name + "=", StringComparison.Ordinal)
            ),
            _ => [],
        };
    }

    // The first operation whose answers are the same each time and not the same for both.
    private async Task<(Operation Operation, Reply One, Reply Other)> TellApartAsync(ClientSession one, ClientSession other)
    {
        foreach (var operation in state.Subject.Protected.Where(o => o.Method == "GET" && state.OpenAlternatives(o).Any()).Take(3))
        {
            var replies = ImmutableArray.CreateBuilder<Reply>();
            foreach (var session in (ClientSession[])[one, other, one, other])
                replies.Add(await AskAsync(operation, session, ConnectionUse.New));
            if (!replies.All(ContractOracle.IsAccepted))
                continue;
            CheckNames(operation, replies[0], one, other);
            CheckNames(operation, replies[1], other, one);
            if (replies[0].Text == replies[2].Text && replies[1].Text == replies[3].Text && replies[0].Text != replies[1].Text)
                return (operation, replies[0], replies[1]);
        }

        throw new NotApplicableException("No protected operation answers the two users otherwise, and each of them alike every time.");
    }

    // Where the contract says that the answer holds the user's name.
    private void CheckNames(Operation operation, Reply reply, ClientSession asking, ClientSession other)
    {
        if (
            asking.User is { } own
            && other.User is { } another
            && Documents(operation)
            && !reply.Text.Contains(own.Name, StringComparison.Ordinal)
            && reply.Text.Contains(another.Name, StringComparison.Ordinal)
        )
            throw Mistaken(reply);
    }

    private bool Documents(Operation operation) =>
        JsonPointer
            .TryParse(operation.Pointer)
            ?.Resolve(state.Subject.Contract.Document)
            ?["responses"]?.Members.Any(m =>
                m.Name.StartsWith('2') && m.Value.ToString().Contains(NameExpression, StringComparison.Ordinal)
            ) == true;

    private CheckFailedException Mistaken(Reply reply) =>
        state.Oracle.Miss(
            "what is the user's own",
            $"{state.Oracle.Tell(reply)}, which is another user's",
            reply,
            Causes.AnswersAsAnother(reply)
        );

    private async Task<Reply> AskAsync(Operation operation, ClientSession session, ConnectionUse connection)
    {
        var draft = Draft(operation, session);
        draft.Connection = connection;
        state.NoteUse(state.TokenOf(session, "access"));
        var reply = await state.SendAsync(draft);
        ContractOracle.CheckJudgeable(reply);
        return reply;
    }

    private RequestDraft Draft(Operation operation, ClientSession session) =>
        state.Presenting(
            operation,
            state.Subject.Roles.AccessKind,
            state.TokenOf(session, "access"),
            session,
            state.OpenAlternatives(operation).First()
        );
}
