using Conformance.Generated.MockAdmin.Server;
using Conformance.MockServer.Engine.Logging;
using Conformance.MockServer.Engine.State;
using Microsoft.AspNetCore.Http;

namespace Conformance.MockServer.Admin;

/// <content>Users.</content>
internal sealed partial class AdminServer
{
    public Task<ListUsersResult> ListUsersAsync(string? conformNamespace, HttpContext httpContext, CancellationToken cancellationToken) =>
        Task.FromResult<ListUsersResult>(new UserList { Users = [.. StateOf(httpContext).Accounts.All.Select(WireForm.Of)] });

    public Task<AddUserResult> AddUserAsync(
        NewUser body,
        string? conformNamespace,
        HttpContext httpContext,
        CancellationToken cancellationToken
    )
    {
        var account = new Account(body.Name, body.Password);
        return Task.FromResult<AddUserResult>(
            StateOf(httpContext).Accounts.Add(account)
                ? WireForm.Of(account)
                : new AddUserResult.Conflict(
                    Problem(
                        httpContext,
                        409,
                        "conflict",
                        Sentence(
                            httpContext,
                            $"there is a user \"{body.Name}\" already",
                            "Remove that one first: DELETE /__admin/users/NAME."
                        )
                    )
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
        var state = StateOf(httpContext);
        if (state.Accounts.Remove(name) is not { } removed)
            return new RemoveUserResult.NotFound(NotFound(httpContext, $"user \"{LogLine.Shortened(name)}\"", "GET /__admin/users"));
        foreach (var (_, sessions) in SessionsOf(state))
            await sessions.EndUserAsync(removed.User.Id);
        return new RemoveUserResult.NoContent();
    }
}
