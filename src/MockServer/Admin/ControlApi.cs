using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Conformance.Generated.MockAdmin.Server;
using Conformance.MockServer.Admin.Ui;
using Conformance.MockServer.Engine;
using Conformance.MockServer.Engine.Answers;
using Conformance.MockServer.Engine.Logging;
using Conformance.MockServer.Engine.Requests;
using Conformance.MockServer.Engine.Stages;
using Conformance.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Conformance.MockServer.Admin;

/// <summary>
/// The mock's control API under <c>/__admin</c>: who may use it, for which namespace, and then the routes of the generated stub. They are built at the
/// first request, so that a mock that nobody controls does not start the slower for it.
/// </summary>
/// <param name="services">Those of routing, and what that needs.</param>
/// <param name="token">What it asks for beyond loopback; null to ask for nothing.</param>
/// <param name="origins">The origins whose pages may use it.</param>
/// <param name="server">Answers.</param>
internal sealed class ControlApi(
    MockEngine engine,
    AdminServer server,
    IServiceProvider services,
    string? token,
    ImmutableArray<string> origins
)
{
    /// <summary>The header without which a page of the mock's own origin changes nothing: a form or a link in a documented answer could send none.</summary>
    public const string PageHeader = "Conform-Page";

    private const string Root = "/__admin";

    // What is asked with another method than GET and changes nothing that the journal does not tell of.
    private static readonly string[] Questions = ["/drafts", "/tries", "/tokens/lookup"];

    private readonly ApiReference _reference = new(engine, services);
    private readonly Lazy<(RequestDelegate Answer, string Overview)> _routes = new(() => Build(server, services));

    /// <summary>Whether a path belongs to the control API.</summary>
    public static bool Owns(string path) =>
        path.StartsWith(Root, StringComparison.Ordinal) && (path.Length == Root.Length || path[Root.Length] == '/');

    /// <summary>Answers one request.</summary>
    public async Task HandleAsync(HttpContext http, RequestTarget target)
    {
        if (MockPage.Owns(target.Path))
        {
            await MockPage.AnswerAsync(http, target.Path);
            return;
        }

        // It could not send the token.
        if (token is null && ApiReference.Owns(target.Path))
        {
            await _reference.AnswerAsync(http, target.Path);
            return;
        }

        if (target.Path.Length <= Root.Length + 1 && MockPage.IsOpened(http.Request))
        {
            MockPage.Redirect(http);
            return;
        }

        if (IsAnsweredBeforeRouting(http))
            return;
        var (chosen, refused) = await NamespaceStage.ChooseAsync(http, engine.Namespaces, target.Namespace, origins);
        if (chosen is null)
        {
            ProblemWriter.Write(http, refused!);
            return;
        }

        var (state, unavailable) = await SharedStateStage.AskAsync(chosen, engine.Namespaces);
        if (unavailable is not null)
        {
            ProblemWriter.Write(http, unavailable);
            return;
        }

        http.Features.Set(chosen);
        http.Features.Set(state);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = EngineOptions.LargestBody;
        try
        {
            await _routes.Value.Answer(http);
            TellWhatIsMissing(http, target.Path);
            if (!IsSafe(http.Request.Method) && http.Response.StatusCode < 300 && !Questions.Contains(target.Path[Root.Length..]))
                server.NoteChange();
        }
        catch (StoreUnavailableException gone) when (!http.Response.HasStarted)
        {
            http.Response.Clear();
            ProblemWriter.Write(http, StoreProblem.Of(gone));
        }
        catch (IOException broken) when (BrokenRequest.StatusOf(broken) is { } status && !http.Response.HasStarted)
        {
            var tooLarge = status == StatusCodes.Status413PayloadTooLarge;
            ProblemWriter.Write(
                http,
                status,
                tooLarge ? "too-large" : "malformed-http",
                tooLarge ? $"The body is larger than {EngineOptions.LargestBody} bytes." : "The request is broken HTTP."
            );
        }
        catch (InvalidOperationException broken)
            when (broken.Source?.StartsWith("System.Text.Json", StringComparison.Ordinal) == true && !http.Response.HasStarted)
        {
            // The stub reads names and texts with System.Text.Json, which has another exception for an escape such as \ud800 alone.
            ProblemWriter.Write(
                http,
                StatusCodes.Status400BadRequest,
                "invalid",
                $"{http.Request.Method} {LogLine.Shortened(target.Path)}: The body is no JSON in UTF-8: an escape in it stands for half a character."
            );
        }
        catch (Exception defect) when (defect is not (OperationCanceledException or IOException) && !http.Response.HasStarted)
        {
            http.Response.Clear();
            ProblemWriter.Write(
                http,
                StatusCodes.Status500InternalServerError,
                "defect",
                $"The control API has a defect: {defect.GetType().Name}."
            );
        }
    }

    // Routing leaves what it refuses without a body.
    private void TellWhatIsMissing(HttpContext http, string path)
    {
        if (http.Response is { StatusCode: StatusCodes.Status405MethodNotAllowed, HasStarted: false })
            ProblemWriter.Write(
                http,
                StatusCodes.Status405MethodNotAllowed,
                "method-not-allowed",
                $"The control API has no {Asked()}; there it has {http.Response.Headers.Allow}."
            );
        else if (http.GetEndpoint() is null)
            ProblemWriter.Write(
                http,
                StatusCodes.Status404NotFound,
                "not-found",
                $"The control API has no {Asked()}. It has {_routes.Value.Overview}, all under {Root}."
            );

        string Asked() => LogLine.Shortened($"{http.Request.Method} {path}");
    }

    /// <summary>
    /// Refuses pages of other origins and, beyond loopback, who does not know the token; answers preflights of pages that may come in. Any page in a browser
    /// can send requests to loopback: one of somebody else's could end the sessions that a developer is looking at.
    /// </summary>
    private bool IsAnsweredBeforeRouting(HttpContext http)
    {
        if (http.Request.Headers.Origin.Count > 0)
        {
            var origin = http.Request.Headers.Origin.ToString();
            if (origin.Equals($"{http.Request.Scheme}://{http.Request.Host.Value}", StringComparison.OrdinalIgnoreCase))
            {
                if (!IsSafe(http.Request.Method) && http.Request.Headers[PageHeader].Count == 0)
                {
                    ProblemWriter.Write(
                        http,
                        StatusCodes.Status403Forbidden,
                        "foreign-origin",
                        $"A page of the mock's own origin asks for a change without the header {PageHeader}, which forms and links cannot send. Send it, with any value."
                    );
                    return true;
                }
            }
            else if (!origins.Contains(origin, StringComparer.OrdinalIgnoreCase))
            {
                ProblemWriter.Write(
                    http,
                    StatusCodes.Status403Forbidden,
                    "foreign-origin",
                    $"A page of {LogLine.Shortened(origin)} asks, and the control API takes requests of pages only from origins that the mock was told: start it with --control-origin ORIGIN."
                );
                return true;
            }
            else
            {
                Cors.Allow(http);
                if (Cors.IsPreflight(http))
                {
                    Cors.AnswerPreflight(http, allow: null);
                    return true;
                }
            }
        }

        if (token is null || Presents(http.Request.Headers.Authorization.ToString(), token))
            return false;
        http.Response.Headers.WWWAuthenticate = "Bearer";
        ProblemWriter.Write(
            http,
            StatusCodes.Status401Unauthorized,
            "missing",
            "Beyond loopback the control API asks for the token that the mock printed at its start, as \"Authorization: Bearer TOKEN\"."
        );
        return true;
    }

    // RFC 9110, section 9.2.1, of the methods that the control API has.
    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    // RFC 9110, section 11.1: the name of a scheme is case-insensitive, and blanks follow it.
    private static bool Presents(string authorization, string token)
    {
        const string scheme = "Bearer ";
        return authorization.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(
                Encoding.UTF8.GetBytes(authorization[scheme.Length..].Trim(' ')),
                Encoding.UTF8.GetBytes(token)
            );
    }

    private static (RequestDelegate Answer, string Overview) Build(IMockAdminServer server, IServiceProvider services)
    {
        var application = new ApplicationBuilder(services);
        var overview = "";
        application.UseRouting();
        application.UseEndpoints(routes =>
        {
            routes.MapMockAdmin(server);
            overview = string.Join(", ", routes.DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().Select(Name));
        });
        application.Run(_ => Task.CompletedTask);
        return (application.Build(), overview);
    }

    private static string Name(RouteEndpoint endpoint) =>
        $"{endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0]} {endpoint.RoutePattern.RawText?[Root.Length..]}";
}
