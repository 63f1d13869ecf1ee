using Conformance.Contracts.Model;
using Conformance.Contracts.Validation;
using Conformance.MockServer.Admin;
using Conformance.MockServer.Engine.Answers;
using Conformance.MockServer.Engine.Logging;
using Conformance.MockServer.Engine.Requests;
using Conformance.MockServer.Engine.Routing;
using Conformance.MockServer.Engine.Stages;
using Conformance.MockServer.Engine.State;
using Conformance.MockServer.Hosting;
using Microsoft.AspNetCore.Http;

namespace Conformance.MockServer.Engine;

/// <summary>
/// The path of a request: host, namespace, route, faults, preference, body and media type, validation, credentials, session, documented response. Each stage may
/// refuse, and the refusal then takes the contract's own form.
/// </summary>
internal sealed class MockPipeline(MountTable mounts, NamespaceTable namespaces, ControlApi control, FaultStage faults, MockOptions options)
{
    private readonly HostNames? _hosts = HostNames.Of(options);

    /// <summary>Answers one request; never throws but for a client that is gone.</summary>
    public async Task HandleAsync(HttpContext http)
    {
        var view = new RequestView(http);
        if (_hosts?.Accept(http.Request.Headers.Host) == false)
        {
            HostNames.Refuse(http);
            options.Log.Write(TurnedAway(http, view, "the Host header names another host than this one"));
            return;
        }

        var prefix = NamespaceChoice.TakePrefix(http, view);
        if (ControlApi.Owns(view.Path))
        {
            await control.HandleAsync(http, view, prefix);
            return;
        }

        if (options.Cors)
            Cors.Allow(http);
        if (NamespaceChoice.Choose(http, namespaces, prefix) is not { } chosen)
        {
            options.Log.Write(TurnedAway(http, view, "the namespace that it names is none, or one too many"));
            return;
        }

        var world = chosen.World;
        var exchange = new HttpExchange(http, view, mounts.Find(view.Path), world) { ChecksSelf = options.CheckSelf };
        try
        {
            await AnswerAsync(exchange);
        }
        catch (IOException broken) when (BrokenRequest.StatusOf(broken) is { } status && !http.Response.HasStarted)
        {
            ProblemWriter.Write(http, status, "malformed-http", "The request is broken HTTP.");
            (exchange.Note, exchange.Outcome) = ("broken HTTP", OutcomeKind.Failed);
        }
        catch (Exception defect) when (defect is not (OperationCanceledException or IOException) && !http.Response.HasStarted)
        {
            // A defect of ours: the client is told so without a word about our insides, the log is told what it was.
            http.Response.Clear();
            ProblemWriter.Write(http, StatusCodes.Status500InternalServerError, "defect", "The mock has a defect. Its log says more.");
            (exchange.Note, exchange.Outcome) = ($"defect in the mock: {defect.GetType().Name}: {defect.Message}", OutcomeKind.Failed);
        }
        finally
        {
            exchange.Body?.Dispose();
        }

        var entry = RequestLogEntry.Of(exchange, chosen);
        world.Journal.Write(entry);
        options.Log.Write(entry);
    }

    private RequestLogEntry TurnedAway(HttpContext http, RequestView view, string why) =>
        RequestLogEntry.OfNoWorld(http, view, namespaces.Default.World.Clock.GetUtcNow(), why);

    private async ValueTask AnswerAsync(HttpExchange exchange)
    {
        if (Route(exchange) is not { } operation)
            return;
        if (!exchange.World.Faults.All.IsEmpty && await faults.AnswersAsync(operation, exchange))
            return;
        if (Prefer.Answer(operation, exchange))
            return;
        var refusal =
            await ReadBodyAsync(operation, exchange)
            ?? Validate(operation, exchange)
            ?? await SessionStage.RefuseAsync(operation, exchange);
        if (refusal is { } refused)
            AnswerWriter.Refuse(exchange, refused);
        else
            AnswerWriter.Succeed(exchange, operation);
    }

    /// <summary>The operation; null where the request was answered without one.</summary>
    private Operation? Route(HttpExchange exchange)
    {
        var (http, route) = (exchange.Http, exchange.Route);
        if (route.Mount is null)
        {
            ProblemWriter.Write(
                http,
                StatusCodes.Status404NotFound,
                Refusal.NotFound.Name(),
                $"No contract is served at this path. There is {mounts.Overview}."
            );
            (exchange.Note, exchange.Outcome) = ("no contract is served here", OutcomeKind.Refused);
            return null;
        }

        if (options.Cors && Cors.Preflight(http, route.Entry?.Allow))
        {
            exchange.Note = "CORS preflight";
            return null;
        }

        if (route.Entry is not { } entry)
        {
            AnswerWriter.Refuse(exchange, Refusal.NotFound);
            return null;
        }

        if (entry.For(http.Request.Method, route.Values) is { } operation)
        {
            exchange.Operation = operation;
            exchange.View.PathParameters = (operation.PathParameters, route.Values);
            return operation;
        }

        http.Response.Headers.Allow = entry.Allow;
        if (HttpMethods.IsOptions(http.Request.Method))
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        else
            AnswerWriter.Refuse(exchange, Refusal.MethodNotAllowed);
        return null;
    }

    /// <summary>Reads the body where the operation documents one; what it documents none for is passed over.</summary>
    private static async ValueTask<Refusal?> ReadBodyAsync(Operation operation, HttpExchange exchange)
    {
        if (operation.Body is not { } documented)
            return null;
        if (await BodyReader.ReadAsync(exchange.Http) is not { } body)
            return Refusal.ContentTooLarge;
        if (body.IsEmpty)
        {
            if (documented.Required)
                exchange.Broken = [BodyValidator.Absent];
            return null;
        }

        if (documented.Content.Count == 0)
            return null;
        var contentType = exchange.Http.Request.ContentType;
        if (
            documented.For(contentType) is not { } type
            || type.KindFor(contentType) is BodyKind.Json or BodyKind.Form && !MediaType.IsUtf8(contentType)
        )
        {
            exchange.Note = contentType is null ? "no Content-Type" : $"Content-Type {LogLine.Shortened(contentType)}";
            return Refusal.UnsupportedMediaType;
        }

        exchange.Broken = BodyValidator.Validate(type, contentType, body, out var value);
        exchange.Body = value;
        return null;
    }

    private static Refusal? Validate(Operation operation, HttpExchange exchange)
    {
        if (ParameterValidator.Validate(operation, exchange.View) is { } violations)
            exchange.Broken = [.. violations, .. exchange.Broken];
        return exchange.Broken.Count > 0 ? Refusal.Invalid : null;
    }
}
