using Conformance.MockServer.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Conformance.Testing.Hosting;

/// <summary>A host without a port: requests come from this process alone.</summary>
internal sealed class InMemoryHost : IMockHost
{
    private readonly WebApplication _app;
    private readonly TestServer _server;

    private InMemoryHost(WebApplication app) => (_app, _server) = (app, app.GetTestServer());

    /// <inheritdoc/>
    public Uri Address => _server.BaseAddress;

    /// <summary>Begins to answer.</summary>
    public static async Task<InMemoryHost> StartAsync(Func<IServiceProvider, RequestDelegate> answer, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseTestServer();
        builder.Services.AddRouting();
        var app = builder.Build();
        app.Run(answer(app.Services));
        await app.StartAsync(cancellationToken);
        return new InMemoryHost(app);
    }

    /// <summary>What sends requests to it.</summary>
    public HttpMessageHandler CreateHandler() => new BrokenConnections(_server.CreateHandler());

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>Tells of a connection that the server breaks as a socket does; the test server's own handler calls it cancelled, as if the client had given up.</summary>
    private sealed class BrokenConnections(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
            {
                throw new HttpRequestException(HttpRequestError.ResponseEnded, "The mock broke the connection.", exception);
            }
        }
    }
}
