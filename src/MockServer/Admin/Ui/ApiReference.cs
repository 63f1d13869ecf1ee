using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Conformance.Documents;
using Conformance.MockServer.Engine;
using Conformance.MockServer.Engine.Answers;
using Conformance.MockServer.Engine.Routing;
using Conformance.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Scalar.AspNetCore;

namespace Conformance.MockServer.Admin.Ui;

/// <summary>
/// Scalar's reference of the contracts at <c>/__admin/reference</c>, whose requests go to the mock. Its script is in its package; its fonts, its proxy, and what else it would
/// load or tell elsewhere are off, and the policy lets none of it through. The package is loaded when the reference is first asked for.
/// </summary>
/// <param name="services">Those of routing.</param>
internal sealed class ApiReference(MockEngine engine, IServiceProvider services)
{
    private const string Root = "/__admin/reference";
    private const string DocumentPrefix = Root + "/documents/";
    private const string DocumentSuffix = ".json";

    private readonly Lazy<RequestDelegate> _page = new(() => Build(engine, services));

    /// <summary>Whether a path is the reference's.</summary>
    public static bool Owns(string path) =>
        path.StartsWith(Root, StringComparison.Ordinal) && (path.Length == Root.Length || path[Root.Length] == '/');

    /// <summary>Answers a request for the reference, one of its files, or a document.</summary>
    public async Task AnswerAsync(HttpContext http, string path)
    {
        var nonce = Entropy.System.NewUuid().ToString("N");
        http.Items[typeof(ApiReference)] = nonce;
        http.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        if (path.StartsWith(DocumentPrefix, StringComparison.Ordinal) && path.EndsWith(DocumentSuffix, StringComparison.Ordinal))
        {
            var name = Uri.UnescapeDataString(path[DocumentPrefix.Length..^DocumentSuffix.Length]);
            if (engine.Mounts.FirstOrDefault(m => m.Contract.Name == name) is { } mount)
            {
                http.Response.ContentType = "application/json";
                AnswerWriter.Send(http.Response, DocumentOf(mount, http.Request.PathBase.Value ?? ""));
                return;
            }
        }
        else
            await _page.Value(http);

        if (http.Response is { HasStarted: false, StatusCode: StatusCodes.Status200OK } && http.GetEndpoint() is null)
            ProblemWriter.Write(http, StatusCodes.Status404NotFound, "not-found", $"The reference has no such file. It begins at {Root}.");
    }

    /// <summary>The document of a contract, overlays applied, with the mock in the place of its servers.</summary>
    private static byte[] DocumentOf(MountedContract mount, string before)
    {
        var document = mount.Contract.Document.ToJsonNode()!.AsObject();
        document["servers"] = Server(mount.Contract.Operations.FirstOrDefault()?.BasePaths[0] ?? "");
        foreach (var item in document["paths"] as JsonObject ?? [])
            (item.Value as JsonObject)?.Remove("servers");
        foreach (var operation in mount.Contract.Operations)
        {
            if (NodeAt(document, operation.Pointer) is JsonObject documented)
                documented["servers"] = Server(operation.BasePaths[0]);
        }

        return System.Text.Encoding.UTF8.GetBytes(document.ToJsonString());

        JsonArray Server(string basePath) => [new JsonObject { ["url"] = before + mount.Prefix + basePath }];
    }

    private static JsonNode? NodeAt(JsonNode document, string pointer)
    {
        var found = document;
        foreach (var segment in JsonPointer.TryParse(pointer)?.Segments ?? [])
            found = (found as JsonObject)?[segment];
        return found;
    }

    // Nothing else names the package, so that it is loaded here alone.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static RequestDelegate Build(MockEngine engine, IServiceProvider services)
    {
        var application = new ApplicationBuilder(services);
        application.UseRouting();
        application.UseEndpoints(routes =>
            routes.MapScalarApiReference(
                Root,
                (options, http) =>
                {
                    foreach (var mount in engine.Mounts)
                        options.AddDocument(
                            mount.Contract.Name,
                            mount.Contract.Title,
                            $"{http.Request.PathBase}{DocumentPrefix}{Uri.EscapeDataString(mount.Contract.Name)}{DocumentSuffix}"
                        );
                    options
                        .WithTitle("Reference · Conformance mock")
                        .WithNonce((string)http.Items[typeof(ApiReference)]!)
                        .WithDynamicBaseServerUrl(true)
                        .DisableDefaultFonts()
                        .DisableTelemetry()
                        .DisableAgent()
                        .DisableMcp()
                        .HideDeveloperTools();
                    options.ProxyUrl = null;
                }
            )
        );
        application.Run(_ => Task.CompletedTask);
        return application.Build();
    }
}
