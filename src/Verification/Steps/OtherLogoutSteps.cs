using System.Collections.Immutable;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Model;
using Conformance.Sessions;
using Conformance.Verification.Client;
using Conformance.Verification.Oracle;
using Conformance.Verification.Results;
using Reqnroll;

namespace Conformance.Verification.Steps;

/// <summary>Logs out by requests that are written otherwise than documented: where one succeeds, the session has ended.</summary>
[Binding]
internal sealed class OtherLogoutSteps(ScenarioState state)
{
    private const int MostTold = 4;

    // A question about the logout is none, and its answer tells nothing of the session.
    private static readonly string[] Questions = ["by HEAD", "by OPTIONS", "by PROPFIND"];

    [Then(
        "a logout with its token in every other spelling ends {session}, or is no success",
        Description = "Padded, in quotes, behind the scheme in small letters and the like: who takes it for the token has to end what the token is of.",
        Example = "a logout with its token in every other spelling ends the session, or is no success"
    )]
    public Task LogoutSpelled(ClientSession session) => ExpectEndsAsync(session, Spelled);

    [Then(
        "a logout in every other form of the request ends {session}, or is no success",
        Description = "By other methods, at other spellings of the path, with headers and parameters that proxies and frameworks obey.",
        Example = "a logout in every other form of the request ends the session, or is no success"
    )]
    public Task LogoutFormed(ClientSession session) => ExpectEndsAsync(session, Formed);

    [Then(
        "a logout with its token at every other place ends {session}, or is no success",
        Description = "In the query, in cookies, in other headers and in the path, alone, where the contract does not say that it travels.",
        Example = "a logout with its token at every other place ends the session, or is no success"
    )]
    public Task LogoutElsewhere(ClientSession session) => ExpectEndsAsync(session, Elsewhere);

    [Then(
        "a session that began under the name of {session} in another spelling ends with its logout",
        Description = "In capitals, in small letters and with blanks around it, where such a login succeeds.",
        Example = "a session that began under the name of the session in another spelling ends with its logout"
    )]
    public async Task NamedOtherwise(ClientSession session)
    {
        state.CheckLogoutEndsSomething();
        var login = state.Subject.Roles.Login ?? throw new NotApplicableException("The contract has no operation with the role login.");
        if (login.Session!.Subject.IsEmpty || session.User is not { } user)
            throw new NotApplicableException("The login takes no name of a user.");
        foreach (var (how, name) in Names(user.Name).Where(n => state.Target.Users.All(u => u.Name != n.Name)))
        {
            var before = login.Session.Slots.IsEmpty ? null : await LogIn.AsUserAsync(state, "a twin session", user);
            var draft = state.Requests.Build(login, before?.Tokens ?? [], user with { Name = name });
            draft.Flaw = $"a login with a name {how}";
            var reply = await state.SendAsync(draft);
            ContractOracle.CheckJudgeable(reply);
            var begun = new ClientSession("the session", user);
            begun.Take(before?.Tokens ?? []);
            begun.Take(LogIn.TokensIn(reply));
            if (!reply.IsSuccess || !begun.Tokens.TryGetValue(state.Subject.Roles.AccessKind, out var access))
                continue;
            if (!(await state.UseAsync(access, begun)).All(ContractOracle.IsAccepted))
                continue;
            state.Oracle.ExpectLoggedOut(await state.SendAsync(state.BuildLogout(begun.Tokens)));
            await state.ExpectEndedAsync(begun, $"of a login with a name {how}");
        }
    }

    private static IEnumerable<(string How, string Name)> Names(string name)
    {
        (string How, string Name)[] all =
        [
            ("in capitals", name.ToUpperInvariant()),
            ("in small letters", name.ToLowerInvariant()),
            ("with a capital at its start", char.ToUpperInvariant(name[0]) + name[1..]),
            ("with a blank behind it", name + " "),
            ("with a blank before it", " " + name),
        ];
        return all.Where(n => n.Name != name).DistinctBy(n => n.Name);
    }

    private async Task ExpectEndsAsync(ClientSession session, Func<ClientSession, IEnumerable<(string How, RequestDraft Draft)>> ways)
    {
        state.CheckLogoutEndsSomething();
        var twin = await LogIn.AsUserAsync(state, "a twin session", session.User);
        var plain = await state.SendAsync(state.BuildLogout(twin.Tokens));
        state.Oracle.ExpectLoggedOut(plain);

        // Who lets a token in after the plain logout is told as that.
        if (await state.SurvivorAsync(twin) is { } known)
            state.Oracle.ExpectRefused(known.Reply, Refusal.Revoked);

        var hows = ways(session).Select(w => w.How).Distinct(StringComparer.Ordinal).ToList();
        var survivors = new List<(string How, (string Kind, Reply Reply) Survivor)>();
        foreach (var how in hows.TakeWhile(_ => survivors.Count < MostTold))
        {
            if (!await SucceedsAsync(session, how))
                continue;
            if (await state.SurvivorAsync(session, isBrief: true) is not null)
            {
                // Once more with a session that no other logout has been tried with.
                session = await LogIn.AsUserAsync(state, session.Name, session.User);
                if (await SucceedsAsync(session, how) && await state.SurvivorAsync(session, isBrief: true) is { } survivor)
                    survivors.Add((how, survivor));
            }

            session = await LogIn.AsUserAsync(state, session.Name, session.User);
        }

        if (survivors is [var first, ..])
            throw state.Survives(first.Survivor, $"after a logout {string.Join(", ", survivors.Select(s => s.How))}");

        async Task<bool> SucceedsAsync(ClientSession asking, string how)
        {
            var way = ways(asking).FirstOrDefault(w => w.How == how);
            if (way.Draft is null)
                return false;
            var attempt = new Attempt(how, way.Draft, plain);
            if (await state.TryToSendAsync(attempt) is not { } reply)
                return false;
            ContractOracle.CheckJudgeable(reply);
            return attempt.Opens(reply);
        }
    }

    private IEnumerable<(string How, RequestDraft Draft)> Spelled(ClientSession session)
    {
        var (kind, token) = Access(session);
        foreach (var (how, text) in Spellings.Of(token))
            yield return ($"with its token {how}", Logout(session, text));
        var plain = Logout(session, token);
        var places = plain.Alternative?.Slots.Where(s => s.Kind == kind).Select(s => s.Places[0]) ?? [];
        foreach (var (how, change) in places.SelectMany(p => Spellings.Around(p, token)))
            yield return ($"with its token {how}", Changed(Logout(session, token), change));
    }

    private IEnumerable<(string How, RequestDraft Draft)> Formed(ClientSession session)
    {
        var forms =
            state.Depth == RunDepth.Deep
                ? RequestForms.Undocumented(state.Logout, IsMethod)
                : RequestForms.UndocumentedInFew(state.Logout, IsMethod);
        return forms
            .Where(f => !Questions.Contains(f.How) && !RequestForms.TellsOtherAddress(f.How))
            .Select(f => (f.How, Changed(state.BuildLogout(session.Tokens), f.Change)));

        bool IsMethod(string method) => state.Subject.Contract.Operations.Any(o => o.Path == state.Logout.Path && o.Method == method);
    }

    private IEnumerable<(string How, RequestDraft Draft)> Elsewhere(ClientSession session)
    {
        var (_, token) = Access(session);
        ImmutableArray<Expression> documented =
        [
            .. state.Logout.Session!.Alternatives.SelectMany(a => a.Places).Select(p => p.Expression).Distinct(),
        ];
        return OtherPlaces
            .Of(state.Logout, documented, token)
            .Select(p => ($"with its token {p.How}", Changed(Logout(session, null), p.Change)));
    }

    // A logout that takes any text for a token says nothing of one by its success (RFC 7009, section 2.2).
    private (int Kind, string Token) Access(ClientSession session)
    {
        var kind = state.Subject.Roles.AccessKind;
        if (
            ContractUnderTest.Slot(state.Logout, kind) is not { } slot
            || (slot.Tolerates & (Tolerance.Missing | Tolerance.Malformed | Tolerance.Unknown)) != Tolerance.None
        )
            throw new NotApplicableException("The logout does not have to look at the access token.");
        return (kind, state.TokenOf(session, "access"));
    }

    private RequestDraft Logout(ClientSession session, string? access)
    {
        var tokens = new Dictionary<int, string>(session.Tokens);
        tokens.Remove(state.Subject.Roles.AccessKind);
        if (access is not null)
            tokens[state.Subject.Roles.AccessKind] = access;
        var way = state.Logout.Session!.Alternatives.FirstOrDefault(a => a.Takes(state.Subject.Roles.AccessKind));
        return state.Requests.Build(state.Logout, tokens, alternative: way);
    }

    private static RequestDraft Changed(RequestDraft draft, Action<RequestDraft> change)
    {
        change(draft);
        return draft;
    }
}
