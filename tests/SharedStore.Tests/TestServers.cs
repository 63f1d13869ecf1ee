using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Garnet;

[assembly: AssemblyFixture(typeof(Conformance.SharedStore.Tests.TestServers.Connection))]

namespace Conformance.SharedStore.Tests;

/// <summary>The server that the tests of this program run on: Garnet in the process, unless <c>CONFORM_TEST_STORE</c> is the address of another one.</summary>
public static class TestServers
{
    public const string Secret = "a secret of the tests";

    private static readonly Lazy<(GarnetServer? Server, string Url)> Garnet = new(Start);

    /// <summary>Where it listens.</summary>
    public static string Url => Garnet.Value.Url;

    /// <summary>One connection for all tests that need no other.</summary>
    public static RedisStore Store { get; private set; } = null!;

    public static Task<RedisStore> OpenAsync(string url)
    {
        Assert.True(StoreAddress.TryParse(url, password: null, out var address), url);
        return RedisStore.OpenAsync(address, Secret);
    }

    /// <summary>A generation that no other test has.</summary>
    public static string NewGeneration() => RandomNumberGenerator.GetHexString(32);

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Is there before the first test begins.</summary>
    public sealed class Connection : IAsyncLifetime
    {
        public async ValueTask InitializeAsync() => Store = await OpenAsync(Url);

        public ValueTask DisposeAsync() => Store.DisposeAsync();
    }

    private static (GarnetServer?, string) Start()
    {
        if (Environment.GetEnvironmentVariable("CONFORM_TEST_STORE") is { Length: > 0 } url)
            return (null, url);
        var port = FreePort();
        var server = new GarnetServer([
            "--bind",
            "127.0.0.1",
            "--port",
            $"{port}",
            "--memory",
            "64m",
            "--index",
            "16m",
            "--lua",
            "true",
            "--lua-transaction-mode",
            "true",
            "-q",
        ]);
        server.Start();
        return (server, $"redis://127.0.0.1:{port}");
    }
}
