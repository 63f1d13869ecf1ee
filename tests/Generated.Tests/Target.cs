extern alias mock;

using System.Net.Http.Headers;
using Conformance.Contracts.Loading;
using Conformance.Samples;
using Conformance.TestKit;
using mock::Conformance.MockServer;

namespace Conformance.Generated.Tests;

/// <summary>What a generated client talks to: the mock of a built-in contract, or a server that a test wrote on the stub.</summary>
internal sealed class Target : IAsyncDisposable
{
    private readonly IAsyncDisposable _server;

    private Target(IAsyncDisposable server, Uri address) => (_server, Address) = (server, address);

    /// <summary>With the base path, and a slash at its end.</summary>
    public Uri Address { get; }

    public static Task<Target> MockOfAsync(string name) => MockOfFolderAsync("specs", name);

    public static async Task<Target> MockOfFolderAsync(params string[] folder)
    {
        var name = folder[^1];
        var contract = ContractLoader.Load(
            ContractSource.FromFolder(Repository.PathOf(folder))!,
            new Dictionary<string, string>(),
            SampleSource.Of,
            []
        )!;
        var mock = await Mock.StartAsync(
            new MockOptions
            {
                Contracts = [contract],
                Port = 0,
                Time = new ManualClock(),
            },
            TestContext.Current.CancellationToken
        );
        return new Target(mock, new Uri(mock.Address, $"{name}{contract.Operations[0].BasePaths[0]}/"));
    }

    public static Target Of(RunningServer server, string basePath) => new(server, new Uri(server.Address, basePath));

    public HttpClient Client(string? bearer = null)
    {
        var client = new HttpClient { BaseAddress = Address };
        if (bearer is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        return client;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
