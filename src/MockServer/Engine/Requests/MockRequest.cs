using Conformance.Contracts.Validation;
using Conformance.MockServer.Engine.Answers;
using Conformance.MockServer.Engine.Logging;
using Conformance.MockServer.Engine.Routing;
using Conformance.MockServer.Engine.Stages;
using Conformance.MockServer.Engine.State;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Conformance.MockServer.Engine.Requests;

/// <summary>An HTTP request as a contract sees it.</summary>
internal sealed class RequestView : IRequestView
{
    private readonly HttpContext _http;
    private IReadOnlyList<KeyValuePair<string, string>>? _query;

    public RequestView(HttpContext http)
    {
        _http = http;
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var end = target.AsSpan().IndexOfAny('?', '#');

        // The absolute form of a request target (RFC 9112, section 3.2.2) is rare; Kestrel has taken it apart already.
        Path = target is ['/', ..] ? (end < 0 ? target : target[..end]) : http.Request.Path.Value ?? "/";
    }

    /// <summary>The path as it was sent, percent-encoded, without the prefix of a namespace.</summary>
    public string Path { get; set; }

    /// <summary>The operation's names for what the path's parameters caught.</summary>
    public (IReadOnlyList<string> Names, IReadOnlyList<string> Values) PathParameters { get; set; } = ([], []);

    public IReadOnlyList<KeyValuePair<string, string>> Query =>
        _query ??= [.. _http.Request.Query.SelectMany(q => q.Value, (q, value) => new KeyValuePair<string, string>(q.Key, value ?? ""))];

    public string? Header(string name)
    {
        var values = _http.Request.Headers[name];
        return values.Count switch
        {
            0 => null,
            1 => values[0],
            _ => string.Join(", ", (IEnumerable<string?>)values),
        };
    }

    public string RawQuery => _http.Request.QueryString.Value is ['?', .. var query] ? query : "";

    public string? Cookies => _http.Request.Headers.Cookie is { Count: > 0 } lines ? string.Join("; ", (IEnumerable<string?>)lines) : null;

    // The framework's own collection takes "SID" for "sid"; the names of cookies are compared octet by octet (RFC 6265, section 5.3). The first of several
    // is the one whose path is the longest (section 5.4).
    public string? Cookie(string name)
    {
        foreach (var line in _http.Request.Headers.Cookie)
        {
            foreach (var range in line.AsSpan().Split(';'))
            {
                var pair = line.AsSpan(range).Trim();
                if (pair.Length > name.Length && pair[name.Length] == '=' && pair.StartsWith(name, StringComparison.Ordinal))
                    return Uri.UnescapeDataString(
                        pair[(name.Length + 1)..] is ['"', .. var quoted, '"'] ? quoted : pair[(name.Length + 1)..]
                    );
            }
        }

        return null;
    }

    public string? PathParameter(string name)
    {
        for (var i = 0; i < PathParameters.Names.Count && i < PathParameters.Values.Count; i++)
        {
            if (PathParameters.Names[i] == name)
                return PathParameters.Values[i];
        }

        return null;
    }
}
