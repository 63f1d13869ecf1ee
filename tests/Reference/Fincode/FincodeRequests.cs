using Conformance.Reference.Hosting;
using Conformance.Reference.Switches;
using Microsoft.AspNetCore.Http;

namespace Conformance.Reference.Fincode;

/// <summary>Mutants that take requests which FinCode's stub refuses, or the other way round.</summary>
internal static class FincodeRequests
{
    public static Task ReceiveAsync(FincodeServer server, HttpContext httpContext, Behaviour behaviour)
    {
        var request = httpContext.Request;
        var isLogout = server.IsLogout(request);
        if (behaviour.Is(FincodeMutants.PlatformOptional))
            request.AddHeader("platform", "fincode");
        if (behaviour.Is(FincodeMutants.AnyPlatform) && request.Headers.ContainsKey("platform"))
            request.Headers["platform"] = "fincode";
        if (behaviour.Is(FincodeMutants.UuidOptional))
            request.AddHeader("uuid", "200");
        if (behaviour.Is(FincodeMutants.TokenOptional) && isLogout)
            request.AddHeader("x-auth-token", "");
        if (behaviour.Is(FincodeMutants.AnyMediaType) && isLogout)
            request.ContentType = "application/json";
        if (behaviour.Is(RequestMutants.HeaderNamesByCase))
            request.DropHeadersInOtherCase("platform", "uuid", isLogout ? "x-auth-token" : "X-Auth-Token");
        if (behaviour.Is(FincodeMutants.NoV1) && request.Path.StartsWithSegments("/api/v1", StringComparison.Ordinal) && isLogout)
            request.Path = "/api/v1/gone";
        return Task.CompletedTask;
    }
}
