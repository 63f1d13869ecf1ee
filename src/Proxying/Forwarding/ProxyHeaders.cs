using System.Collections.Immutable;
using Conformance.Verification.Client;
using Conformance.Verification.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Forwarder;

namespace Conformance.Proxying.Forwarding;

/// <summary>
/// Has a browser and the target each see the other one's address where the proxy's would lead astray: the target is asked by its own name, and told the client's in <c>X-Forwarded-…</c>; redirects to
/// the target and cookies for it are for the proxy on the way back.
/// </summary>
/// <param name="target">The target's origin: <c>https://api.example</c>.</param>
/// <param name="begun">Is told the status and the headers of the answer as the target sent them, before the client sees any of it.</param>
internal sealed class ProxyHeaders(Uri target, Action<int, ImmutableArray<HeaderLine>> begun) : HttpTransformer
{
    private static readonly UriCreationOptions AsItIs = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly string _origin = target.GetLeftPart(UriPartial.Authority);

    /// <inheritdoc/>
    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext,
        HttpRequestMessage proxyRequest,
        string destinationPrefix,
        CancellationToken cancellationToken
    )
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        var request = httpContext.Request;

        // The path as it was sent: what is percent-encoded and what is not may mean something to the target.
        var raw = httpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (raw is ['/', ..])
            proxyRequest.RequestUri = new Uri(_origin + raw, AsItIs);
        proxyRequest.Headers.Host = null;

        // What a sender names in Connection is for the next one alone (RFC 9110, section 7.6.1).
        foreach (var name in OfConnection(request.Headers.Connection))
        {
            proxyRequest.Headers.Remove(name);
            proxyRequest.Content?.Headers.Remove(name);
        }

        Append(proxyRequest, request, "X-Forwarded-For", httpContext.Connection.RemoteIpAddress?.ToString() ?? "unknown");
        Append(proxyRequest, request, "X-Forwarded-Proto", request.Scheme);
        Append(proxyRequest, request, "X-Forwarded-Host", request.Host.Value ?? "");
        var own = OwnOrigin(request);
        Replace(proxyRequest, "Origin", own, _origin);
        Replace(proxyRequest, "Referer", own, _origin);
    }

    /// <inheritdoc/>
    public override async ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext,
        HttpResponseMessage? proxyResponse,
        CancellationToken cancellationToken
    )
    {
        var copies = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        if (proxyResponse is null)
            return copies;
        begun((int)proxyResponse.StatusCode, HttpChannel.Lines(proxyResponse));
        var (request, headers) = (httpContext.Request, httpContext.Response.Headers);
        foreach (var name in proxyResponse.Headers.Connection.Where(IsOwnField))
            headers.Remove(name);
        var own = OwnOrigin(request);
        foreach (var name in (string[])["Location", "Content-Location"])
        {
            if (headers.TryGetValue(name, out var value))
                headers[name] = Mapped(value.ToString(), _origin, own);
        }

        // A page of the proxy's own origin asked as one of the target's.
        if (request.Headers.Origin == own && headers.AccessControlAllowOrigin == _origin)
            headers.AccessControlAllowOrigin = own;
        if (headers.SetCookie is { Count: > 0 } cookies)
            headers.SetCookie = new StringValues([.. cookies.Select(c => CookieOf(c ?? "", request.IsHttps))]);
        return copies;
    }

    private static IEnumerable<string> OfConnection(StringValues field) =>
        field
            .SelectMany(l => (l ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Where(IsOwnField);

    private static bool IsOwnField(string option) =>
        !option.Equals("close", StringComparison.OrdinalIgnoreCase)
        && !option.Equals("keep-alive", StringComparison.OrdinalIgnoreCase)
        && !option.Equals("upgrade", StringComparison.OrdinalIgnoreCase);

    private static string OwnOrigin(HttpRequest request) => $"{request.Scheme}://{request.Host.Value}";

    private static void Append(HttpRequestMessage message, HttpRequest request, string name, string value)
    {
        message.Headers.Remove(name);
        var before = request.Headers[name];
        message.Headers.TryAddWithoutValidation(name, StringValues.IsNullOrEmpty(before) ? value : $"{before}, {value}");
    }

    private static void Replace(HttpRequestMessage message, string name, string own, string other)
    {
        if (!message.Headers.NonValidated.TryGetValues(name, out var values) || values.Count != 1)
            return;
        var (value, mapped) = (values.ToString(), Mapped(values.ToString(), own, other));
        if (mapped == value)
            return;
        message.Headers.Remove(name);
        message.Headers.TryAddWithoutValidation(name, mapped);
    }

    private static string Mapped(string url, string from, string to) =>
        url.StartsWith(from, StringComparison.OrdinalIgnoreCase) && (url.Length == from.Length || url[from.Length] is '/' or '?' or '#')
            ? to + url[from.Length..]
            : url;

    // RFC 6265, sections 4.1.2.3 and 4.1.2.5. What is for the target's domain is for this host, and over plain HTTP a cookie that is Secure would not come back; nor would one that is
    // SameSite=None without being Secure be kept.
    private string CookieOf(string line, bool isHttps)
    {
        var parts = line.Split(';').ToList();
        parts.RemoveAll(p => Is(p, "Domain", out var domain) && IsDomainOfTarget(domain));
        var isBound = line.StartsWith("__Host-", StringComparison.Ordinal) || line.StartsWith("__Secure-", StringComparison.Ordinal);
        if (!isHttps && target.Scheme == Uri.UriSchemeHttps && !isBound)
            parts.RemoveAll(p =>
                Is(p, "Secure", out _) || (Is(p, "SameSite", out var mode) && mode.Equals("None", StringComparison.OrdinalIgnoreCase))
            );
        return string.Join(';', parts);
    }

    private bool IsDomainOfTarget(string domain)
    {
        var name = domain.TrimStart('.');
        return target.Host.Equals(name, StringComparison.OrdinalIgnoreCase)
            || target.Host.EndsWith("." + name, StringComparison.OrdinalIgnoreCase);
    }

    private static bool Is(string part, string attribute, out string value)
    {
        var pair = part.Split('=', 2);
        value = pair.Length == 2 ? pair[1].Trim() : "";
        return pair[0].Trim().Equals(attribute, StringComparison.OrdinalIgnoreCase);
    }
}
