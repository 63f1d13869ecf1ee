using Conformance.Verification.Tests.Servers;
using Microsoft.AspNetCore.Http;

namespace Conformance.Verification.Tests.Flaws;

/// <summary>A logout that would succeed gets this status; with one of success it takes effect.</summary>
public sealed class AnswersTheLogoutWith(int status) : DemoApi
{
    protected override async Task LogOutAsync(HttpContext http, string body)
    {
        var isFault = status >= 300 && body.EndsWith('}') && http.Request.Headers.Authorization.Count > 0;
        if (isFault)
        {
            await SendAsync(http, status, new { error = "logout" });
            return;
        }

        http.Response.OnStarting(() =>
        {
            if (http.Response.StatusCode == 200)
                http.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        await base.LogOutAsync(http, body);
    }
}
