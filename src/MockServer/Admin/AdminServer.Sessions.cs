using Conformance.Generated.MockAdmin.Server;
using Conformance.MockServer.Engine.Logging;
using Conformance.MockServer.Engine.State;
using Conformance.Sessions;
using Microsoft.AspNetCore.Http;

namespace Conformance.MockServer.Admin;

/// <content>Users, their sessions, and the tokens of those.</content>
internal sealed partial class AdminServer
{
    private const int MostListed = 1000;

    public async Task<ListSessionsResult> ListSessionsAsync(
        string? conformNamespace,
        string? contract,
        string? user,
        int? limit,
        HttpContext httpContext,
        CancellationToken cancellationToken
    )
    {
        if ((WrongLimit(limit) ?? WrongContract(contract)) is { } wrong)
            return new ListSessionsResult.BadRequest(Invalid(httpContext, wrong, "listSessions"));
        var listed = new List<Generated.MockAdmin.Server.Session>();
        foreach (var (mount, sessions) in SessionsOf(StateOf(httpContext), contract))
        {
            var all = await sessions.ListSessionsAsync(user is null ? limit ?? MostListed : int.MaxValue);
            listed.AddRange(
                all.Where(s => user is null || s.User is { } owner && (owner.Name == user || owner.Id == user))
                    .Take(limit ?? MostListed)
                    .Select(s => WireForm.Of(mount.Contract.Name, s))
            );
        }

        return new SessionList { Sessions = listed };
    }

    public async Task<BeginSessionResult> BeginSessionAsync(
        NewSession body,
        string? conformNamespace,
        HttpContext httpContext,
        CancellationToken cancellationToken
    )
    {
        if (WrongContract(body.Contract) is { } wrong)
            return new BeginSessionResult.BadRequest(Invalid(httpContext, wrong, "beginSession"));
        var state = StateOf(httpContext);
        var served = engine
            .Mounts.Where(m => m.Contract.Session is not null && (body.Contract ?? m.Contract.Name) == m.Contract.Name)
            .ToList();
        if (served is not [var mount] || state.SessionsOf(mount) is not { } sessions)
        {
            var names = string.Join(", ", served.Select(m => m.Contract.Name));
            return new BeginSessionResult.BadRequest(
                Invalid(
                    httpContext,
                    served.Count == 0
                        ? "no contract that is served has tokens"
                        : $"\"contract\" names none of {names}, of which it needs one",
                    "beginSession"
                )
            );
        }

        if (state.Accounts.All.FirstOrDefault(a => a.Name == body.User || a.User.Id == body.User) is not { } account)
            return new BeginSessionResult.NotFound(NotFound(httpContext, "such user", "GET /__admin/users"));
        var tokens = new SessionTokens();
        foreach (var (kind, text) in await OutsideLogin.BeginAsync(mount.Contract, sessions, account.User))
            tokens[kind] = text;
        return new BeginSessionResult.Created(tokens);
    }

    public async Task<GetSessionResult> GetSessionAsync(
        string session,
        string? conformNamespace,
        HttpContext httpContext,
        CancellationToken cancellationToken
    )
    {
        foreach (var (mount, sessions) in SessionsOf(StateOf(httpContext)))
        {
            if (await sessions.FindSessionAsync(session) is { } found)
                return WireForm.Of(mount.Contract.Name, found);
        }

        return new GetSessionResult.NotFound(NotFound(httpContext, "such session", "GET /__admin/sessions"));
    }

    public async Task<EndSessionResult> EndSessionAsync(
        string session,
        string? conformNamespace,
        HttpContext httpContext,
        CancellationToken cancellationToken
    )
    {
        foreach (var (_, sessions) in SessionsOf(StateOf(httpContext)))
        {
            if (await sessions.EndSessionAsync(session))
                return new EndSessionResult.NoContent();
        }

        return new EndSessionResult.NotFound(NotFound(httpContext, "such session", "GET /__admin/sessions"));
    }

    public async Task<LookUpTokenResult> LookUpTokenAsync(
        TokenText body,
        string? conformNamespace,
        HttpContext httpContext,
        CancellationToken cancellationToken
    )
    {
        foreach (var (mount, sessions) in SessionsOf(StateOf(httpContext)))
        {
            if (await sessions.FindByTextAsync(body.Token) is not var (session, token))
                continue;
            return new KnownToken
            {
                Contract = mount.Contract.Name,
                Session = session.Id,
                User = session.User?.Name,
                Token = WireForm.Of(token),
            };
        }

        return new LookUpTokenResult.NotFound(NotFound(httpContext, "such token here", "GET /__admin/sessions"));
    }

    public async Task<ExpireTokenResult> ExpireTokenAsync(
        TokenChoice body,
        string? conformNamespace,
        HttpContext httpContext,
        CancellationToken cancellationToken
    )
    {
        var wrong =
            (body.Token is null) == (body.Label is null)
                ? $"found {(body.Token is null ? "neither" : "both")} of \"token\" and \"label\""
                : WrongContract(body.Contract);
        if (wrong is not null)
            return new ExpireTokenResult.BadRequest(Invalid(httpContext, wrong, "expireToken"));
        var expired = false;
        foreach (var (_, sessions) in SessionsOf(StateOf(httpContext), body.Contract))
        {
            expired |= await ExpireAsync(sessions, body);
        }

        return expired
            ? new ExpireTokenResult.NoContent()
            : new ExpireTokenResult.NotFound(
                NotFound(
                    httpContext,
                    body.Label is null ? "such token here" : $"token \"{LogLine.Shortened(body.Label)}\"",
                    "GET /__admin/sessions"
                )
            );
    }

    public Task<ListUsersResult> ListUsersAsync(string? conformNamespace, HttpContext httpContext, CancellationToken cancellationToken) =>
        Task.FromResult<ListUsersResult>(new UserList { Users = [.. StateOf(httpContext).Accounts.All.Select(WireForm.Of)] });

    public async Task<AddUserResult> AddUserAsync(
        NewUser body,
        string? conformNamespace,
        HttpContext httpContext,
        CancellationToken cancellationToken
    )
    {
        var account = new Account(body.Name, body.Password);
        return await ChangeAsync(httpContext, state => state.Accounts.Add(account))
            ? WireForm.Of(account)
            : new AddUserResult.Conflict(
                Problem(
                    httpContext,
                    409,
                    "conflict",
                    Sentence(httpContext, $"there is a user \"{body.Name}\" already", "Remove that one first: DELETE /__admin/users/NAME.")
                )
            );
    }

    public async Task<RemoveUserResult> RemoveUserAsync(
        string user,
        string? conformNamespace,
        HttpContext httpContext,
        CancellationToken cancellationToken
    )
    {
        // Routing leaves an encoded slash as it is, so that it does not become a border of segments.
        var name = user.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        if (await ChangeAsync(httpContext, state => state.Accounts.Remove(name)) is not { } removed)
            return new RemoveUserResult.NotFound(NotFound(httpContext, $"user \"{LogLine.Shortened(name)}\"", "GET /__admin/users"));
        foreach (var (_, sessions) in SessionsOf(StateOf(httpContext)))
            await sessions.EndUserAsync(removed.User.Id);
        return new RemoveUserResult.NoContent();
    }

    private static ValueTask<bool> ExpireAsync(SessionWorld sessions, TokenChoice choice) =>
        choice.Token is { } text ? sessions.ExpireByTextAsync(text) : sessions.ExpireByLabelAsync(choice.Label!);

    private static string? WrongLimit(int? limit) => limit is < 1 or > MostListed ? $"found the limit {limit}" : null;
}
