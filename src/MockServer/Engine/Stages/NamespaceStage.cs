using System.Collections.Immutable;
using Conformance.MockServer.Engine.Answers;
using Conformance.MockServer.Engine.Logging;
using Conformance.MockServer.Engine.Requests;
using Conformance.MockServer.Engine.State;
using Conformance.Sessions;
using Microsoft.AspNetCore.Http;

namespace Conformance.MockServer.Engine.Stages;

/// <summary>Finds the namespace that a request names: by the header <see cref="Header"/>, or by a prefix of its path.</summary>
internal static class NamespaceStage
{
    /// <summary>The header that names a namespace.</summary>
    public const string Header = "Conform-Namespace";

    /// <summary>
    /// The namespace that is meant, made where it is not there yet, or why the request is refused. For a page of another site none is made: there may be so many
    /// only, and a page that its owner never saw could use them up.
    /// </summary>
    /// <param name="prefixed">The name in the path's prefix; null where there is none.</param>
    /// <param name="known">The origins whose pages are the owner's.</param>
    public static ValueTask<(Namespace? Chosen, ProblemDetails? Refused)> ChooseAsync(
        HttpContext http,
        NamespaceTable namespaces,
        string? prefixed,
        ImmutableArray<string> known
    )
    {
        var header = http.Request.Headers[Header];
        if (prefixed is null && header.Count == 0)
            return new((namespaces.Default, null));
        var name = prefixed ?? header.ToString();
        if (!Namespace.IsName(name))
            return Refused(
                StatusCodes.Status400BadRequest,
                $"The request names the namespace \"{LogLine.Shortened(name)}\". Expected 1 to 64 letters, digits, dots, hyphens and underscores."
            );
        if (prefixed is not null && header.Count > 0 && header.ToString() != prefixed)
            return Refused(
                StatusCodes.Status400BadRequest,
                $"The path names the namespace \"{prefixed}\" and the header {Header} another one. Name it once."
            );
        return ForeignPage.SenderOf(http.Request, known) is { } sender
            ? ChooseForForeignAsync(namespaces, name, sender)
            : new(Choose(namespaces, name));
    }

    private static async ValueTask<(Namespace?, ProblemDetails?)> ChooseForForeignAsync(
        NamespaceTable namespaces,
        string name,
        string sender
    )
    {
        try
        {
            if (await namespaces.HasAsync(name))
                return Choose(namespaces, name);
        }
        catch (StoreUnavailableException gone)
        {
            return (null, StoreProblem.Of(gone));
        }

        return (
            null,
            new ProblemDetails(
                StatusCodes.Status403Forbidden,
                "foreign-origin",
                $"The namespace \"{name}\" is not there, and {LogLine.Shortened(sender)} may not make it. Make it yourself, PUT /__admin/namespaces/{name}, or start the mock with --control-origin ORIGIN where the page is yours."
            )
        );
    }

    private static (Namespace?, ProblemDetails?) Choose(NamespaceTable namespaces, string name) =>
        namespaces.TryGet(name, out var found) ? (found, null) : (null, OneTooMany(name, namespaces.Limit));

    private static ValueTask<(Namespace?, ProblemDetails?)> Refused(int status, string detail) => new((null, Problem(status, detail)));

    /// <summary>Why a namespace is not added.</summary>
    public static ProblemDetails OneTooMany(string name, int limit) =>
        Problem(
            StatusCodes.Status503ServiceUnavailable,
            $"The namespace \"{name}\" would be one too many: there are {limit}. Delete those that are done with: DELETE /__admin/namespaces/NAME."
        );

    private static ProblemDetails Problem(int status, string detail) => new(status, "namespace", detail);
}
