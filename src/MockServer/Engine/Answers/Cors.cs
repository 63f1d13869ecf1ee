using Conformance.Contracts.Model;
using Microsoft.AspNetCore.Http;

namespace Conformance.MockServer.Engine.Answers;

/// <summary>The server's part of the CORS protocol (Fetch Standard, section 3.3): every origin is let in, with credentials.</summary>
internal static class Cors
{
    private const string SecondsToRemember = "600";

    /// <summary>Lets the request's origin read the response and all of its headers; what no browser sends as an origin (RFC 6454, section 6.2: ASCII) gets nothing.</summary>
    public static void Allow(HttpContext http)
    {
        if (http.Request.Headers.Origin is not [{ } origin] || !HttpField.IsValue(origin))
            return;
        var headers = http.Response.Headers;
        headers.AccessControlAllowOrigin = origin;
        headers.AccessControlAllowCredentials = "true";
        headers.Vary = "Origin";
        http.Response.OnStarting(Expose, headers);
    }

    /// <summary>Whether a request is a preflight request.</summary>
    public static bool IsPreflight(HttpContext http) =>
        HttpMethods.IsOptions(http.Request.Method)
        && http.Request.Headers.Origin.Count > 0
        && http.Request.Headers.AccessControlRequestMethod is [{ } method]
        && HttpField.IsName(method);

    /// <summary>Answers a preflight request.</summary>
    /// <param name="http">The request.</param>
    /// <param name="allow">The methods that there are, as in the header Allow; null to let the one in that is asked for.</param>
    public static void AnswerPreflight(HttpContext http, string? allow)
    {
        var request = http.Request.Headers;
        var headers = http.Response.Headers;
        headers.AccessControlAllowMethods = allow ?? request.AccessControlRequestMethod.ToString();
        if (request.AccessControlRequestHeaders is { Count: > 0 } asked && asked.All(line => HttpField.IsValue(line)))
            headers.AccessControlAllowHeaders = asked;
        if (request["Access-Control-Request-Private-Network"] == "true")
            headers["Access-Control-Allow-Private-Network"] = "true";
        headers.AccessControlMaxAge = SecondsToRemember;
        headers.Vary = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    // With credentials a "*" is a header's name and no wildcard, so the headers are listed.
    private static Task Expose(object state)
    {
        var headers = (IHeaderDictionary)state;
        var names = headers
            .Select(h => h.Key)
            .Where(n =>
                !n.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase)
                && !n.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase)
            );
        headers.AccessControlExposeHeaders = string.Join(", ", names);
        return Task.CompletedTask;
    }
}
