using Conformance.Reference.Switches;
using Microsoft.AspNetCore.Http;

namespace Conformance.Reference.Hosting;

/// <summary>Has logouts of an unusual form end nothing, as the mutants say.</summary>
internal sealed class DeafLogouts(ReferenceApi api, Behaviour behaviour)
{
    private readonly (Mutant Mutant, Func<HttpRequest, bool> Is)[] _forms =
    [
        (LogoutMutants.TrailingSlash, r => r.Path.Value!.EndsWith('/')),
        (LogoutMutants.Capitals, r => r.Path.Value!.Any(char.IsAsciiLetterUpper)),
        (LogoutMutants.Parameter, r => r.Query.Count > 0),
        (LogoutMutants.Forwarded, r => r.Headers.ContainsKey("X-Forwarded-For")),
        (LogoutMutants.Override, r => r.Headers.ContainsKey("X-HTTP-Method-Override")),
        (LogoutMutants.LargeHeader, r => r.Headers.Any(h => h.Value.ToString().Length > 4000)),
        (LogoutMutants.SmallScheme, r => r.Headers.Authorization.ToString().StartsWith("bearer", StringComparison.Ordinal)),
        (LogoutMutants.TwoBlanks, r => r.Headers.Authorization.ToString().Contains("  ", StringComparison.Ordinal)),
        (LogoutMutants.TwoCookies, r => r.Headers.Cookie.ToString().Contains("a=1; sid=", StringComparison.Ordinal)),
    ];

    /// <summary>Notes with a request that it ends nothing, and reads what the mutants have it take for a token.</summary>
    public void Receive(HttpRequest request)
    {
        if (!request.Path.Value!.TrimEnd('/').EndsWith(api.Logout.Path, StringComparison.OrdinalIgnoreCase))
            return;
        var isDeaf = _forms.Any(f => behaviour.Is(f.Mutant) && f.Is(request));
        var token = request.Headers[api.TokenHeader.Name].ToString();
        var text =
            behaviour.Is(LogoutMutants.Padded) ? token.TrimEnd('=')
            : behaviour.Is(LogoutMutants.Quoted) ? token.Replace("\"", "", StringComparison.Ordinal)
            : token;
        if (token.Length == 0 && behaviour.Is(LogoutMutants.Query))
            text = api.TokenHeader.Prefix + request.Query["token"];
        if (text != token)
            request.Headers[api.TokenHeader.Name] = text;
        if (isDeaf || text != token)
            Skipped.Deafen();
    }
}
