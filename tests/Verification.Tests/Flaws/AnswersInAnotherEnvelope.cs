using Conformance.Verification.Tests.Servers;
using Microsoft.AspNetCore.Http;

namespace Conformance.Verification.Tests.Flaws;

/// <summary>Refusals have another form than the documented one.</summary>
public sealed class AnswersInAnotherEnvelope : DemoApi
{
    protected override Task RefuseAsync(HttpContext http, string reason) => SendAsync(http, 401, new { problem = reason });
}
