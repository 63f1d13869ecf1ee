using Conformance.Verification.Tests.Servers;
using Microsoft.AspNetCore.Http;

namespace Conformance.Verification.Tests.Flaws;

/// <summary>Sound, but every tenth request is told to come again.</summary>
public sealed class AsksToComeAgain(string after, int status = 429) : DemoApi
{
    private int _requests;

    public override async Task HandleAsync(HttpContext http)
    {
        if (Interlocked.Increment(ref _requests) % 10 != 0)
        {
            await base.HandleAsync(http);
            return;
        }

        http.Response.Headers.RetryAfter = after;
        await SendAsync(http, status, new { error = "slowly" });
    }
}
