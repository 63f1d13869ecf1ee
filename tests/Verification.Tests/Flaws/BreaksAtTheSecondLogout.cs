using Conformance.Verification.Tests.Servers;
using Microsoft.AspNetCore.Http;

namespace Conformance.Verification.Tests.Flaws;

/// <summary>A second logout with the same token is a server error.</summary>
public sealed class BreaksAtTheSecondLogout : DemoApi
{
    protected override Task RefuseAsync(HttpContext http, string reason) =>
        http.Request.Path.Value == "/api/logout" && http.Request.Headers.Authorization.Count > 0
            ? SendAsync(http, 500, new { error = reason })
            : base.RefuseAsync(http, reason);
}
