using Conformance.Reference.Switches;
using Microsoft.AspNetCore.Http;

namespace Conformance.Reference.Hosting;

/// <summary>What an Authorization header holds (RFC 9110, 11.6.2; RFC 6750, 2.1).</summary>
/// <param name="Header">Whether there is a header.</param>
/// <param name="Token">The token; null where there is none, or one of another scheme.</param>
internal readonly record struct BearerToken(bool Header, string? Token)
{
    public static BearerToken Of(HttpContext httpContext, Behaviour behaviour)
    {
        var header = httpContext.Request.Headers.Authorization.ToString();
        var space = header.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0)
            return new BearerToken(header.Length > 0, null);
        var comparison = behaviour.Is(RequestMutants.SchemeByCase) ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        var isOdd =
            (behaviour.Is(SpellingMutants.SmallScheme) && header.StartsWith("bearer", StringComparison.Ordinal))
            || (behaviour.Is(SpellingMutants.TwoBlanks) && header.Contains("  ", StringComparison.Ordinal));
        if (isOdd)
            Skipped.Spare(Skipped.Checks.Ended);
        var isBearer = header[..space].Equals("Bearer", comparison) || behaviour.Is(RequestMutants.AnyScheme);
        return new BearerToken(true, isBearer ? header[space..].Trim() : null);
    }
}
