using Conformance.Generated.MockAdmin.Server;
using Conformance.MockServer.Engine.Logging;
using Conformance.Sessions;
using Microsoft.AspNetCore.Http;

namespace Conformance.MockServer.Admin;

/// <content>Sessions and tokens.</content>
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

    private static ValueTask<bool> ExpireAsync(SessionWorld sessions, TokenChoice choice) =>
        choice.Token is { } text ? sessions.ExpireByTextAsync(text) : sessions.ExpireByLabelAsync(choice.Label!);

    private static string? WrongLimit(int? limit) => limit is < 1 or > MostListed ? $"found the limit {limit}" : null;
}
