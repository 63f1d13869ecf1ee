using Conformance.Verification.Tests.Servers;
using Microsoft.AspNetCore.Http;

namespace Conformance.Verification.Tests.Flaws;

/// <summary>Any method logs out.</summary>
public sealed class IgnoresTheMethod : DemoApi
{
    public override Task HandleAsync(HttpContext http)
    {
        if (http.Request.Path.Value == "/api/logout" && http.Request.Method != "POST")
        {
            http.Request.Method = "POST";
            http.Request.ContentType = "application/json";
            http.Request.Body = new MemoryStream("""{"refresh":""}"""u8.ToArray());
        }

        return base.HandleAsync(http);
    }
}
