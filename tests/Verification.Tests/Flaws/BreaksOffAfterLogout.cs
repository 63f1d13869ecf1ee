using Conformance.Verification.Tests.Servers;
using Microsoft.AspNetCore.Http;

namespace Conformance.Verification.Tests.Flaws;

/// <summary>Whoever comes with a token that a logout ended finds the connection closed.</summary>
public sealed class BreaksOffAfterLogout : DemoApi
{
    private readonly HashSet<string> _ended = [];

    protected override Task LogOutAsync(HttpContext http, string body)
    {
        http.Response.OnStarting(() =>
        {
            lock (Gate)
            {
                if (http.Response.StatusCode == 200)
                    _ended.Add(http.Request.Headers.Authorization.ToString());
            }

            return Task.CompletedTask;
        });
        return base.LogOutAsync(http, body);
    }

    protected override Task RefuseAsync(HttpContext http, string reason)
    {
        bool isEnded;
        lock (Gate)
            isEnded = _ended.Contains(http.Request.Headers.Authorization.ToString());
        if (!isEnded || http.Request.Path.Value != "/api/me")
            return base.RefuseAsync(http, reason);
        http.Abort();
        return Task.CompletedTask;
    }
}
