using Conformance.Contracts.Model;
using Conformance.MockServer.Engine.Routing;
using Conformance.MockServer.Engine.State;
using Conformance.Sessions;
using Conformance.Validation;
using Microsoft.AspNetCore.Http;

namespace Conformance.MockServer.Engine.Requests;

/// <summary>A request as its contract sees it: where it leads, and what stands at its places outside the body.</summary>
/// <param name="http">The request as it came.</param>
/// <param name="path">Its path as it was sent, percent-encoded, without the prefix of a namespace.</param>
/// <param name="route">Where the path leads.</param>
/// <param name="operation">The operation of its method there; null where there is none.</param>
/// <param name="state">What its namespace was when it came; a reset does not take another one in its place.</param>
/// <param name="body">Its body, where that was read to find the operation or a mapping.</param>
/// <param name="unmet">Why none of several operations is meant; null where one is.</param>
internal sealed class MockRequest(
    HttpContext http,
    string path,
    RouteResult route,
    Operation? operation,
    NamespaceState state,
    RequestBytes? body = null,
    RequestViolation? unmet = null
) : IRequestView
{
    private IReadOnlyList<KeyValuePair<string, string>>? _query;

    public HttpContext Http => http;

    public RouteResult Route => route;

    public MountedContract Mount => route.Mount!;

    public Operation? Operation => operation;

    public NamespaceState State => state;

    /// <summary>The body, where it was read to find the operation or a mapping; it cannot be read again.</summary>
    public RequestBytes? Body => body;

    /// <summary>Why none of several operations is meant; null where one is.</summary>
    public RequestViolation? Unmet => unmet;

    /// <summary>The same request as one to another operation of its method and path.</summary>
    public MockRequest With(Operation meant, RequestBytes read, RequestViolation? why = null) =>
        new(http, path, route, meant, state, read, why);

    /// <summary>The same request, whose body was read before its operation is asked.</summary>
    public MockRequest With(RequestBytes read) => new(http, path, route, operation, state, read, unmet);

    /// <summary>The sessions of the contract; null where it says nothing about tokens.</summary>
    public SessionWorld? Sessions => state.SessionsOf(Mount);

    public DateTimeOffset Now => state.Clock.GetUtcNow();

    public string Path => path;

    public IReadOnlyList<KeyValuePair<string, string>> Query =>
        _query ??= [.. http.Request.Query.SelectMany(q => q.Value, (q, value) => new KeyValuePair<string, string>(q.Key, value ?? ""))];

    public string RawQuery => http.Request.QueryString.Value is ['?', .. var query] ? query : "";

    public string? Cookies => http.Request.Headers.Cookie is { Count: > 0 } lines ? string.Join("; ", (IEnumerable<string?>)lines) : null;

    public string? Header(string name)
    {
        var values = http.Request.Headers[name];
        return values.Count switch
        {
            0 => null,
            1 => values[0],
            _ => string.Join(", ", (IEnumerable<string?>)values),
        };
    }

    // The framework's own collection takes "SID" for "sid".
    public string? Cookie(string name) => http.Request.Headers.Cookie is { Count: > 0 } lines ? RequestCookies.ValueOf(lines, name) : null;

    public string? PathParameter(string name)
    {
        if (operation is null)
            return null;
        for (var i = 0; i < operation.PathParameters.Length && i < route.Values.Count; i++)
        {
            if (operation.PathParameters[i] == name)
                return route.Values[i];
        }

        return null;
    }
}
