using System.Text.Json.Nodes;
using Conformance.Reference.Hosting;
using Conformance.Reference.Switches;
using Microsoft.AspNetCore.Http;

namespace Conformance.Reference.Bankezy;

/// <summary>Mutants that take requests which Bankezy's stub refuses, or the other way round.</summary>
internal static class BankezyRequests
{
    public static async Task ReceiveAsync(BankezyServer server, HttpRequest request, Behaviour behaviour)
    {
        if (behaviour.Is(RequestMutants.HeaderNamesByCase))
            request.DropHeadersInOtherCase("X-API-TOKEN", "X-API-KEY", "X-ACCOUNT-NUMBER");
        if (!server.IsLogout(request))
            return;
        if (behaviour.Is(BankezyMutants.Anonymous))
            request.AddHeader("X-API-TOKEN", "");
        if (behaviour.Is(BankezyMutants.TextRefused) && request.ContentType?.StartsWith("text/plain", StringComparison.Ordinal) == true)
            request.ContentType = "application/octet-stream";
        if (behaviour.Is(BankezyMutants.DeviceOptional))
            await request.EditJsonAsync(body => body.TryAdd("deviceId", JsonValue.Create("")));
        if (behaviour.Is(BankezyMutants.TokenOptional))
            await request.EditJsonAsync(body => body.TryAdd("token", JsonValue.Create("")));
    }
}
