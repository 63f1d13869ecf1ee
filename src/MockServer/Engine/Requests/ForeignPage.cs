using System.Collections.Immutable;
using Conformance.Documents;
using Microsoft.AspNetCore.Http;

namespace Conformance.MockServer.Engine.Requests;

/// <summary>
/// Tells requests that a page of somebody else's site had a browser send. Any page can send some to loopback, by a form or an image that needs no leave, so
/// what they may fill up has to be theirs to see only.
/// </summary>
internal static class ForeignPage
{
    private const string SiteHeader = "Sec-Fetch-Site";

    /// <summary>Who sent a request, <c>a page of https://a.example</c>, where that is a page of another site; null where it is not.</summary>
    /// <param name="known">The origins (RFC 6454) that are the owner's.</param>
    public static string? SenderOf(HttpRequest request, ImmutableArray<string> known)
    {
        var origin = request.Headers.Origin.Count == 0 ? null : request.Headers.Origin.ToString();
        if (origin is not null && IsOwn(origin, request, known))
            return null;

        // Browsers tell of each request how its page stands to the target (Fetch Metadata), of an image's too, which has no Origin. Other clients tell nothing.
        var site = request.Headers[SiteHeader];
        var isForeign = site.Count > 0 ? site.ToString().Contains("cross-site", StringComparison.OrdinalIgnoreCase) : origin is not null;
        return !isForeign ? null
            : origin is null or "null" ? "a page of another site"
            : $"a page of {origin}";
    }

    private static bool IsOwn(string origin, HttpRequest request, ImmutableArray<string> known) =>
        origin.Equals($"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase)
        || known.Contains(origin, StringComparer.OrdinalIgnoreCase)
        || (
            Uri.TryCreate(origin, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https"
            && LoopbackHost.Is(uri.Host.AsSpan().Trim("[]"))
        );
}
