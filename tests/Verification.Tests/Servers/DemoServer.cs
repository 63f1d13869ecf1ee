using System.Net;
using Conformance.Verification.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Conformance.Verification.Tests.Servers;

/// <summary>Kestrel on a free port of loopback.</summary>
public sealed class DemoServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private DemoServer(WebApplication app)
    {
        _app = app;
        Address = new Uri(
            app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()
        );
    }

    public Uri Address { get; }

    public static Task<DemoServer> StartAsync(DemoApi api) => StartAsync(api.HandleAsync);

    public static async Task<DemoServer> StartAsync(RequestDelegate handle, Action<ListenOptions>? listen = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, o => listen?.Invoke(o)));
        if (listen is not null)
            builder.WebHost.UseKestrelHttpsConfiguration();
        var app = builder.Build();
        app.Run(handle);
        await app.StartAsync();
        return new DemoServer(app);
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        try
        {
            await _app.StopAsync(now.Token);
        }
        catch (OperationCanceledException)
        {
            // Requests under way are cut off on purpose.
        }

        await _app.DisposeAsync();
    }
}

/// <summary>The clock of a <see cref="DemoApi"/>, and what was done to it.</summary>
public sealed class DemoClock(DemoApi api) : IClockControl
{
    private readonly DateTimeOffset _start = api.Clock.GetUtcNow();

    public int Resets { get; private set; }

    public Task<DateTimeOffset> NowAsync(CancellationToken cancellationToken) => Task.FromResult(api.Clock.GetUtcNow());

    public Task AdvanceAsync(TimeSpan by, CancellationToken cancellationToken)
    {
        api.Clock.Advance(by);
        return Task.CompletedTask;
    }

    public Task ResetAsync(CancellationToken cancellationToken)
    {
        Resets++;
        api.Clock.Advance(_start - api.Clock.GetUtcNow());
        return Task.CompletedTask;
    }
}
