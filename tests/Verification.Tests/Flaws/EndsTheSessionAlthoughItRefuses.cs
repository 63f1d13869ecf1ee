using Conformance.Verification.Tests.Servers;
using Microsoft.AspNetCore.Http;

namespace Conformance.Verification.Tests.Flaws;

/// <summary>A logout with a faulty body is refused, and ends the session all the same.</summary>
public sealed class EndsTheSessionAlthoughItRefuses : DemoApi
{
    protected override async Task LogOutAsync(HttpContext http, string body)
    {
        await base.LogOutAsync(http, body);
        if (http.Response.StatusCode is 400 or 415)
            await base.LogOutAsync(
                new DefaultHttpContext
                {
                    Request = { ContentType = "application/json", Headers = { Authorization = http.Request.Headers.Authorization } },
                },
                """{"refresh":""}"""
            );
    }
}
