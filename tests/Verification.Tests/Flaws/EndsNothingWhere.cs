using Conformance.Verification.Tests.Servers;
using Microsoft.AspNetCore.Http;

namespace Conformance.Verification.Tests.Flaws;

/// <summary>Sound, but a logout that is written in one way, or of a session that began in one, is answered and ends nothing.</summary>
public sealed class EndsNothingWhere(string way) : DemoApi
{
    protected override async Task LogOutAsync(HttpContext http, string body)
    {
        var request = http.Request;
        var header = request.Headers.Authorization.ToString();
        var isDeaf = way switch
        {
            "a small scheme" => header.StartsWith("bearer", StringComparison.Ordinal),
            "a parameter" => request.QueryString.HasValue,
            _ => false,
        };
        if (isDeaf)
            await SendAsync(http, 200, new { message = "bye" });
        else
            await base.LogOutAsync(http, body);
    }

    // A name in capitals is a name of another session's user to the logout alone.
    protected override void EndSession(Session session)
    {
        if (way != "a name in capitals" || session.User.Any(char.IsAsciiLetterLower))
            base.EndSession(session);
    }
}
