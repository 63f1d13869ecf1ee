using System.Collections.Immutable;
using System.Net;
using Conformance.Contracts;
using Conformance.MockServer.Admin;
using Conformance.MockServer.Admin.Ui;
using Conformance.MockServer.Engine;
using Conformance.MockServer.Engine.Requests;
using Conformance.MockServer.Engine.Routing;
using Conformance.MockServer.Engine.State;
using Conformance.MockServer.Hosting;
using Conformance.Sessions;
using Microsoft.AspNetCore.Http;

namespace Conformance.MockServer;

/// <summary>A running mock server: an engine and its control API on Kestrel.</summary>
public sealed class Mock : IAsyncDisposable
{
    private readonly MockEngine _engine;
    private readonly AdminServer _admin;
    private readonly IMockHost _host;

    private Mock(MockEngine engine, AdminServer admin, IMockHost host, string? controlToken) =>
        (_engine, _admin, _host, ControlToken) = (engine, admin, host, controlToken);

    /// <summary>Where it listens, with the port that it was given: <c>http://127.0.0.1:4010/</c>.</summary>
    public Uri Address => _host.Address;

    /// <summary>What it serves.</summary>
    public ImmutableArray<MountedContract> Mounts => _engine.Mounts;

    /// <summary>The clock that the sessions of the default namespace live by, until a reset.</summary>
    public MockClock Clock => _engine.Clock;

    /// <summary>What the control API asks for; null on loopback.</summary>
    public string? ControlToken { get; }

    /// <summary>The sessions of a contract in a namespace, until a reset; null where the contract says nothing about tokens, or nobody has named the namespace.</summary>
    public SessionWorld? SessionsOf(MountedContract mount, string @namespace = Namespace.Default) => _engine.SessionsOf(mount, @namespace);

    /// <summary>What answers.</summary>
    internal MockEngine Engine => _engine;

    /// <summary>Serves a contract in the place of the one of its name; sessions go on where its tokens are as they were.</summary>
    /// <exception cref="ArgumentException">No contract of that name is served.</exception>
    public Task<ContractReplacement> ReplaceAsync(Contract contract) => _engine.ReplaceAsync(contract);

    /// <summary>Tells whoever listens to <c>GET /__admin/events</c> that something is otherwise than it was, such as what lint finds in files that are not served.</summary>
    internal void NoteChange() => _admin.NoteChange();

    /// <summary>Starts a mock.</summary>
    /// <exception cref="IOException">The port is in use, or may not be bound.</exception>
    public static Task<Mock> StartAsync(MockOptions options, CancellationToken cancellationToken = default) =>
        StartAsync(
            options,
            async (answer, cancellation) =>
                await KestrelHost.StartAsync(
                    new ListenOn(AddressesOf(options), options.Port, options.IsLocalhost ? "localhost" : null, options.Certificate),
                    answer,
                    cancellation
                ),
            cancellationToken
        );

    /// <summary>Starts a mock on a host of another kind than Kestrel.</summary>
    internal static async Task<Mock> StartAsync(MockOptions options, HostStarter start, CancellationToken cancellationToken)
    {
        var isOnLoopback = AddressesOf(options).All(IPAddress.IsLoopback);
        var hosts = isOnLoopback ? new HostNames(options.AllowedHosts) : null;
        var controlToken = isOnLoopback ? null : options.ControlToken ?? Entropy.System.NewUuid().ToString("N");
        var engine = new MockEngine(options);
        var admin = new AdminServer(engine, options.Guide, options.Mappings);
        try
        {
            var host = await start(
                services =>
                    Entry(
                        hosts,
                        new ControlApi(engine, admin, services, controlToken, options.ControlOrigins),
                        engine,
                        hasMappings: options.Mappings is not null
                    ),
                cancellationToken
            );
            return new Mock(engine, admin, host, controlToken);
        }
        catch
        {
            await engine.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops at once: requests under way are cut off.</summary>
    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        await _host.DisposeAsync();
    }

    private static IPAddress[] AddressesOf(MockOptions options) =>
        options.IsLocalhost ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [options.Host];

    /// <summary>What comes before the engine: the names that the mock answers to, the paths that are the control API's, and the root, which leads to the page where nothing else is there.</summary>
    private static RequestDelegate Entry(HostNames? hosts, ControlApi control, MockEngine engine, bool hasMappings) =>
        http =>
        {
            if (hosts?.Accept(http.Request.Headers.Host) == false)
            {
                HostNames.Refuse(http);
                engine.LogRefused(http, RequestTarget.PathOf(http), "the Host header names another host than this one");
                return Task.CompletedTask;
            }

            var target = RequestTarget.Take(http);
            if (target.Path == "/" && !hasMappings && MockPage.IsOpened(http.Request) && !engine.HasPath("/"))
            {
                MockPage.Redirect(http);
                return Task.CompletedTask;
            }

            return ControlApi.Owns(target.Path) ? control.HandleAsync(http, target) : engine.AnswerAsync(http, target);
        };
}
