using Conformance.MockServer.Engine.Answers;
using Conformance.MockServer.Engine.Logging;
using Conformance.MockServer.Engine.Routing;
using Conformance.MockServer.Engine.Stages;
using Conformance.MockServer.Engine.State;
using Microsoft.AspNetCore.Http;

namespace Conformance.MockServer.Engine.Requests;

/// <summary>Finds the namespace that a request names: by the header <see cref="Header"/>, or by <c>/__ns/NAME</c> before its path.</summary>
internal static class NamespaceChoice
{
    /// <summary>The header that names a namespace.</summary>
    public const string Header = "Conform-Namespace";

    /// <summary>What comes before the name in a path.</summary>
    public const string Prefix = "/__ns/";

    /// <summary>
    /// Takes the prefix off the request's path.
    /// </summary>
    /// <returns>The name that stood there; null where there was no prefix.</returns>
    public static string? TakePrefix(HttpContext http, RequestView view)
    {
        if (!view.Path.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        var end = view.Path.IndexOf('/', Prefix.Length);
        var name = end < 0 ? view.Path[Prefix.Length..] : view.Path[Prefix.Length..end];
        view.Path = end < 0 ? "/" : view.Path[end..];
        http.Request.PathBase = Prefix + name;
        http.Request.Path = PathString.FromUriComponent(view.Path);
        return name;
    }

    /// <summary>The namespace that is meant, made where it is not there yet; null where the request was refused.</summary>
    /// <param name="prefixed">What <see cref="TakePrefix"/> found.</param>
    public static Namespace? Choose(HttpContext http, NamespaceTable namespaces, string? prefixed)
    {
        var header = http.Request.Headers[Header];
        if (prefixed is null && header.Count == 0)
            return namespaces.Default;
        var name = prefixed ?? header.ToString();
        if (!Namespace.IsName(name))
        {
            Refuse(
                StatusCodes.Status400BadRequest,
                $"The request names the namespace \"{LogLine.Shortened(name)}\". Expected 1 to 64 letters, digits, dots, hyphens and underscores."
            );
            return null;
        }

        if (prefixed is not null && header.Count > 0 && header.ToString() != prefixed)
        {
            Refuse(
                StatusCodes.Status400BadRequest,
                $"The path names the namespace \"{prefixed}\" and the header {Header} another one. Name it once."
            );
            return null;
        }

        if (namespaces.TryGet(name, out var found))
            return found;
        Refuse(
            StatusCodes.Status503ServiceUnavailable,
            $"The namespace \"{name}\" would be one too many: there are {namespaces.Limit}. Delete those that are done with: DELETE /__admin/namespaces/NAME."
        );
        return null;

        void Refuse(int status, string detail) => ProblemWriter.Write(http, status, "namespace", detail);
    }
}
