using System.Text;
using System.Text.Json.Nodes;
using Conformance.Contracts;
using Conformance.Contracts.Loading;
using Conformance.Documents;
using Conformance.MockServer.Engine.State;
using Conformance.Samples;
using Conformance.TestKit;

namespace Conformance.MockServer.Tests;

/// <summary>A mock on a free port with a clock that stands until a test moves it, and a client that keeps no cookies.</summary>
public sealed class TestMock : IAsyncDisposable
{
    private readonly Mock _mock;
    private readonly HttpClient _client;
    private readonly string _basePath;
    private bool _keepsContract;

    private TestMock(Mock mock, string basePath)
    {
        (_mock, _basePath) = (mock, basePath);
        _client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = mock.Address };
    }

    public const string Alice = "alice@example.com";

    public const string Bob = "bob@example.com";

    public const string Password = Account.SeededPassword;

    public Mock Mock => _mock;

    public RecordedLog Log { get; private init; } = new();

    /// <summary>Starts a mock of a built-in contract; paths of <see cref="SendAsync"/> are relative to its first base path.</summary>
    public static Task<TestMock> OfBuiltInAsync(string name, params (string Id, string Name)[] readings)
    {
        var source = new ContractCatalog(Repository.PathOf("specs")).Find(name)!;
        return OfAsync(Load(source, readings));
    }

    /// <summary>Starts a mock of one contract.</summary>
    /// <param name="keepsContract">Whether an answer that breaks its contract fails the test.</param>
    public static async Task<TestMock> OfAsync(
        Contract contract,
        Func<MockOptions, MockOptions>? configure = null,
        bool keepsContract = true
    )
    {
        var log = new RecordedLog();
        var options = new MockOptions
        {
            Contracts = [contract],
            Port = 0,
            Time = new ManualClock(),
            Log = log,
            CheckSelf = true,
        };
        var mock = await Mock.StartAsync(configure?.Invoke(options) ?? options);
        return new TestMock(mock, mock.Mounts[0].Prefix + contract.Operations[0].BasePaths[0])
        {
            Log = log,
            _keepsContract = keepsContract,
        };
    }

    public static Contract Load(ContractSource source, params (string Id, string Name)[] readings)
    {
        var problems = new Problems();
        var contract = ContractLoader.Load(source, readings.ToDictionary(r => r.Id, r => r.Name), SampleSource.Of, problems);
        Assert.Empty(problems);
        return contract!;
    }

    /// <summary>Loads a contract from the text of an OpenAPI document.</summary>
    public static Contract Load(string yaml, string name = "test")
    {
        var folder = Directory.CreateTempSubdirectory("conformance-");
        var path = Path.Combine(folder.FullName, name + ".yaml");
        File.WriteAllText(path, yaml);
        try
        {
            return Load(ContractSource.FromFile(path));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Sends a request; <paramref name="body"/> as JSON unless it is a string, which is sent as it is.</summary>
    public async Task<Reply> SendAsync(
        string method,
        string path,
        object? body = null,
        string? contentType = "application/json",
        params (string Name, string Value)[] headers
    )
    {
        var absolute = path.StartsWith("/__admin", StringComparison.Ordinal) ? path : _basePath + path;
        using var request = new HttpRequestMessage(new HttpMethod(method), absolute);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(
                Encoding.UTF8.GetBytes(body as string ?? JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(body))!.ToJsonString())
            );
            if (contentType is not null)
                request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        var reply = await Reply.OfAsync(response);
        if (_keepsContract)
            Assert.Null(reply.Header("Conform-Broken-Contract"));
        return reply;
    }

    public Task<Reply> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync("GET", path, headers: headers);

    public Task<Reply> PostAsync(string path, object? body, params (string Name, string Value)[] headers) =>
        SendAsync("POST", path, body, headers: headers);

    public Task<Reply> PutAsync(string path, object? body, params (string Name, string Value)[] headers) =>
        SendAsync("PUT", path, body, headers: headers);

    public void Advance(TimeSpan by) => _mock.Clock.Advance(by);

    public static (string, string) Bearer(string token) => ("Authorization", $"Bearer {token}");

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _mock.DisposeAsync();
    }
}
