using Conformance.Generated.MockAdmin.Server;
using Conformance.MockServer.Engine.Logging;
using Microsoft.AspNetCore.Http;
using Namespace = Conformance.MockServer.Engine.State.Namespace;

namespace Conformance.MockServer.Admin;

/// <content>Namespaces.</content>
internal sealed partial class AdminServer
{
    public async Task<ListNamespacesResult> ListNamespacesAsync(
        string? conformNamespace,
        HttpContext httpContext,
        CancellationToken cancellationToken
    ) =>
        new NamespaceList
        {
            Namespaces = [.. (await engine.Namespaces.ListAsync()).OrderBy(n => n.Name, StringComparer.Ordinal).Select(WireForm.Of)],
            Limit = engine.Namespaces.Limit,
        };

    public async Task<CreateNamespaceResult> CreateNamespaceAsync(
        string name,
        string? conformNamespace,
        HttpContext httpContext,
        CancellationToken cancellationToken
    )
    {
        if (!Namespace.IsName(name))
            return new CreateNamespaceResult.BadRequest(
                Invalid(httpContext, $"found the name \"{LogLine.Shortened(name)}\"", "createNamespace")
            );
        if (engine.Namespaces.TryGet(name, out var found) && await found.StateNowAsync() is not null)
            return WireForm.Of(found);
        engine.Namespaces.Forget(name);
        return new CreateNamespaceResult.ServiceUnavailable(
            Problem(
                httpContext,
                503,
                "namespace",
                Sentence(
                    httpContext,
                    $"there are {engine.Namespaces.Limit} namespaces, which is as many as there may be",
                    "Delete those that are done with: DELETE /__admin/namespaces/NAME."
                )
            )
        );
    }

    public async Task<DeleteNamespaceResult> DeleteNamespaceAsync(
        string name,
        string? conformNamespace,
        HttpContext httpContext,
        CancellationToken cancellationToken
    )
    {
        if (name == Namespace.Default)
            return new DeleteNamespaceResult.Conflict(
                Problem(
                    httpContext,
                    409,
                    "conflict",
                    Sentence(httpContext, "the namespace \"default\" is always there", "Put it back to its start with POST /__admin/reset.")
                )
            );
        return await engine.Namespaces.RemoveAsync(name)
            ? new DeleteNamespaceResult.NoContent()
            : new DeleteNamespaceResult.NotFound(
                NotFound(httpContext, $"namespace \"{LogLine.Shortened(name)}\"", "GET /__admin/namespaces")
            );
    }

    public async Task<ResetResult> ResetAsync(string? conformNamespace, HttpContext httpContext, CancellationToken cancellationToken)
    {
        await httpContext.Features.Get<Namespace>()!.ResetAsync();
        return new ResetResult.NoContent();
    }
}
