using Conformance.Generated.MockAdmin.Server;
using Conformance.MockServer.Engine.Logging;
using Conformance.MockServer.Engine.State;
using Microsoft.AspNetCore.Http;
using Namespace = Conformance.MockServer.Engine.State.Namespace;

namespace Conformance.MockServer.Admin;

/// <content>Namespaces.</content>
internal sealed partial class AdminServer
{
    public Task<ListNamespacesResult> ListNamespacesAsync(
        string? conformNamespace,
        HttpContext httpContext,
        CancellationToken cancellationToken
    ) =>
        Task.FromResult<ListNamespacesResult>(
            new NamespaceList
            {
                Namespaces = [.. engine.Namespaces.All.OrderBy(n => n.Name, StringComparer.Ordinal).Select(WireForm.Of)],
                Limit = engine.Namespaces.Limit,
            }
        );

    public Task<CreateNamespaceResult> CreateNamespaceAsync(
        string name,
        string? conformNamespace,
        HttpContext httpContext,
        CancellationToken cancellationToken
    )
    {
        if (!Namespace.IsName(name))
            return Task.FromResult<CreateNamespaceResult>(
                new CreateNamespaceResult.BadRequest(
                    Invalid(httpContext, $"found the name \"{LogLine.Shortened(name)}\"", "createNamespace")
                )
            );
        return Task.FromResult<CreateNamespaceResult>(
            engine.Namespaces.TryGet(name, out var found)
                ? WireForm.Of(found)
                : new CreateNamespaceResult.ServiceUnavailable(
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
                )
        );
    }

    public Task<DeleteNamespaceResult> DeleteNamespaceAsync(
        string name,
        string? conformNamespace,
        HttpContext httpContext,
        CancellationToken cancellationToken
    )
    {
        if (name == Namespace.Default)
            return Task.FromResult<DeleteNamespaceResult>(
                new DeleteNamespaceResult.Conflict(
                    Problem(
                        httpContext,
                        409,
                        "conflict",
                        Sentence(
                            httpContext,
                            "the namespace \"default\" is always there",
                            "Put it back to its start with POST /__admin/reset."
                        )
                    )
                )
            );
        return Task.FromResult<DeleteNamespaceResult>(
            engine.Namespaces.Remove(name)
                ? new DeleteNamespaceResult.NoContent()
                : new DeleteNamespaceResult.NotFound(
                    NotFound(httpContext, $"namespace \"{LogLine.Shortened(name)}\"", "GET /__admin/namespaces")
                )
        );
    }

    public Task<ResetResult> ResetAsync(string? conformNamespace, HttpContext httpContext, CancellationToken cancellationToken)
    {
        httpContext.Features.Get<Namespace>()!.Reset();
        return Task.FromResult<ResetResult>(new ResetResult.NoContent());
    }
}
