using System.Collections.Immutable;
using System.Net;
using Conformance.MockServer.Admin;
using Conformance.MockServer.Hosting;
using Conformance.MockServer.Pipeline;
using Conformance.MockServer.Users;
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

    private Mock(WebApplication app, ImmutableArray<MountedContract> mounts, MockClock clock, string? controlToken)
    {
        (_app, Mounts, Clock, ControlToken) = (app, mounts, clock, controlToken);
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
        _evicting = EvictAsync(_stopped.Token);
    }

    /// <summary>Where it listens, with the port that it was given: <c>http://127.0.0.1:4010/</c>.</summary>
    public Uri Address { get; }

    /// <summary>What it serves.</summary>
    public ImmutableArray<MountedContract> Mounts { get; }

    /// <summary>The clock that its sessions live by.</summary>
    public MockClock Clock { get; }

    /// <summary>What the control API asks for; null on loopback.</summary>
    public string? ControlToken { get; }

    /// <summary>Starts a mock.</summary>
    /// <exception cref="IOException">The port is in use, or may not be bound.</exception>
    public static async Task<Mock> StartAsync(MockOptions options, CancellationToken cancellation = default)
    {
        var entropy = options.Seed is { } seed ? Entropy.FromSeed(seed) : Entropy.System;
        var clock = new MockClock(options.Time);
        if (options.FrozenAt is { } frozen) clock.Set(frozen, frozen: true);
        var keys = KeyRing.Create(options.Seed);
        var mounts = options.Contracts
            .Select(c => new MountedContract(c, "/" + c.Name, c.Session is { } plan ? new SessionWorld(plan.Policy, keys, clock, entropy) : null))
            .ToImmutableArray();
        var controlToken = IPAddress.IsLoopback(options.Host) ? null : options.ControlToken ?? Entropy.System.NewUuid().ToString("N");

        var app = Build(options);
        var pipeline = new MockPipeline(
            new MountTable(mounts),
            new SessionStage(new AccountDirectory(options.Accounts)),
            new ControlApi(mounts, keys, clock, controlToken),
            options.Cors,
            options.CheckSelf,
            clock,
            entropy,
            options.Log);
        app.Run(pipeline.HandleAsync);
        await app.StartAsync(cancellation);
        return new Mock(app, mounts, clock, controlToken);
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
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.AllowSynchronousIO = false;

            // The pipeline has a limit of its own, so that the contract's words refuse a larger body.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(options.Host, options.Port);
        });
        return builder.Build();
    }

    private async Task EvictAsync(CancellationToken stopped)
    {
        using var timer = new PeriodicTimer(EvictionPeriod, TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(stopped))
            {
                foreach (var mount in Mounts)
                {
                    if (mount.World is { } world) await world.EvictAsync();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The mock was stopped.
        }
    }
}
