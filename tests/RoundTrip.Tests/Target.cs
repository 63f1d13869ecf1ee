using System.Net.Http.Headers;
using Conformance.MockServer;
using Conformance.Reference;
using Conformance.TestKit;

namespace Conformance.RoundTrip.Tests;

/// <summary>A server that a generated client talks to, with a clock that stands until a trip moves it.</summary>
internal sealed class Target : IAsyncDisposable
{
    public const string Mock = "the mock";

    public const string ReferenceServer = "the reference server";

    public const string Alice = "alice@example.com";

    public const string Password = "open-sesame-1";

    /// <summary>A token that nobody issued.</summary>
    public const string MadeUp = "made-up";

    private readonly IAsyncDisposable _server;
    private readonly ManualClock _clock;
    private readonly AnswerRecorder _recorder = new();

    private Target(IAsyncDisposable server, Uri address, ManualClock clock) => (_server, Address, _clock) = (server, address, clock);

    /// <summary>With the base path, and a slash at its end.</summary>
    public Uri Address { get; }

    /// <summary>The status of the last answer, and its body as it was sent.</summary>
    public (int Status, string Text) Last => _recorder.Last;

    /// <summary>Starts one of the two servers of an API.</summary>
    public static async Task<Target> StartAsync(string api, string which)
    {
        var clock = new ManualClock();
        if (which == ReferenceServer)
        {
            var reference = await Conformance.Reference.ReferenceServer.StartAsync(api, new ReferenceOptions { Time = clock });
            return new Target(reference, reference.BaseAddress, clock);
        }

        var contract = BuiltIn.Contract(api);
        var mock = await MockServer.Mock.StartAsync(
            new MockOptions
            {
                Contracts = [contract],
                Port = 0,
                Time = clock,
                CheckSelf = true,
            }
        );
        return new Target(mock, new Uri(mock.Address, $"{api}{contract.Operations[0].BasePaths[0]}/"), clock);
    }

    /// <summary>A client; <paramref name="prefer"/> asks the mock for a documented status.</summary>
    public HttpClient Http(string? bearer = null, int? prefer = null)
    {
        var client = new HttpClient(_recorder, disposeHandler: false) { BaseAddress = Address };
        if (bearer is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        if (prefer is not null)
            client.DefaultRequestHeaders.Add("Prefer", $"code={prefer}");
        return client;
    }

    public void Advance(TimeSpan by) => _clock.Advance(by);

    public async ValueTask DisposeAsync()
    {
        _recorder.Dispose();
        await _server.DisposeAsync();
    }
}
