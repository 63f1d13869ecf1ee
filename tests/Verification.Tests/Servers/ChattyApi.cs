using Microsoft.AspNetCore.Http;

namespace Conformance.Verification.Tests.Servers;

/// <summary>Sound, and answers whatever it does not know with a page, and every question about methods with 204, as applications of one page do.</summary>
public sealed class ChattyApi : DemoApi
{
    public override Task HandleAsync(HttpContext http)
    {
        var isKnown = http.Request.Path.Value is "/api/login" or "/api/refresh" or "/api/logout" or "/api/me";
        if (http.Request.Method == "OPTIONS")
        {
            http.Response.StatusCode = 204;
            return Task.CompletedTask;
        }

        if (isKnown && http.Request.Method is not "HEAD")
            return base.HandleAsync(http);
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync("<!doctype html><title>Demo</title>");
    }
}
