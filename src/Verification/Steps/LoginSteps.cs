using System.Globalization;
using System.Text.RegularExpressions;
using Conformance.Contracts.Model;
using Conformance.Verification.Client;
using Conformance.Verification.Oracle;
using Reqnroll;

namespace Conformance.Verification.Steps;

/// <summary>Logs in in the presence of a token, and as somebody whom nobody knows.</summary>
[Binding]
internal sealed partial class LoginSteps(ScenarioState state)
{
    private (string Token, UserCredentials? User) _beside;
    private Reply? _wrongPassword;
    private (string Known, string Unknown) _names;

    [When(
        "someone logs in with the dead access token of {session} beside the credentials",
        Description = "The contract's login with the token at the place where protected operations take it, unless the login has a use of its own for that place.",
        Example = "someone logs in with the dead access token of the session beside the credentials"
    )]
    [When(
        "someone logs in with the live access token of {session} beside the credentials",
        Description = "The same with a token that is live.",
        Example = "someone logs in with the live access token of the session beside the credentials"
    )]
    public Task LogInBeside(ClientSession session)
    {
        state.NoteUse(state.TokenOf(session, "access"));
        return LogInBesideAsync(state.TokenOf(session, "access"), session.User);
    }

    [When(
        "someone logs in with a made-up access token beside the credentials of {session}",
        Description = "The same with a token of the same form that nobody was given; JWTs are made up elsewhere.",
        Example = "someone logs in with a made-up access token beside the credentials of the session"
    )]
    public Task LogInBesideMadeUp(ClientSession session)
    {
        var good = state.TokenOf(session, "access");
        if (TokenForge.Part(good, 0) is not null)
            throw new NotApplicableException("The access token is a JWT, and no server takes a name for one.");
        var madeUp = TokenForge.Make(Forgery.MadeUp, good);
        state.Conversation.Redactor.Add("made-up", madeUp);
        return LogInBesideAsync(madeUp, session.User);
    }

    [Then(
        "the login has given a session of its own",
        Description = "Another access token than the one that came with it, and one that opens something; a login that is refused does not apply."
    )]
    public async Task GaveItsOwn()
    {
        if (ContractOracle.IsRejected(state.Reply))
            throw new NotApplicableException("The target refuses a login that such a token comes with, as it may.");
        state.Oracle.ExpectAccepted(state.Reply, Ground.FreshToken);
        var given = new ClientSession("a new session", _beside.User);
        given.Take(LogIn.TokensIn(state.Reply));
        if (!given.Tokens.TryGetValue(state.Subject.Roles.AccessKind, out var token))
            throw state.Oracle.LoginFailed("The login gave no access token.", state.Reply);
        if (token == _beside.Token)
            throw state.Oracle.Miss("an access token of its own", "the one that came with the login", state.Reply);
        foreach (var reply in await state.UseAsync(token, given))
            state.Oracle.ExpectAccepted(reply, Ground.FreshToken);
    }

    [Then(
        "the session that the login has given ends with its logout",
        Description = "With the tokens that the last login gave; a login that is refused, or gives none that open something, does not apply."
    )]
    public async Task GivenEnds()
    {
        state.CheckLogoutEndsSomething();
        var given = new ClientSession("the session", _beside.User);
        given.Take(LogIn.TokensIn(state.Reply));
        if (
            !ContractOracle.IsAccepted(state.Reply)
            || !given.Tokens.TryGetValue(state.Subject.Roles.AccessKind, out var token)
            || !(await state.UseAsync(token, given)).All(ContractOracle.IsAccepted)
        )
            throw new NotApplicableException("The login that a live token comes with gives no session that opens something.");
        state.Oracle.ExpectLoggedOut(await state.SendAsync(state.BuildLogout(given.Tokens)));
        await state.ExpectEndedAsync(given, "of a login that a live token came with");
    }

    [When("someone whom nobody knows logs in", Description = "A login with a wrong password, and one under a name that was made up.")]
    public async Task LogInAsNobody()
    {
        var login = Login();
        if (login.Session is not { Subject.IsEmpty: false, Secret.IsEmpty: false })
            throw new NotApplicableException("The login takes no name and password.");
        var (wrong, unknown) = (login.Refusals[(int)Refusal.Credentials], login.Refusals[(int)Refusal.UnknownUser]);
        if (wrong?.Status != unknown?.Status || wrong?.Where?.ToString() != unknown?.Where?.ToString())
            throw new NotApplicableException("The contract documents that an unknown user is told.");
        var user = state.User(0) ?? throw new NotApplicableException("No user is known to log in with.");
        var twin = await LogIn.AsUserAsync(state, "a twin session", user);
        var mistaken = user with { Secret = user.Secret + "-wrong" };
        _names = (user.Name, MadeUp(user.Name));
        _wrongPassword = await AskAsync(login, twin, mistaken, "a wrong password");
        state.Replies = [await AskAsync(login, twin, mistaken with { Name = _names.Unknown }, "an unknown user")];
    }

    [Then(
        "it reads like a wrong password",
        Description = "Status, media type and body are the same, but for times, numbers and the name itself."
    )]
    public void ReadsAlike()
    {
        foreach (var reply in (Reply[])[_wrongPassword!, state.Reply])
            state.Oracle.ExpectRejected(reply);
        if (Shape(_wrongPassword!, _names.Known) != Shape(state.Reply, _names.Unknown))
            throw state.Oracle.Miss($"{state.Oracle.Tell(_wrongPassword!)}, as for a wrong password", state.Reply);
    }

    private async Task LogInBesideAsync(string token, UserCredentials? user)
    {
        var login = Login();
        var place = (
            from operation in state.Subject.Protected
            from way in state.OpenAlternatives(operation)
            from slot in way.Slots
            where slot.Kind == state.Subject.Roles.AccessKind
            select slot.Places[0]
        ).FirstOrDefault();
        var taken = login.Session!.Slots.SelectMany(s => s.Places).Concat(login.Session.UserPlaces).Select(p => p.Expression);
        if (place is null || taken.Contains(place.Expression))
            throw new NotApplicableException("The login has a use of its own for the place where the access token travels.");
        var prelogin = await LogIn.AsUserAsync(state, "a twin session", state.User(0));
        var draft = state.Requests.Build(login, prelogin.Tokens, user);
        if (draft.Headers.Any(h => h.Name.Equals("Authorization", StringComparison.OrdinalIgnoreCase)) && place.Scheme is not null)
            throw new NotApplicableException("The login has a use of its own for the place where the access token travels.");
        draft.PutToken(place, token);
        _beside = (token, user);
        await state.AskAsync(draft);
    }

    private async Task<Reply> AskAsync(Operation login, ClientSession twin, UserCredentials user, string flaw)
    {
        var draft = state.Requests.Build(login, twin.Tokens, user);
        draft.Flaw = flaw;
        return await state.SendAsync(draft);
    }

    private Operation Login() =>
        state.Subject.Roles.Login ?? throw new NotApplicableException("The contract has no operation with the role login.");

    // Of the same form: what stands behind an @, and a number of as many digits.
    private static string MadeUp(string name)
    {
        var end = name.IndexOf('@', StringComparison.Ordinal) is >= 0 and var at ? at : name.Length;
        var own = name[..end].Any(char.IsAsciiLetter)
            ? "nobody" + end.ToString(CultureInfo.InvariantCulture)
            : new string([.. name[..end].Select(c => char.IsAsciiDigit(c) ? (char)('0' + ('9' - c)) : c)]);
        return own + name[end..];
    }

    private static (int Status, string? Type, string Text) Shape(Reply reply, string name) =>
        (reply.Status, reply.ContentType, Variable().Replace(reply.Text.Replace(name, "·", StringComparison.Ordinal), "·"));

    [GeneratedRegex(@"[0-9a-fA-F-]{8,}|\d{4}-\d\d-\d\dT[0-9:.]+(Z|[+-][0-9:]+)?|\d{3,}|[\w-]{24,}", RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex Variable();
}
