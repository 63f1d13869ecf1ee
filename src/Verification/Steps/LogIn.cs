using System.Buffers;
using System.Collections.Immutable;
using Conformance.Contracts.Model;
using Conformance.Validation;
using Conformance.Verification.Client;
using Conformance.Verification.Oracle;

namespace Conformance.Verification.Steps;

/// <summary>Begins sessions: by the target's own source of tokens, else by the contract's login.</summary>
internal static class LogIn
{
    private static readonly SearchValues<char> NotInTokens = SearchValues.Create([
        .. Enumerable.Range(0, ' ').Select(c => (char)c),
        '\x7f',
        '\ufffd',
    ]);

    private const string Bearer = "Bearer ";

    /// <summary>A new session.</summary>
    /// <exception cref="InconclusiveException">There are no tokens to be had.</exception>
    /// <exception cref="LoginFailedException">The login was answered, and it did not work.</exception>
    public static async Task<ClientSession> AsUserAsync(ScenarioState state, string name, UserCredentials? user)
    {
        CheckIsKnown(state, user);
        var session = new ClientSession(name, user);
        if (state.Target.Tokens is { } source)
            session.Take(await FromSourceAsync(state, source, user));
        else
            await ByLoginAsync(state, session);
        return session;
    }

    /// <summary>Sees to it that credentials which are known to be wrong are not sent a hundred times: that would lock the user out.</summary>
    /// <exception cref="InconclusiveException">They are.</exception>
    public static void CheckIsKnown(ScenarioState state, UserCredentials? user)
    {
        if (state.LoginObstacle is { } obstacle && user == state.Target.Users.FirstOrDefault())
            throw new InconclusiveException(obstacle);
    }

    /// <summary>The tokens in an answer, by kind.</summary>
    public static Dictionary<int, string> TokensIn(Reply reply)
    {
        var tokens = new Dictionary<int, string>();
        foreach (var issued in reply.Request.Operation.Session?.Issued ?? [])
        {
            if (reply.TokenAt(issued) is { } token)
                tokens[issued.Kind] = token;
        }

        return tokens;
    }

    private static async Task ByLoginAsync(ScenarioState state, ClientSession session)
    {
        if (state.Subject.Roles.Login is not { } login)
            throw new NotApplicableException(
                "The contract has no operation with the role login. Give tokens, or a command that prints some."
            );
        foreach (var slot in login.Session!.Slots)
        {
            if (state.Subject.Roles.PreloginOf(slot.Kind) is { } prelogin)
                session.Take(await TakeAsync(state, prelogin, session));
        }

        session.Take(await TakeAsync(state, login, session));
    }

    private static async Task<Dictionary<int, string>> TakeAsync(ScenarioState state, Operation operation, ClientSession session)
    {
        var reply = await state.SendAsync(
            state.Requests.Build(operation, session.Tokens, operation.Role == Role.Login ? session.User : null)
        );
        ContractOracle.CheckJudgeable(reply);
        if (!reply.IsSuccess)
            throw state.Oracle.LoginFailed(
                $"The {RoleName(operation)} at {operation} does not work: it answered {state.Oracle.Tell(reply)}. {Mend(operation, reply)}{ProxyNote(state)}",
                reply
            );
        var tokens = TokensIn(reply);
        foreach (var issued in operation.Session!.Issued.Where(i => !tokens.ContainsKey(i.Kind)))
        {
            throw state.Oracle.LoginFailed(
                $"The {RoleName(operation)} at {operation} gave no {state.Subject.Policy!.Kinds[issued.Kind].Name} token: it answered {state.Oracle.Tell(reply)}; expected one where \"issues\" says in the contract.",
                reply
            );
        }

        foreach (var (kind, token) in tokens)
        {
            // RFC 6750, section 2.1: the token is what follows the scheme, and would be sent behind a second one.
            if (token.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            {
                var place = operation.Session.Issued.First(i => i.Kind == kind).Place;
                throw state.Oracle.LoginFailed(
                    $"The {RoleName(operation)} at {operation} gave an {state.Subject.Policy!.Kinds[kind].Name} token that begins with the scheme \"{token[..Bearer.Length].TrimEnd()}\"; expected the token alone (RFC 6750, section 2.1). Where the answer is meant so, write in \"issues\" what stands around it: '{token[..Bearer.Length]}{{{place}}}'.",
                    reply
                );
            }

            // What was no UTF-8, or half a surrogate pair, was read as U+FFFD.
            if (token.AsSpan().IndexOfAny(NotInTokens) is >= 0 and var at)
                throw state.Oracle.LoginFailed(
                    $"The {RoleName(operation)} at {operation} gave no {state.Subject.Policy!.Kinds[kind].Name} token that a request can present: character {at + 1} of what it gave is {Describe(token[at])}; expected text that a header can hold (RFC 9110, section 5.5).",
                    reply
                );
        }

        return tokens;
    }

    private static string Describe(char c) =>
        c == '\ufffd' ? "no Unicode (octets that are no UTF-8, or half a surrogate pair)" : $"the control character U+{(int)c:X4}";

    // An answer may be the proxy's own, such as a 403 or a 502.
    private static string ProxyNote(ScenarioState state) => state.Conversation.Proxy is { } proxy ? $" It was asked through {proxy}." : "";

    // The same path elsewhere: the base URL is what is wrong.
    private static string Elsewhere(Reply reply, string location) =>
        Uri.TryCreate(location, UriKind.Absolute, out var there)
        && there.AbsolutePath.EndsWith(reply.Request.Path, StringComparison.Ordinal)
            ? $"name that address with -u {there.GetLeftPart(UriPartial.Authority)}{there.AbsolutePath[..^reply.Request.Path.Length]}" + "."
            : "name the address where the API answers with -u.";

    private static string Mend(Operation operation, Reply reply) =>
        (operation.Role, reply.Status) switch
        {
            (Role.Login, var status) when status is 401 or 403 || operation.IsRefusal(reply, Refusal.Credentials) =>
                "Check the users' names and passwords, and whether the target wants something beside them, such as the key of an app (-H).",
            (_, >= 300 and < 400) when reply.Header("Location") is [{ Length: > 0 } location, ..] =>
                $"It points to {location}, and redirects are not followed: {Elsewhere(reply, location)}",
            (_, >= 300 and < 400) => "It redirects, and redirects are not followed. Name the address where the API answers with -u.",
            (_, 404 or 405) => "Check the base URL: nothing there answers to this path.",
            (_, >= 500) => "The target is at fault; see its log.",
            _ => "Values that only the target knows go under \"values\" of conform.yaml.",
        };

    private static async Task<Dictionary<int, string>> FromSourceAsync(ScenarioState state, ITokenSource source, UserCredentials? user)
    {
        ImmutableDictionary<string, string> given;
        try
        {
            given = await source.NextAsync(user, state.Cancellation);
        }
        catch (TokensUnavailableException exception)
        {
            throw new InconclusiveException(state.Conversation.Redactor.Redact(exception.Message));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new InconclusiveException(
                state.Conversation.Redactor.Redact($"The source of tokens failed: {exception.GetType().Name}: {exception.Message}")
            );
        }

        var tokens = new Dictionary<int, string>();
        foreach (var (name, token) in given)
        {
            state.Conversation.Redactor.Add(name, token);
            if (state.Subject.Policy?.IndexOf(name) is { } kind and >= 0)
                tokens[kind] = token;
        }

        return tokens.ContainsKey(state.Subject.Roles.AccessKind)
            ? tokens
            : throw new InconclusiveException(
                $"The given tokens hold no access token; they hold {(given.IsEmpty ? "nothing" : string.Join(", ", given.Keys.Order(StringComparer.Ordinal)))}. Name the kinds as the contract does: {string.Join(", ", state.Subject.Policy?.Kinds.Select(k => k.Name) ?? [])}."
            );
    }

    private static string RoleName(Operation operation) =>
        operation.Role == Role.Prelogin ? "operation that gives an app its token" : "login";
}
