using Conformance.Verification.Tests.Servers;
using Microsoft.AspNetCore.Http;

namespace Conformance.Verification.Tests.Flaws;

/// <summary>Refuses a use of a token, or of none, with this status and body.</summary>
public sealed class RefusesUsesWith(int status, object? body) : DemoApi
{
    protected override Task RefuseAsync(HttpContext http, string reason)
    {
        if (http.Request.Path.Value != "/api/me")
            return base.RefuseAsync(http, reason);
        if (body is not null)
            return SendAsync(http, status, body);
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
