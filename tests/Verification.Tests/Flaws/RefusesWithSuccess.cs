using Conformance.Verification.Tests.Servers;
using Microsoft.AspNetCore.Http;

namespace Conformance.Verification.Tests.Flaws;

/// <summary>A token that is refused gets 200 with an error in the body.</summary>
public sealed class RefusesWithSuccess : DemoApi
{
    protected override Task RefuseAsync(HttpContext http, string reason) => SendAsync(http, 200, new { error = reason });
}
