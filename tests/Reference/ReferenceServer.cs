using System.Net;
using Conformance.Reference.Hosting;
using Conformance.Reference.Switches;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Conformance.Reference;

/// <summary>
/// A server for one of the five APIs, written by hand on its generated stub from the vendor's documents: what a team would have built; or for a contract of our own. It stands on a real Kestrel
/// on loopback, and shares no code with the mock.
/// </summary>
public sealed class ReferenceServer : IAsyncDisposable
{
    private readonly ReferenceApi _api;
    private readonly ReferenceOptions _options;
    private WebApplication _app;

    private ReferenceServer(ReferenceApi api, ReferenceOptions options, WebApplication app) => (_api, _options, _app) = (api, options, app);

    /// <summary>The name of the API: that of its contract.</summary>
    public string Api => _api.Name;

    /// <summary>Where it listens, with the documented server path and a slash at its end.</summary>
    public Uri BaseAddress =>
        new(
            new Uri(_app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()),
            _api.BasePath
        );

    /// <summary>Who can log in.</summary>
    public IReadOnlyList<Account> Accounts => Account.Everybody;

    /// <summary>The public key that verifies the tokens, as PEM; null where the key is a secret.</summary>
    public string? PublicKey => _api.PublicKey;

    /// <summary>Starts a server.</summary>
    /// <exception cref="ArgumentException">There is no server for <paramref name="api"/>, or it does not have one of the mutants.</exception>
    public static async Task<ReferenceServer> StartAsync(
        string api,
        ReferenceOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        options ??= new ReferenceOptions();
        foreach (var mutant in options.Mutants)
            MutantTable.Find(api, mutant.Name);
        var behaviour = new Behaviour(options.Mutants);
        var server = ReferenceApis.Create(api, options.Time, behaviour);
        return new ReferenceServer(server, options, await HostAsync(server, options, options.Port, cancellationToken));
    }

    /// <summary>Stops the server and starts it again on the same port, with what its storage keeps.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken = default)
    {
        var port = BaseAddress.Port;
        await DisposeAsync();
        _api.Restarted();
        _app = await HostAsync(_api, _options, port, cancellationToken);
    }

    /// <summary>Waits until the process is asked to stop.</summary>
    internal Task WaitAsync() => _app.WaitForShutdownAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private static async Task<WebApplication> HostAsync(
        ReferenceApi api,
        ReferenceOptions options,
        int port,
        CancellationToken cancellationToken
    )
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Limits.MaxRequestBodySize = 1024 * 1024;
                kestrel.Listen(IPAddress.Loopback, port);
            });
        builder.Services.AddRouting().AddLogging();
        var app = builder.Build();
        if (options.Mutants.Count > 0)
            UseMutants(app, api, new Behaviour(options.Mutants));
        app.Use(next => context => AnswerAsync(api, context, next));
        app.UseRouting();
        api.Map(app);
        ControlRoutes.Map(app, api, options.Time);
        app.UseEndpoints(_ => { });
        await app.StartAsync(cancellationToken);
        return app;
    }

    private static void UseMutants(WebApplication app, ReferenceApi api, Behaviour behaviour)
    {
        var (requests, answers) = (new RequestSwitches(api, behaviour), new AnswerSwitches(api, behaviour));
        app.UseWhen(
            context => !ControlRoutes.Has(context.Request.Path),
            branch =>
            {
                // A stream cannot be held back; those servers change their answers themselves.
                if (api is not HandwrittenApi)
                    branch.Use(next => context => answers.InvokeAsync(context, next));
                branch.Use(next => context => requests.InvokeAsync(context, next));
            }
        );
    }

    // What no operation answers itself: unknown paths, methods that a path does not know, and what the server did not expect.
    private static async Task AnswerAsync(ReferenceApi api, HttpContext context, RequestDelegate next)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Request.EnableBuffering();
        try
        {
            await next(context);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && !context.Response.HasStarted)
        {
            context.Response.StatusCode = exception is BadHttpRequestException bad ? bad.StatusCode : 500;
        }

        var status = context.Response.StatusCode;
        var hasBody = context.Response.HasStarted || context.Response.ContentType is not null;
        if (status >= 400 && !hasBody)
            await api.Undocumented(context, status).ExecuteAsync(context);
    }
}
