using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Conformance.MockServer.Engine.Requests;

/// <summary>What the target of a request names (RFC 9112, section 3.2): a path, and a namespace where <c>/__ns/NAME</c> stands before it.</summary>
/// <param name="Path">The path as it was sent, percent-encoded, without the prefix of a namespace.</param>
/// <param name="Namespace">The name in the prefix; null where there is none.</param>
internal readonly record struct RequestTarget(string Path, string? Namespace)
{
    /// <summary>What comes before the name of a namespace.</summary>
    public const string Prefix = "/__ns/";

    /// <summary>The path as it was sent, percent-encoded, with all that comes before it.</summary>
    public static string PathOf(HttpContext http)
    {
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var end = target.AsSpan().IndexOfAny('?', '#');

        // The absolute form of a request target (section 3.2.2) is rare, and a server has taken it apart already.
        return target is ['/', ..] ? (end < 0 ? target : target[..end]) : http.Request.Path.Value ?? "/";
    }

    /// <summary>Reads the target, and moves the prefix of a namespace from the request's path to its path base.</summary>
    public static RequestTarget Take(HttpContext http)
    {
        var target = Parse(PathOf(http));
        if (target.Namespace is null)
            return target;
        http.Request.PathBase = Prefix + target.Namespace;
        http.Request.Path = PathString.FromUriComponent(target.Path);
        return target;
    }

    /// <summary>Reads a path that was sent.</summary>
    public static RequestTarget Parse(string path)
    {
        if (!path.StartsWith(Prefix, StringComparison.Ordinal))
            return new RequestTarget(path, null);
        var end = path.IndexOf('/', Prefix.Length);
        return end < 0 ? new RequestTarget("/", path[Prefix.Length..]) : new RequestTarget(path[end..], path[Prefix.Length..end]);
    }
}
