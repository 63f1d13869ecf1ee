using Conformance.Verification.Tests.Servers;
using Microsoft.AspNetCore.Http;

namespace Conformance.Verification.Tests.Flaws;

/// <summary>A token that is refused gets 404, as if the path were not there.</summary>
public sealed class RefusesWithNotFound : DemoApi
{
    protected override Task RefuseAsync(HttpContext http, string reason) => SendAsync(http, 404, new { error = reason });
}
