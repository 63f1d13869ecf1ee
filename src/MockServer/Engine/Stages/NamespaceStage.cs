using Conformance.MockServer.Engine.Answers;
using Conformance.MockServer.Engine.Logging;
using Conformance.MockServer.Engine.State;
using Microsoft.AspNetCore.Http;

namespace Conformance.MockServer.Engine.Stages;

/// <summary>Finds the namespace that a request names: by the header <see cref="Header"/>, or by a prefix of its path.</summary>
internal static class NamespaceStage
{
    /// <summary>The header that names a namespace.</summary>
    public const string Header = "Conform-Namespace";

    /// <summary>The namespace that is meant, made where it is not there yet; null where the request is refused.</summary>
    /// <param name="prefixed">The name in the path's prefix; null where there is none.</param>
    /// <param name="refused">Why it is refused; null where it is not.</param>
    public static Namespace? Choose(HttpContext http, NamespaceTable namespaces, string? prefixed, out ProblemDetails? refused)
    {
        refused = null;
        var header = http.Request.Headers[Header];
        if (prefixed is null && header.Count == 0)
            return namespaces.Default;
        var name = prefixed ?? header.ToString();
        if (!Namespace.IsName(name))
        {
            refused = Problem(
                StatusCodes.Status400BadRequest,
                $"The request names the namespace \"{LogLine.Shortened(name)}\". Expected 1 to 64 letters, digits, dots, hyphens and underscores."
            );
            return null;
        }

        if (prefixed is not null && header.Count > 0 && header.ToString() != prefixed)
        {
            refused = Problem(
                StatusCodes.Status400BadRequest,
                $"The path names the namespace \"{prefixed}\" and the header {Header} another one. Name it once."
            );
            return null;
        }

        if (namespaces.TryGet(name, out var found))
            return found;
        refused = OneTooMany(name, namespaces.Limit);
        return null;
    }

    /// <summary>Why a namespace is not added.</summary>
    public static ProblemDetails OneTooMany(string name, int limit) =>
        Problem(
            StatusCodes.Status503ServiceUnavailable,
            $"The namespace \"{name}\" would be one too many: there are {limit}. Delete those that are done with: DELETE /__admin/namespaces/NAME."
        );

    private static ProblemDetails Problem(int status, string detail) => new(status, "namespace", detail);
}
