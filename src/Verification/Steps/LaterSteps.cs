using System.Globalization;
using Conformance.Contracts.Model;
using Conformance.Sessions;
using Conformance.Validation;
using Conformance.Verification.Client;
using Conformance.Verification.Oracle;
using Conformance.Verification.Results;
using Reqnroll;

namespace Conformance.Verification.Steps;

/// <summary>Tries dead tokens later, elsewhere and on other connections than where they were seen to die.</summary>
[Binding]
internal sealed class LaterSteps(ScenarioState state)
{
    [Then(
        "every {token} that died in this run is still refused",
        Description = "Those that any scenario saw die; 3 of them at --depth quick, 20 at standard.",
        Example = "every access token that died in this run is still refused"
    )]
    public async Task StillRefused(TokenName token)
    {
        var most = state.Depth switch
        {
            RunDepth.Quick => 3,
            RunDepth.Standard => 20,
            _ => int.MaxValue,
        };
        foreach (var dead in state.Dead.Of(token.Name, most))
        {
            // Other scenarios were given them, so that no answer of this one tells that they are secret.
            state.Conversation.Redactor.Add(token.Name, dead.Text);
            foreach (var (kind, text) in dead.Beside)
                state.Conversation.Redactor.Add(state.Subject.Policy!.Kinds[kind].Name, text);
            var session = new ClientSession("the session", null);
            session.Take(dead.Beside);
            foreach (var reply in await state.TryAsync(token.Name, dead.Text, session))
            {
                ContractOracle.CheckJudgeable(reply);
                if (ContractOracle.Refuses(reply) || reply.Request.Operation.IsRefusal(reply, Refusal.Revoked))
                    continue;
                (reply.Request.Flaw, reply.Request.IsTokenFlaw) = ($"a revoked {token.Name} token when the run ends", true);
                throw state.Oracle.LetsIn(reply, Refusal.Revoked, After(state.Time.GetUtcNow() - dead.SeenAt));
            }
        }
    }

    [Then(
        "the {token} of {session} is refused until its lifetime ends",
        Description = "At a half and at nine tenths of its lifetime, and just before its end: the target's clock is moved, or the run waits.",
        Example = "the access token of the session is refused until its lifetime ends"
    )]
    public async Task RefusedUntilItsEnd(TokenName token, ClientSession session)
    {
        var lifetime = state.LifetimeOf(state.Kind(token.Name));
        var margin = lifetime / 50 < TimeSpan.FromSeconds(30) ? lifetime / 50 : TimeSpan.FromSeconds(30);
        var passed = TimeSpan.Zero;
        foreach (var at in (TimeSpan[])[lifetime / 100, lifetime / 2, lifetime * 0.9, lifetime - margin])
        {
            await state.PassAsync(at - passed);
            passed = at;
            foreach (var reply in await state.TryAsync(token.Name, state.TokenOf(session, token.Name), session))
            {
                ContractOracle.CheckJudgeable(reply);
                if (ContractOracle.Refuses(reply) || reply.Request.Operation.IsRefusal(reply, Refusal.Revoked))
                    continue;
                (reply.Request.Flaw, reply.Request.IsTokenFlaw) = ($"a revoked {token.Name} token later in its lifetime", true);
                throw state.Oracle.LetsIn(reply, Refusal.Revoked, After(at));
            }
        }
    }

    [Then(
        "the access token of {session} is refused on every connection",
        Description = "The session uses it on a connection and logs out; then it is tried on that one, on new ones and by turns with a live token.",
        Example = "the access token of the session is refused on every connection"
    )]
    public async Task RefusedOnEveryConnection(ClientSession session)
    {
        if (state.Subject.Protected is not [var operation, ..])
            throw new NotApplicableException("The contract has no protected operation.");
        var live = await LogIn.AsUserAsync(state, "a live session", state.User(0));
        foreach (var (owner, connection, isDead) in Turns(session, live))
        {
            var draft = state.Presenting(operation, state.Subject.Roles.AccessKind, state.TokenOf(owner, "access"), owner);
            draft.Connection = connection;
            state.NoteUse(state.TokenOf(owner, "access"));
            var reply = await state.SendAsync(draft);
            ContractOracle.CheckJudgeable(reply);
            if (!isDead || ContractOracle.Refuses(reply) || reply.Request.Operation.IsRefusal(reply, Refusal.Revoked))
                continue;
            foreach (var plain in await state.UseAsync(state.TokenOf(session, "access"), session))
                state.Oracle.ExpectRefused(plain, Refusal.Revoked);
            (draft.Flaw, draft.IsTokenFlaw) = (
                connection == ConnectionUse.New
                    ? "a revoked access token on a new connection"
                    : "a revoked access token on a connection where a live one was let in",
                true
            );
            throw state.Oracle.LetsIn(reply, Refusal.Revoked);
        }
    }

    [Then(
        "the access token of {session} is refused at every operation that asks for it",
        Description = "At those that the contract does not mark as well; at those that may change something only where the target takes what may do so.",
        Example = "the access token of the session is refused at every operation that asks for it"
    )]
    public async Task RefusedEverywhere(ClientSession session)
    {
        var attempts = state
            .Subject.Guarded.Where(o => o.Method is "GET" or "HEAD" || state.Target.TakesUndocumented)
            .SelectMany(o => state.AccessAlternatives(o).Take(1).Select(a => (Operation: o, Way: a)))
            .Select(w => new Attempt(
                $"at {w.Operation}",
                state.Presenting(w.Operation, state.Subject.Roles.AccessKind, state.TokenOf(session, "access"), session, w.Way),
                null
            ));
        await state.ExpectRefusedAsync("a revoked access token", Refusal.Revoked, attempts, null);
    }

    [When(
        "{session} tries every logout with its dead tokens",
        Description = "Each operation that logs out, whatever it answers; a token that the logout left alive is not sent along.",
        Example = "the session tries every logout with its dead tokens"
    )]
    public async Task TryEveryLogout(ClientSession session)
    {
        var roles = state.Subject.Roles;
        var dead = session.Tokens.Where(t => roles.RevokedByLogout(t.Key) != RevocationScope.None).ToDictionary();

        // An app's own token is no session's, and a logout that asks for it beside the dead one would not look at that without it.
        var presented = session.Tokens.Where(t => dead.ContainsKey(t.Key) || roles.PreloginOf(t.Key) is not null).ToDictionary();
        foreach (var logout in roles.Logouts)
        {
            foreach (var way in logout.Session!.Alternatives.Where(a => a.Slots.Any(s => dead.ContainsKey(s.Kind))))
            {
                var draft = state.Requests.Build(logout, presented, alternative: way);
                await state.Conversation.SendAsync(draft, state.Cancellation);
            }
        }
    }

    private static IEnumerable<(ClientSession Owner, ConnectionUse Connection, bool IsDead)> Turns(
        ClientSession dead,
        ClientSession live
    ) =>
        [
            (live, ConnectionUse.Same, false),
            (dead, ConnectionUse.Same, true),
            (dead, ConnectionUse.New, true),
            (live, ConnectionUse.Same, false),
            (dead, ConnectionUse.Same, true),
            (dead, ConnectionUse.Same, true),
            (live, ConnectionUse.New, false),
            (dead, ConnectionUse.New, true),
            (dead, ConnectionUse.Any, true),
        ];

    private static string After(TimeSpan time) =>
        time < TimeSpan.FromMinutes(2)
            ? $"{time.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} s after it was refused first"
            : $"{System.Xml.XmlConvert.ToString(TimeSpan.FromSeconds(Math.Round(time.TotalSeconds)))} after it was refused first";
}
