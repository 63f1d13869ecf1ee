using System.Collections.Immutable;
using System.Net;
using Conformance.MockServer.Admin;
using Conformance.MockServer.Engine;
using Conformance.MockServer.Engine.Answers;
using Conformance.MockServer.Engine.Logging;
using Conformance.MockServer.Engine.Requests;
using Conformance.MockServer.Engine.Routing;
using Conformance.MockServer.Engine.Stages;
using Conformance.MockServer.Engine.State;
using Conformance.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Conformance.MockServer;

/// <summary>A running mock server.</summary>
public sealed class Mock : IAsyncDisposable
{
    private static readonly TimeSpan EvictionPeriod = TimeSpan.FromMinutes(1);

    private readonly WebApplication _app;
    private readonly CancellationTokenSource _stopped = new();
    private readonly Task _evicting;
    private readonly NamespaceTable _namespaces;

    private Mock(WebApplication app, ImmutableArray<MountedContract> mounts, NamespaceTable namespaces, string? controlToken)
    {
        (_app, Mounts, _namespaces, ControlToken) = (app, mounts, namespaces, controlToken);
        Address = new Uri(
            app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()
        );
        _evicting = EvictAsync(_stopped.Token);
    }

    /// <summary>Where it listens, with the port that it was given: <c>http://127.0.0.1:4010/</c>.</summary>
    public Uri Address { get; }

    /// <summary>What it serves.</summary>
    public ImmutableArray<MountedContract> Mounts { get; }

    /// <summary>The clock that the sessions of the default namespace live by, until a reset.</summary>
    public MockClock Clock => _namespaces.Default.World.Clock;

    /// <summary>What the control API asks for; null on loopback.</summary>
    public string? ControlToken { get; }

    /// <summary>The sessions of a contract in a namespace, until a reset; null where the contract says nothing about tokens, or nobody has named the namespace.</summary>
    public SessionWorld? SessionsOf(MountedContract mount, string @namespace = Namespace.Default) =>
        _namespaces.Has(@namespace) && _namespaces.TryGet(@namespace, out var found) ? found.World.SessionsOf(mount) : null;

    /// <summary>Starts a mock.</summary>
    /// <exception cref="IOException">The port is in use, or may not be bound.</exception>
    public static async Task<Mock> StartAsync(MockOptions options, CancellationToken cancellation = default)
    {
        var keys = KeyRing.Create(options.Seed);
        var mounts = options.Contracts.Select((c, i) => new MountedContract(c, "/" + c.Name, i)).ToImmutableArray();
        var plan = new WorldPlan(
            mounts,
            keys,
            AccountDirectory.ByName(options.Accounts),
            options.Time,
            options.FrozenAt,
            options.Seed,
            options.JournalSize
        );
        var namespaces = new NamespaceTable(plan, options.MostNamespaces);
        var controlToken = IPAddress.IsLoopback(options.Host) ? null : options.ControlToken ?? Entropy.System.NewUuid().ToString("N");

        var app = Build(options);
        var control = new ControlApi(
            new AdminServer(mounts, namespaces, keys),
            app.Services,
            namespaces,
            controlToken,
            options.ControlOrigins
        );
        var pipeline = new MockPipeline(new MountTable(mounts), namespaces, control, new FaultStage(options.Time), options);
        app.Run(pipeline.HandleAsync);
        await app.StartAsync(cancellation);
        return new Mock(app, mounts, namespaces, controlToken);
    }

    /// <summary>Stops at once: requests under way are cut off.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        await _evicting;
        try
        {
            await _app.StopAsync(_stopped.Token);
        }
        catch (OperationCanceledException)
        {
            // The host was not given time to wait for requests under way, on purpose.
        }

        await _app.DisposeAsync();
        _stopped.Dispose();
    }

    private static WebApplication Build(MockOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.AllowSynchronousIO = false;

                // The pipeline has a limit of its own, so that the contract's words refuse a larger body.
                kestrel.Limits.MaxRequestBodySize = null;
                kestrel.Listen(options.Host, options.Port);
            });
        builder.Services.AddRouting();
        return builder.Build();
    }

    private async Task EvictAsync(CancellationToken stopped)
    {
        using var timer = new PeriodicTimer(EvictionPeriod, TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(stopped))
            {
                foreach (var known in _namespaces.All)
                    await known.World.EvictAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The mock was stopped.
        }
    }
}
