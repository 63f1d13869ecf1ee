using System.Collections.Immutable;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Model;
using Conformance.Verification.Client;
using Conformance.Verification.Results;

namespace Conformance.Verification.Steps;

/// <summary>Other forms of a request that some server or proxy takes for the same one, and what checks tokens perhaps for another one.</summary>
internal static class RequestForms
{
    private const string Browser = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";

    private const string OverHttp1 = "over HTTP/1.0";
    private const string OverHttp2 = "over HTTP/2";
    private const string AtAnotherPath = "with X-Original-URL at another path";

    private static readonly ImmutableArray<string> Addresses =
    [
        "X-Forwarded-For",
        "X-Real-IP",
        "X-Client-IP",
        "X-Cluster-Client-IP",
        "X-Remote-IP",
        "X-Remote-Addr",
        "X-Originating-IP",
        "X-Custom-IP-Authorization",
        "True-Client-IP",
        "CF-Connecting-IP",
        "Client-IP",
    ];

    private static readonly ImmutableArray<string> Flags =
    [
        "X-Internal",
        "X-Internal-Request",
        "X-Debug",
        "X-Test",
        "X-Admin",
        "X-Bypass",
        "X-Bypass-Auth",
        "X-Skip-Auth",
        "X-No-Auth",
        "X-Service",
        "X-Health-Check",
        "X-Monitoring",
    ];

    private static readonly ImmutableArray<string> FlagParameters =
    [
        "debug",
        "test",
        "admin",
        "internal",
        "preview",
        "bypass",
        "noauth",
        "skipAuth",
        "public",
        "draft",
        "healthcheck",
    ];

    /// <summary>Requests that any client may send: what HTTP itself lets it choose, and the optional parameters that the contract documents.</summary>
    /// <param name="etag">The ETag of the plain answer; null without one.</param>
    public static IEnumerable<(string How, Action<RequestDraft> Change)> Documented(
        Operation operation,
        string? etag,
        Func<Parameter, string?> sample
    )
    {
        (string How, string Name, string Value)[] headers =
        [
            ("with Accept */*", "Accept", "*/*"),
            ("with Accept text/html", "Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
            ("with Accept application/json", "Accept", "application/json"),
            ("with Accept application/xml", "Accept", "application/xml, */*;q=0.1"),
            ("with Accept text/event-stream", "Accept", "text/event-stream, */*;q=0.1"),
            ("with an Accept-Language", "Accept-Language", "fr-CH, fr;q=0.9, en;q=0.8"),
            ("with an Accept-Encoding", "Accept-Encoding", "gzip, deflate, br"),
            ("with an Accept-Charset", "Accept-Charset", "utf-8"),
            ("with a Range", "Range", "bytes=0-0"),
            ("with If-None-Match *", "If-None-Match", "*"),
            ("with an If-None-Match", "If-None-Match", etag ?? "\"x\", W/\"x\""),
            ("with an If-Modified-Since", "If-Modified-Since", "Fri, 31 Dec 2100 23:59:59 GMT"),
            ("with an Origin", "Origin", RequestDraft.MadeUpOrigin),
            ("with the Origin null", "Origin", "null"),
            ("with a Referer", "Referer", "https://example.com/"),
            ("with the User-Agent of a browser", "User-Agent", Browser),
            ("with the User-Agent of a crawler", "User-Agent", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"),
            ("with the User-Agent of a health check", "User-Agent", "kube-probe/1.31 ELB-HealthChecker/2.0"),
            ("with the User-Agent of an app", "User-Agent", "okhttp/4.12.0"),
            ("with the User-Agent of curl", "User-Agent", "curl/8.9.1"),
            ("with an X-Requested-With", "X-Requested-With", "XMLHttpRequest"),
            ("with Cache-Control no-cache", "Cache-Control", "no-cache"),
            ("with Cache-Control only-if-cached", "Cache-Control", "only-if-cached, max-stale"),
            ("as a navigation", "Sec-Fetch-Mode", "navigate"),
            ("as a prefetch", "Sec-Purpose", "prefetch"),
        ];
        foreach (var (how, name, value) in headers)
            yield return (how, d => d.SetHeader(name, value));
        yield return ("without a User-Agent", d => d.RemoveHeader("User-Agent"));
        yield return ("without an Accept", d => d.RemoveHeader("Accept"));
        foreach (var parameter in operation.Parameters.Where(p => !p.CarriesToken && !p.Required && p.In is not ParameterLocation.Path))
        {
            if (sample(parameter) is { } value)
                yield return ($"with the optional parameter \"{parameter.Name}\"", d => Put(d, parameter, value));
            if (parameter.Example is not null)
                yield return ($"without the optional parameter \"{parameter.Name}\"", d => d.Remove(PlaceOf(parameter)));
        }
    }

    /// <summary>Requests that the contract does not document.</summary>
    /// <param name="isDocumented">Whether the contract documents a method at the operation's path.</param>
    public static IEnumerable<(string How, Action<RequestDraft> Change)> Undocumented(
        Operation operation,
        Func<string, bool> isDocumented
    ) =>
        [
            .. Methods(operation, isDocumented),
            .. Overrides(operation),
            .. Paths(),
            .. Headers(operation),
            .. Queries(),
            .. Sizes(operation),
        ];

    /// <summary>The same in fewer requests, for what most of them do to a request that they do not spoil: all headers at once, and all parameters.</summary>
    public static IEnumerable<(string How, Action<RequestDraft> Change)> UndocumentedInFew(
        Operation operation,
        Func<string, bool> isDocumented
    ) =>
        [
            .. Methods(operation, isDocumented),
            .. Overrides(operation),
            .. Paths(),
            (
                "with headers that proxies and frameworks obey",
                d =>
                    Apply(
                        d,
                        Headers(operation)
                            .Where(h => h.Item1 is not (AtAnotherPath or OverHttp1 or OverHttp2) && !TellsOtherAddress(h.Item1))
                    )
            ),
            ("with parameters that frameworks obey", d => Apply(d, Queries())),
            .. Sizes(operation),
        ];

    /// <summary>Whether a form tells the server another address than its own: who makes its issuer of that knows none of its own tokens any more, and need not.</summary>
    public static bool TellsOtherAddress(string how) =>
        how
            is "for the host localhost"
                or "with Forwarded"
                or "with X-Forwarded-Host localhost"
                or "with X-Forwarded-Proto https"
                or "with X-Forwarded-Prefix";

    /// <summary>Those that differ in the URL alone.</summary>
    public static IEnumerable<(string How, Action<RequestDraft> Change)> OfUrl() => [.. Paths(), .. Queries()];

    private static void Apply(RequestDraft draft, IEnumerable<(string, Action<RequestDraft> Change)> forms)
    {
        foreach (var (_, change) in forms)
            change(draft);
    }

    private static IEnumerable<(string, Action<RequestDraft>)> Methods(Operation operation, Func<string, bool> isDocumented)
    {
        foreach (
            var method in ((string[])["HEAD", "OPTIONS", "POST", "PUT", "QUERY", "PROPFIND", "CONFORM"]).Where(m =>
                m != operation.Method && !isDocumented(m)
            )
        )
            yield return (
                $"by {method}",
                d =>
                {
                    d.Method = method;
                    if (method is "HEAD" or "OPTIONS" or "PROPFIND")
                        (d.Body, d.ContentType) = (null, null);
                }
            );
    }

    private static IEnumerable<(string, Action<RequestDraft>)> Overrides(Operation operation)
    {
        foreach (var name in (string[])["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"])
        {
            yield return ($"with {name} OPTIONS", d => d.SetHeader(name, "OPTIONS"));
            yield return ($"with {name} {operation.Method}", d => d.SetHeader(name, operation.Method));
        }

        if (operation.Method == "GET")
            yield return (
                "by POST with an X-HTTP-Method-Override",
                d =>
                {
                    d.Method = "POST";
                    d.SetHeader("X-HTTP-Method-Override", "GET");
                }
            );
        yield return ("with the parameter _method", d => d.Query.Add(new("_method", operation.Method)));
    }

    private static IEnumerable<(string, Action<RequestDraft>)> Paths()
    {
        (string How, Func<string, string> Change)[] paths =
        [
            ("with a trailing slash", p => p + "/"),
            ("with two trailing slashes", p => p + "//"),
            ("with two slashes at its start", p => "/" + p),
            ("with two slashes inside", p => $"{p[..p.LastIndexOf('/')]}//{Last(p)}"),
            ("in capitals", p => p.ToUpperInvariant()),
            ("with one letter in capitals", p => WithLast(p, l => char.ToUpperInvariant(l[0]) + l[1..])),
            ("with a path parameter", p => p + ";x"),
            ("with a path parameter of a value", p => p + ";jsessionid=1"),
            ("with a path parameter before its end", p => $"{p[..p.LastIndexOf('/')]};x/{Last(p)}"),
            ("with a dot segment", p => WithLast(p, l => "./" + l)),
            ("with a dot segment at its end", p => p + "/."),
            ("with a detour", p => WithLast(p, l => "x/../" + l)),
            ("with a detour by a path parameter", p => WithLast(p, l => "x/..;/" + l)),
            ("with an encoded dot segment", p => WithLast(p, l => "%2e/" + l)),
            ("with an encoded letter", p => WithLast(p, l => $"%{(int)l[0]:X2}{l[1..]}")),
            ("with an encoded letter in small digits", p => WithLast(p, l => $"{l[..^1]}%{(int)l[^1]:x2}")),
            ("with a letter encoded twice", p => WithLast(p, l => $"%25{(int)l[0]:X2}{l[1..]}")),
            ("with an encoded slash", p => p + "%2F"),
            ("with an encoded slash inside", p => $"{p[..p.LastIndexOf('/')]}%2F{Last(p)}"),
            ("with a backslash", p => $"{p[..p.LastIndexOf('/')]}\\{Last(p)}"),
            ("with a blank behind it", p => p + "%20"),
            ("with a tabulator behind it", p => p + "%09"),
            ("with a line break behind it", p => p + "%0a"),
            ("with a zero behind it", p => p + "%00"),
            ("with a number sign behind it", p => p + "%23"),
            ("with a question mark behind it", p => p + "?"),
            ("with an encoded question mark behind it", p => p + "%3F"),
            ("with a dot behind it", p => p + "."),
            ("with a tilde behind it", p => p + "~"),
            ("with the extension .json", p => p + ".json"),
            ("with the extension .html", p => p + ".html"),
            ("with the extension .css", p => p + ".css"),
            ("with a file behind it", p => p + "/x.css"),
            ("with a file in a path parameter", p => p + ";x.css"),
        ];
        foreach (var (how, change) in paths)
            yield return (how, d => d.RawPath = Rooted(change(d.Path)));
    }

    // Before a path of one segment there is nothing; what is then written first must not run into the port.
    private static string Rooted(string path) => path.StartsWith('/') ? path : "/" + path;

    private static IEnumerable<(string, Action<RequestDraft>)> Headers(Operation operation)
    {
        yield return ("with addresses of this machine in the headers of proxies", d => SetAll(d, Addresses, "127.0.0.1"));
        yield return ("with private addresses in the headers of proxies", d => SetAll(d, Addresses, "10.0.0.1"));
        yield return ("with X-Forwarded-For 127.0.0.1", d => d.SetHeader("X-Forwarded-For", "127.0.0.1"));
        yield return ("with Forwarded", d => d.SetHeader("Forwarded", "for=127.0.0.1;host=localhost;proto=https"));
        yield return ("with X-Forwarded-Host localhost", d => d.SetHeader("X-Forwarded-Host", "localhost"));
        yield return ("with X-Forwarded-Proto https", d => d.SetHeader("X-Forwarded-Proto", "https"));
        yield return ("with X-Forwarded-Prefix", d => d.SetHeader("X-Forwarded-Prefix", "/public"));
        yield return ("with X-Forwarded-Method OPTIONS", d => d.SetHeader("X-Forwarded-Method", "OPTIONS"));
        foreach (var name in (string[])["X-Original-URL", "X-Rewrite-URL", "X-Forwarded-Uri", "X-Original-URI"])
            yield return ($"with {name} /", d => d.SetHeader(name, "/"));
        yield return (
            AtAnotherPath,
            d =>
            {
                d.SetHeader("X-Original-URL", operation.BasePaths[0] + d.Path);
                d.SetHeader("X-Rewrite-URL", operation.BasePaths[0] + d.Path);
                d.RawPath = "/";
            }
        );
        yield return ("with headers that ask for less security", d => SetAll(d, Flags, "true"));
        yield return ("with headers that ask for less security by 1", d => SetAll(d, Flags, "1"));
        yield return ("for the host localhost", d => d.SetHeader("Host", "localhost"));
        yield return (OverHttp1, d => d.HttpVersion = System.Net.HttpVersion.Version10);
        yield return (OverHttp2, d => d.HttpVersion = System.Net.HttpVersion.Version20);
        yield return ("as a preflight", d => d.SetHeader("Access-Control-Request-Method", operation.Method));
        yield return (
            "as an upgrade",
            d =>
            {
                d.SetHeader("Upgrade", "websocket");
                d.SetHeader("Sec-WebSocket-Version", "13");
            }
        );
    }

    private static IEnumerable<(string, Action<RequestDraft>)> Queries()
    {
        yield return ("with an unknown parameter", d => d.Query.Add(new("_", "1")));
        yield return ("with an unknown parameter that looks like a file", d => d.Query.Add(new("x", "/a.css")));
        yield return ("with the parameter format", d => d.Query.Add(new("format", "json")));
        yield return (
            "with parameters that ask for less security",
            d => d.Query.AddRange(FlagParameters.Select(p => new KeyValuePair<string, string>(p, "true")))
        );
        yield return (
            "with parameters that ask for less security by 1",
            d => d.Query.AddRange(FlagParameters.Select(p => new KeyValuePair<string, string>(p, "1")))
        );
        yield return ("with a path of the public in a parameter", d => d.Query.Add(new("path", "/login")));
    }

    private static IEnumerable<(string, Action<RequestDraft>)> Sizes(Operation operation)
    {
        yield return ("with a long parameter", d => d.Query.Add(new("x", new string('x', 3000))));
        yield return ("with a large header", d => d.SetHeader("X-Padding", new string('x', 6000)));
        if (operation.Body is null)
            yield return (
                "with a large body",
                d =>
                {
                    d.RawBody = $"{{\"x\":\"{new string('x', 100_000)}\"}}";
                    d.ContentType = "application/json";
                }
            );
        if (operation.Body is null)
            yield return (
                "with a form",
                d =>
                {
                    d.RawBody = "x=1";
                    d.ContentType = "application/x-www-form-urlencoded";
                }
            );
    }

    private static void SetAll(RequestDraft draft, IEnumerable<string> names, string value)
    {
        foreach (var name in names)
            draft.Headers.Add(new HeaderLine(name, value));
    }

    private static void Put(RequestDraft draft, Parameter parameter, string value)
    {
        draft.Remove(PlaceOf(parameter));
        draft.Put(PlaceOf(parameter), value);
    }

    /// <summary>Where a parameter travels, but for one of the path.</summary>
    public static Expression PlaceOf(Parameter parameter) =>
        new(
            parameter.In switch
            {
                ParameterLocation.Query or ParameterLocation.QueryString => ExpressionSource.RequestQuery,
                ParameterLocation.Cookie => ExpressionSource.RequestCookie,
                _ => ExpressionSource.RequestHeader,
            },
            parameter.Name
        );

    private static string Last(string path) => path[(path.LastIndexOf('/') + 1)..];

    // A path that ends with a slash has no last segment to change.
    private static string WithLast(string path, Func<string, string> change) =>
        Last(path) is { Length: > 0 } last ? path[..^last.Length] + change(last) : path;
}
