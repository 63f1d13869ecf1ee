using System.Net;
using System.Security.Cryptography.X509Certificates;
using Conformance.RoundTrip.Tests.TypeScript;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Conformance.RoundTrip.Tests.Browser;

/// <summary>A web server of its own, so that its pages are of another origin than the mock: pages with buttons, and the compiled modules.</summary>
internal sealed class PageServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PageServer(WebApplication app)
    {
        _app = app;
        Address = new Uri(
            app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()
        );
    }

    public Uri Address { get; }

    public static async Task<PageServer> StartAsync(X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel =>
                kestrel.Listen(
                    IPAddress.Loopback,
                    0,
                    listen =>
                    {
                        if (certificate is not null)
                            listen.UseHttps(certificate);
                    }
                )
            );
        var app = builder.Build();
        app.Run(AnswerAsync);
        await app.StartAsync();
        return new PageServer(app);
    }

    /// <summary>The address of a page that runs one of the compiled programs.</summary>
    public string Page(string program, string query) => $"{Address}{program}.html?{query}";

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!.TrimStart('/');
        if (path.EndsWith(".html", StringComparison.Ordinal))
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync(Html(Path.ChangeExtension(path, ".js")));
        }
        else if (path.EndsWith(".js", StringComparison.Ordinal) && File.Exists(Path.Combine(CompiledClients.Folder, path)))
        {
            context.Response.ContentType = "text/javascript; charset=utf-8";
            await context.Response.SendFileAsync(Path.Combine(CompiledClients.Folder, path));
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    private static string Html(string module) =>
        $"""
            <!doctype html><html lang="en"><title>Session</title><link rel="icon" href="data:,">
            {string.Concat(
                new[] { "login", "call", "refresh", "logout", "forget", "cookie", "list", "make", "read", "page", "upload", "download" }.Select(id => $"<button id={id}>{id}</button>")
            )}
            <output id=shows>nothing yet</output><script type="module" src="/tests/RoundTrip.Tests/TypeScript/{module}"></script></html>
            """;
}
