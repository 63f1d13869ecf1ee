using Conformance.TestKit;
using Conformance.Verification.Tests.Servers;
using Microsoft.AspNetCore.Http;

namespace Conformance.Verification.Tests.Flaws;

/// <summary>An access token lives forever.</summary>
public sealed class IgnoresExpiry : DemoApi
{
    protected override Task MeAsync(HttpContext http)
    {
        var moved = Clock.GetUtcNow() - new ManualClock().GetUtcNow();
        Clock.Advance(-moved);
        var answer = base.MeAsync(http);
        Clock.Advance(moved);
        return answer;
    }
}
