using Conformance.Reference.Tests.Dialects;

namespace Conformance.Proxying.Tests;

/// <summary>What the users of an app do, one after the other: each thing that they do has a name.</summary>
internal static class Journey
{
    public const string UseAfterLogout = "use after logout";
    public const string RefreshAfterLogout = "refresh after logout";
    public const string UseSibling = "use of the other session";
    public const string UseOther = "use by another user";
    public const string Replay = "refresh token used again";
    public const string UseAfterLogin = "use of a dead token after a login";
    public const string Login = "login";
    public const string Logout = "logout";

    /// <summary>Does everything, and gives the number of the last request of each thing.</summary>
    public static async Task<Dictionary<string, int>> RunAsync(Watch watch, string api)
    {
        var numbers = new Dictionary<string, int>();
        using var caller = new Caller(watch.Proxy.Address, Dialect.Of(api));
        var dialect = caller.Dialect;
        var first = await caller.LoginAsync();
        Done(Login);
        await caller.UseAsync(first.Access);
        var second = await caller.LoginAsync();
        await caller.UseAsync(second.Access);
        var other = await caller.LoginAsync(Caller.Bob);
        await caller.UseAsync(other.Access);
        if (dialect.RefreshPath is not null)
        {
            var third = await caller.LoginAsync();
            await caller.RefreshAsync(dialect.RefreshTokenOf(third));
            await caller.RefreshAsync(dialect.RefreshTokenOf(third));
            Done(Replay);
        }

        await caller.UseAsync("no-token-at-all");
        await caller.UseAsync(null);
        await caller.LogoutAsync(first);
        Done(Logout);
        await caller.UseAsync(first.Access);
        Done(UseAfterLogout);
        if (dialect.RefreshPath is not null)
        {
            await caller.RefreshAsync(dialect.RefreshTokenOf(first));
            Done(RefreshAfterLogout);
        }

        await caller.UseAsync(second.Access);
        Done(UseSibling);
        await caller.UseAsync(other.Access);
        Done(UseOther);
        await caller.LogoutAsync(first);
        await caller.TryLoginAsync(Caller.Alice, Caller.Password);
        await caller.UseAsync(first.Access);
        Done(UseAfterLogin);
        await caller.TryLoginAsync(Caller.Alice, "wrong-password");
        return numbers;

        void Done(string what) => numbers[what] = watch.Proxy.ToRun().Requests;
    }
}
