using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace Conformance.MockServer.Hosting;

/// <summary>Kestrel on one port of one or several addresses: HTTP/1.1 and HTTP/2, with TLS or without.</summary>
internal sealed class KestrelHost : IMockHost
{
    private readonly WebApplication _app;

    private KestrelHost(WebApplication app, Uri address) => (_app, Address) = (app, address);

    /// <summary>Where it listens, with the port that it was given: <c>http://127.0.0.1:4010/</c>.</summary>
    public Uri Address { get; }

    /// <summary>Starts to listen.</summary>
    /// <param name="answer">Makes what answers each request, given the services of routing.</param>
    /// <exception cref="IOException">The port is in use, or may not be bound.</exception>
    public static async Task<KestrelHost> StartAsync(
        ListenOn on,
        Func<IServiceProvider, RequestDelegate> answer,
        CancellationToken cancellationToken
    )
    {
        var sockets = LoopbackSockets.Bind(on.Addresses, on.Port);
        try
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
                    Listen(kestrel, sockets.Keys, on.Certificate);
                });
            builder.Services.Configure<SocketTransportOptions>(o => o.CreateBoundListenSocket = endPoint => sockets[endPoint]);
            builder.Services.AddRouting();
            if (on.Certificate is null)
            {
                builder.Services.AddSingleton<PriorKnowledge>();
                builder.Services.AddSingleton<IConnectionListenerFactory>(s => s.GetRequiredService<PriorKnowledge>());
            }

            var app = builder.Build();
            app.Run(answer(app.Services));
            await app.StartAsync(cancellationToken);
            var bound = (IPEndPoint)sockets.Keys.First();
            var host = on.Name is { } name ? $"{name}:{bound.Port}" : bound.ToString();
            return new KestrelHost(app, new Uri($"{(on.Certificate is null ? "http" : "https")}://{host}"));
        }
        catch
        {
            foreach (var socket in sockets.Values)
                socket.Dispose();
            throw;
        }
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

    private static void Listen(KestrelServerOptions kestrel, IEnumerable<EndPoint> endPoints, X509Certificate2? certificate)
    {
        // With TLS the two sides agree on a version of HTTP (RFC 7301).
        var plain = certificate is null ? kestrel.ApplicationServices.GetRequiredService<PriorKnowledge>() : null;
        foreach (var endPoint in endPoints)
        {
            kestrel.Listen(
                endPoint,
                listen =>
                {
                    if (plain is null)
                    {
                        listen.UseHttps(certificate!);
                        return;
                    }

                    listen.Protocols = HttpProtocols.Http1;
                    listen.Use(plain.Before);
                }
            );
        }

        if (plain is not null)
            kestrel.Listen(plain.EndPoint, listen => listen.Protocols = HttpProtocols.Http2);
    }
}

/// <summary>Where to listen.</summary>
/// <param name="Addresses">The addresses, at least one.</param>
/// <param name="Port">0 lets the system choose.</param>
/// <param name="Name">What the address calls the host; null for its number.</param>
/// <param name="Certificate">That of the server; null for no TLS.</param>
internal sealed record ListenOn(IReadOnlyList<IPAddress> Addresses, int Port, string? Name, X509Certificate2? Certificate);
