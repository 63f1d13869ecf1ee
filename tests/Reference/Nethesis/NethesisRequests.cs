using System.Text.Json;
using Conformance.Reference.Hosting;
using Conformance.Reference.Switches;
using Microsoft.AspNetCore.Http;

namespace Conformance.Reference.Nethesis;

/// <summary>Mutants that take bodies which the stub of the logout refuses.</summary>
internal static class NethesisRequests
{
    public static async Task ReceiveLogoutAsync(HttpRequest request, Behaviour behaviour)
    {
        if (behaviour.Is(NethesisMutants.BodyOptional) && request.ContentLength is null or 0)
            request.SetJson("""{"refresh_token":""}""");
        if (!behaviour.IsAny(NethesisMutants.RefreshOptional, NethesisMutants.NumberAccepted, NethesisMutants.NullAccepted))
            return;
        await request.EditJsonAsync(body =>
        {
            if (behaviour.Is(NethesisMutants.RefreshOptional) && !body.ContainsKey("refresh_token"))
                body["refresh_token"] = "";
            if (behaviour.Is(NethesisMutants.NullAccepted) && body.ContainsKey("refresh_token"))
                body["refresh_token"] ??= "";
            if (behaviour.Is(NethesisMutants.NumberAccepted) && body["refresh_token"]?.GetValueKind() == JsonValueKind.Number)
                body["refresh_token"] = body["refresh_token"]!.ToString();
        });
    }
}
