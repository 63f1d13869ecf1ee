using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Conformance.MockServer.Hosting;

/// <summary>Kestrel on one address.</summary>
internal sealed class KestrelHost : IMockHost
{
    private readonly WebApplication _app;

    private KestrelHost(WebApplication app)
    {
        _app = app;
        Address = new Uri(
            app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()
        );
    }

    /// <summary>Where it listens, with the port that it was given: <c>http://127.0.0.1:4010/</c>.</summary>
    public Uri Address { get; }

    /// <summary>Starts to listen.</summary>
    /// <param name="answer">Makes what answers each request, given the services of routing.</param>
    /// <exception cref="IOException">The port is in use, or may not be bound.</exception>
    public static async Task<KestrelHost> StartAsync(
        IPAddress address,
        int port,
        Func<IServiceProvider, RequestDelegate> answer,
        CancellationToken cancellationToken
    )
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.AllowSynchronousIO = false;

                // The engine has a limit of its own, so that the contract's words refuse a larger body.
                kestrel.Limits.MaxRequestBodySize = null;
                kestrel.Listen(address, port);
            });
        builder.Services.AddRouting();
        var app = builder.Build();
        app.Run(answer(app.Services));
        await app.StartAsync(cancellationToken);
        return new KestrelHost(app);
    }

    /// <summary>Stops at once: requests under way are cut off.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _app.StopAsync(new CancellationToken(canceled: true));
        }
        catch (OperationCanceledException)
        {
            // The host was not given time to wait for requests under way, on purpose.
        }

        await _app.DisposeAsync();
    }
}
