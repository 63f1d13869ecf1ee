using System.Text.Json.Nodes;
using System.Xml;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Conformance.Reference.Hosting;

/// <summary>What stands beside the documented API: the public key, and the clock of a server that runs on its own.</summary>
internal static class ControlRoutes
{
    /// <summary>Whether a path is one of these.</summary>
    public static bool Has(PathString path) =>
        path.StartsWithSegments("/__admin", StringComparison.Ordinal) || path.StartsWithSegments("/.well-known", StringComparison.Ordinal);

    /// <summary><c>GET /.well-known/public-key.pem</c>; <c>GET</c> and <c>PUT /__admin/clock</c> with <c>advance</c> (ISO 8601) or <c>reset</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes, ReferenceApi api, TimeProvider time)
    {
        if (api.PublicKey is { } pem)
            routes.MapGet(
                "/.well-known/public-key.pem",
                (RequestDelegate)(context => Results.Text(pem, "application/x-pem-file").ExecuteAsync(context))
            );
        if (time is not MovableClock clock)
            return;
        routes.MapGet("/__admin/clock", (RequestDelegate)(context => NowAsync(context, clock)));
        routes.MapPut("/__admin/clock", (RequestDelegate)(context => MoveAsync(context, clock)));
    }

    private static async Task MoveAsync(HttpContext context, MovableClock clock)
    {
        var change = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted) as JsonObject;
        if (change?["reset"]?.GetValue<bool>() == true)
            clock.Reset();
        if (change?["advance"]?.GetValue<string>() is { } duration)
            clock.Advance(XmlConvert.ToTimeSpan(duration));
        await NowAsync(context, clock);
    }

    private static Task NowAsync(HttpContext context, MovableClock clock) =>
        Results.Json(new { now = clock.GetUtcNow() }).ExecuteAsync(context);
}
