using System.Collections.Immutable;
using Conformance.Sessions;
using Conformance.Verification.Client;
using Conformance.Verification.Oracle;
using Conformance.Verification.Results;
using Reqnroll;

namespace Conformance.Verification.Steps;

/// <summary>Logs out, as documented or with one thing other than documented.</summary>
[Binding]
internal sealed class LogoutSteps(ScenarioState state)
{
    private const string WrongBody = "a body that is not as documented";
    private const string WrongMediaType = "another media type than the documented one";

    [When("{session} logs out", Description = "The documented logout with the session's tokens.", Example = "the session logs out")]
    [When("{session} logs out again", Description = "The same once more.", Example = "the session logs out again")]
    public Task LogOut(ClientSession session) => SendAsync(session, null, _ => { });

    [When("someone logs out without any token", Description = "The documented logout by someone who has none of its tokens.")]
    public Task LogOutWithoutTokens()
    {
        var draft = state.BuildLogout(new Dictionary<int, string>());
        (draft.Flaw, draft.IsTokenFlaw) = ("no access token", true);
        return state.AskAsync(draft);
    }

    [When(
        "someone logs out with {string} as {token}",
        Description = "A logout with a token of one's own making.",
        Example = "someone logs out with \"not-a-token\" as access token"
    )]
    public Task LogOutWithText(string text, TokenName token)
    {
        state.NoteFlaw(text, $"{Forgeries.Name(Forgery.Malformed)} {token.Name} token");
        return WithTokenAsync(new Dictionary<int, string>(), token, text);
    }

    [When("{session} logs out by {word}", Description = "The logout with another method.", Example = "the session logs out by DELETE")]
    public Task LogOutBy(ClientSession session, string method) =>
        SendAsync(
            session,
            "another method than the documented one",
            draft =>
            {
                if (state.Subject.Contract.Operations.Any(o => o.Path == state.Logout.Path && o.Method == method))
                    throw new NotApplicableException($"The contract documents {method} {state.Logout.Path}.");
                draft.Method = method;
                if (method is not ("GET" or "HEAD" or "DELETE" or "OPTIONS"))
                    return;
                draft.Body = null;
                draft.ContentType = null;
            }
        );

    [When(
        "{session} logs out under the base path {string}",
        Description = "The logout under another of the documented servers.",
        Example = "the session logs out under the base path \"/v1\""
    )]
    public Task LogOutUnder(ClientSession session, string basePath) =>
        SendAsync(
            session,
            $"the base path {basePath}",
            draft =>
            {
                if (!state.Conversation.KnowsBasePaths)
                    throw new NotApplicableException(
                        $"The base URL ends with none of the documented base paths ({string.Join(", ", state.Logout.BasePaths)}), so that another one cannot take its place."
                    );
                draft.BasePath = basePath;
            }
        );

    [When(
        "{session} logs out without a body",
        Description = "The logout without body and media type.",
        Example = "the session logs out without a body"
    )]
    public Task LogOutWithoutBody(ClientSession session) =>
        SendAsync(session, RequestDraft.WithoutBody, draft => (draft.Body, draft.ContentType) = (null, null));

    [When(
        "{session} logs out with the body:",
        Description = "The logout with a body of one's own.",
        Example = "the session logs out with the body:"
    )]
    public Task LogOutWithBody(ClientSession session, string body) =>
        SendAsync(
            session,
            WrongBody,
            draft =>
            {
                state.CheckIsRefused(draft, body);
                SetRaw(draft, body);
            }
        );

    [When(
        "{session} logs out with a broken body",
        Description = "The logout with a body that is cut in the middle.",
        Example = "the session logs out with a broken body"
    )]
    public Task LogOutWithBrokenBody(ClientSession session) => SendAsync(session, WrongBody, draft => SetRaw(draft, state.Broken(draft)));

    [When(
        "{session} logs out with the media type {string}",
        Description = "The logout with another Content-Type over the same body.",
        Example = "the session logs out with the media type \"application/xml\""
    )]
    public Task LogOutWithMediaType(ClientSession session, string type) =>
        SendAsync(session, WrongMediaType, draft => draft.ContentType = NeedsBody(draft).Length > 0 ? type : null);

    [When(
        "{session} logs out without a media type",
        Description = "The logout with a body and no Content-Type.",
        Example = "the session logs out without a media type"
    )]
    public Task LogOutWithoutMediaType(ClientSession session) =>
        SendAsync(session, WrongMediaType, draft => draft.ContentType = NeedsBody(draft).Length > 0 ? null : draft.ContentType);

    [When(
        "{session} logs out without the header {string}",
        Description = "The logout with one header left out.",
        Example = "the session logs out without the header \"platform\""
    )]
    public Task LogOutWithoutHeader(ClientSession session, string name) =>
        SendAsync(session, $"a request without the header {name}", draft => draft.RemoveHeader(name));

    [When(
        "{session} logs out with the header {string} set to {string}",
        Description = "The logout with another value of a header.",
        Example = "the session logs out with the header \"platform\" set to \"other\""
    )]
    public Task LogOutWithHeader(ClientSession session, string name, string value) =>
        SendAsync(session, $"another value of the header {name}", draft => draft.SetHeader(name, value));

    [When(
        "{session} logs out with the names of its headers in capitals",
        Description = "Names of headers are case-insensitive.",
        Example = "the session logs out with the names of its headers in capitals"
    )]
    public Task LogOutInCapitals(ClientSession session) =>
        SendAsync(session, "names of headers in capitals", draft => Rename(draft, name => name.ToUpperInvariant()));

    [When(
        "{session} logs out with the names of its headers in small letters",
        Description = "Names of headers are case-insensitive.",
        Example = "the session logs out with the names of its headers in small letters"
    )]
    public Task LogOutInSmallLetters(ClientSession session) =>
        SendAsync(session, "names of headers in small letters", draft => Rename(draft, name => name.ToLowerInvariant()));

    [When(
        "{session} logs out without the field {string}",
        Description = "The logout with one field of its body left out; names are joined by dots.",
        Example = "the session logs out without the field \"deviceId\""
    )]
    public Task LogOutWithoutField(ClientSession session, string field) =>
        SendAsync(session, $"a body without the field {field}", draft => draft.Remove(BodyField.Place(field)));

    [When(
        "{session} logs out with the field {string} set to {json}",
        Description = "The logout with another value of a field.",
        Example = "the session logs out with the field \"signOutMode\" set to 2"
    )]
    public Task LogOutWithField(ClientSession session, string field, JsonValueText value) =>
        SendAsync(
            session,
            $"another value of the field {field}",
            draft => draft.PutInBody(BodyField.Pointer(field), value.Value?.DeepClone())
        );

    [When(
        "{session} logs out without its {token}",
        Description = "The logout with one token left out.",
        Example = "the session logs out without its access token"
    )]
    public Task LogOutWithoutToken(ClientSession session, TokenName token) => WithTokenAsync(session, token, null);

    [When(
        "{session} logs out with a/an {forgery} {token}",
        Description = "The logout with a bad token in place of a good one.",
        Example = "the session logs out with a tampered access token"
    )]
    public Task LogOutWithForgery(ClientSession session, ForgeryName forgery, TokenName token) =>
        WithTokenAsync(session, token, state.Forge(forgery.Forgery, session, token));

    [When(
        "{session} logs out in spite of its expired access token",
        Description = "The documented logout with a token that is too old and counts all the same; it succeeds.",
        Example = "the session logs out in spite of its expired access token"
    )]
    public async Task LogOutExpired(ClientSession session)
    {
        NeedsHonoured(Tolerance.Expired, "an expired token");
        await LogOut(session);
        state.Oracle.ExpectAccepted(state.Reply);
    }

    [When(
        "{session} logs out in spite of its {token} as {token}",
        Description = "The documented logout with a token of another kind that counts all the same; it succeeds.",
        Example = "the session logs out in spite of its refresh token as access token"
    )]
    public async Task LogOutOfOtherKind(ClientSession session, TokenName other, TokenName token)
    {
        NeedsHonoured(Tolerance.WrongKind, "a token of another kind");
        await LogOutWithOtherKind(session, other, token);
        foreach (var reply in state.Replies)
            state.Oracle.ExpectAccepted(reply);
    }

    [When(
        "{session} logs out with its {token} as {token}",
        Description = "The logout with one kind of token where another belongs.",
        Example = "the session logs out with its refresh token as access token"
    )]
    public Task LogOutWithOtherKind(ClientSession session, TokenName other, TokenName token) =>
        WithTokenAsync(session, token, state.TokenOf(session, other.Name));

    [When(
        "{session} logs out with the {token} of {session}",
        Description = "The logout with a token of another session.",
        Example = "the session logs out with the refresh token of the other user's session"
    )]
    public Task LogOutWithForeign(ClientSession session, TokenName token, ClientSession other) =>
        WithTokenAsync(session, token, state.TokenOf(other, token.Name));

    [When(
        "{session} logs out with the authentication scheme {string}",
        Description = "The logout with another word before the token in the Authorization header.",
        Example = "the session logs out with the authentication scheme \"Basic\""
    )]
    public Task LogOutWithScheme(ClientSession session, string scheme)
    {
        var ways =
            from way in state.Logout.Session!.Alternatives
            from slot in way.Slots
            where slot.Kind == state.Subject.Roles.AccessKind && slot.Places[0].Scheme is not null
            select (way, slot.Places[0]);
        if (ways.FirstOrDefault() is not (not null, not null) found)
            throw new NotApplicableException("The logout takes no token in an Authorization header.");

        // What the same way asks for elsewhere stays.
        var draft = state.Requests.Build(state.Logout, session.Tokens, alternative: found.Item1);
        draft.Put(found.Item2.Expression, $"{scheme} {state.TokenOf(session, "access")}");
        draft.Flaw = "another authentication scheme";
        return state.AskAsync(draft);
    }

    private void NeedsHonoured(Tolerance defect, string what)
    {
        if (ContractUnderTest.Slot(state.Logout, state.Subject.Roles.AccessKind)?.Honours.HasFlag(defect) != true)
            throw new NotApplicableException($"The contract does not say that {what} counts at {state.Logout}.");
    }

    private static void Rename(RequestDraft draft, Func<string, string> rename)
    {
        var lines = draft.Headers.Select(h => new HeaderLine(rename(h.Name), h.Value)).ToList();
        draft.Headers.Clear();
        draft.Headers.AddRange(lines);
    }

    private static void SetRaw(RequestDraft draft, string body)
    {
        draft.RawBody = body;
        draft.ContentType ??= "application/json";
    }

    private static string NeedsBody(RequestDraft draft) => draft.Text ?? throw new NotApplicableException("The logout takes no body.");

    private Task WithTokenAsync(ClientSession session, TokenName token, string? text) => WithTokenAsync(session.Tokens, token, text);

    // In each of the ways that the contract has, unless the token is to be missing: all of them are the same then.
    private async Task WithTokenAsync(IReadOnlyDictionary<int, string> others, TokenName token, string? text)
    {
        var kind = state.Kind(token.Name);
        var ways = state.Logout.Session!.Alternatives.Where(a => a.Takes(kind)).ToList();
        if (ways.Count == 0)
            throw new NotApplicableException($"The logout takes no {token.Name} token.");
        var tokens = new Dictionary<int, string>(others);
        tokens.Remove(kind);
        if (text is not null)
            tokens[kind] = text;
        var replies = ImmutableArray.CreateBuilder<Reply>();
        foreach (var way in text is null ? ways[..1] : ways)
        {
            var draft = state.Requests.Build(state.Logout, tokens, alternative: way);
            draft.JudgedKind = kind;
            if (text is null)
                (draft.Flaw, draft.IsTokenFlaw) = ($"no {token.Name} token", true);
            replies.Add(await state.SendAsync(draft));
        }

        state.Replies = replies.ToImmutable();
    }

    private async Task SendAsync(ClientSession session, string? flaw, Action<RequestDraft> change)
    {
        var draft = state.BuildLogout(session.Tokens);
        draft.Flaw = flaw;
        change(draft);
        await state.AskAsync(draft);
    }
}
