using System.Net;
using Conformance.Verification.Client;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Conformance.Testing;

/// <summary>Makes targets of conformance runs: <c>Target.Of(app)</c>.</summary>
public static class TargetExtensions
{
    extension(Target)
    {
        /// <summary>An application of this process that was started: on ASP.NET Core's TestServer, or on a port of this machine.</summary>
        /// <param name="app">A <c>WebApplication</c>, or another host of ASP.NET Core.</param>
        /// <param name="users">The users to log in with: the second one is the other user in scenarios about two.</param>
        /// <exception cref="InvalidOperationException">It was not started, or has no address.</exception>
        /// <example><code>var target = Target.Of(app, new UserCredentials("ann", "a long secret"));</code></example>
        public static Target Of(IHost app, params UserCredentials[] users)
        {
            ArgumentNullException.ThrowIfNull(app);
            return app.Services.GetService<IServer>() switch
            {
                TestServer server => Target.Of(server, users),
                { } server when AddressOf(server) is { } address => Target.Of(address, users),
                _ => throw new InvalidOperationException(
                    "The application listens at no address. Start it first, await app.StartAsync(), on a TestServer (builder.WebHost.UseTestServer()) or on a port."
                ),
            };
        }

        /// <summary>ASP.NET Core's TestServer, such as <c>WebApplicationFactory.Server</c>.</summary>
        /// <param name="server">The server.</param>
        /// <param name="users">The users to log in with: the second one is the other user in scenarios about two.</param>
        /// <example><code>var target = Target.Of(factory.Server, new UserCredentials("ann", "a long secret"));</code></example>
        public static Target Of(TestServer server, params UserCredentials[] users)
        {
            ArgumentNullException.ThrowIfNull(server);
            return new Target
            {
                BaseUrl = server.BaseAddress,
                Handler = server.CreateHandler(),
                Users = [.. users],
            };
        }

        /// <summary>A server by its address. A path in it is taken for the base path in place of the documented server's.</summary>
        /// <param name="baseUrl">Such as <c>https://staging.example/v2</c>.</param>
        /// <param name="users">The users to log in with: the second one is the other user in scenarios about two.</param>
        /// <example><code>var target = Target.Of(new Uri("https://staging.example"), new UserCredentials("ann", password));</code></example>
        public static Target Of(Uri baseUrl, params UserCredentials[] users) => new() { BaseUrl = baseUrl, Users = [.. users] };

        /// <summary>A mock, with its users and its clock, which scenarios may move.</summary>
        /// <param name="mock">The mock.</param>
        /// <example><code>var report = await suite.VerifyAsync(Target.Of(mock));</code></example>
        public static Target Of(ContractMock mock)
        {
            ArgumentNullException.ThrowIfNull(mock);
            return mock.AsTarget();
        }
    }

    // What listens on every address of the machine is asked on loopback.
    private static Uri? AddressOf(IServer server)
    {
        if (server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is not { } text)
            return null;
        var address = new Uri(
            text.Replace("://+", "://localhost", StringComparison.Ordinal).Replace("://*", "://localhost", StringComparison.Ordinal)
        );
        var isAny =
            IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any));
        return isAny ? new UriBuilder(address) { Host = "localhost" }.Uri : address;
    }
}
