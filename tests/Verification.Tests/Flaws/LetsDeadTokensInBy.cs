using Conformance.Verification.Tests.Servers;
using Microsoft.AspNetCore.Http;

namespace Conformance.Verification.Tests.Flaws;

/// <summary>Sound, but in one way a dead token, or none, is let in.</summary>
public sealed class LetsDeadTokensInBy(string way) : DemoApi
{
    public override Task HandleAsync(HttpContext http)
    {
        var request = http.Request;
        var header = request.Headers.Authorization.ToString();
        var isLetIn = way switch
        {
            "HEAD" => request.Method == "HEAD",
            "a capital" => request.Path.Value!.Any(char.IsAsciiLetterUpper),
            "a language" => request.Headers.AcceptLanguage.Count > 0,
            "two blanks" => header.Contains("  ", StringComparison.Ordinal),
            "padding" => header.EndsWith('='),
            "a cookie" => request.Cookies.ContainsKey("access_token"),
            "a name" => request.Headers.ContainsKey("X-Forwarded-User"),
            "an empty signature" => header.EndsWith('.'),
            _ => false,
        };
        return isLetIn && request.Path.Value!.StartsWith("/api/me", StringComparison.OrdinalIgnoreCase)
            ? SendAsync(http, 200, new { user = "alice" })
            : base.HandleAsync(http);
    }
}
