using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Conformance.Contracts.Loading;
using Conformance.Documents;
using Conformance.MockServer;
using Conformance.MockServer.Engine.Logging;
using Conformance.Samples;
using Conformance.TestKit;
using Conformance.WireMockNet.Mappings;

namespace Conformance.WireMockNet.Tests;

/// <summary>A mock of the shop with a folder of mappings before it.</summary>
public sealed class MappedMock : IAsyncDisposable, IRequestLog
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("conformance-");
    private readonly Channel<MappingReading> _readings = Channel.CreateUnbounded<MappingReading>();
    private readonly List<string> _log = [];
    private MappingFolder? _mappings;
    private Mock? _mock;
    private HttpClient? _client;

    public IReadOnlyList<string> Log => _log;

    public Uri Address => _mock!.Address;

    /// <summary>Starts with these files.</summary>
    public static async Task<MappedMock> StartAsync(params (string Name, string Text)[] files)
    {
        var started = new MappedMock();
        foreach (var (name, text) in files)
            started.Write(name, text);
        var problems = new Problems();
        started._mappings = await MappingFolder.OpenAsync(
            started._folder.FullName,
            problems,
            reading => started._readings.Writer.TryWrite(reading)
        );
        Assert.Empty(problems);
        var contract = Directory.CreateTempSubdirectory("conformance-");
        try
        {
            ContractServer.WriteContract(contract.FullName);
            var loaded = ContractLoader.Load(
                ContractSource.FromFolder(contract.FullName)! with
                {
                    Name = "shop",
                },
                new Dictionary<string, string>(),
                SampleSource.Of,
                problems
            );
            started._mock = await Mock.StartAsync(
                new MockOptions
                {
                    Contracts = [loaded!],
                    Port = 0,
                    Time = new ManualClock(),
                    CheckSelf = true,
                    Mappings = started._mappings,
                    Log = started,
                }
            );
        }
        finally
        {
            contract.Delete(recursive: true);
        }

        started._client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = started._mock.Address,
        };
        return started;
    }

    /// <summary>What is wrong with a folder of these files.</summary>
    public static async Task<string[]> WrongAsync(params (string Name, string Text)[] files)
    {
        await using var folder = new MappedMock();
        foreach (var (name, text) in files)
            folder.Write(name, text);
        var problems = new Problems();
        folder._mappings = await MappingFolder.OpenAsync(folder._folder.FullName, problems, _ => { });
        Assert.Equal(problems.HasErrors, folder._mappings is null);
        return [.. problems.Select(p => p.ToString()[(folder._folder.FullName.Length + 1)..])];
    }

    public void Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public void Delete(string name) => File.Delete(Path.Combine(_folder.FullName, name));

    /// <summary>What came of the next reading.</summary>
    public async Task<MappingReading> NextReadingAsync() =>
        await _readings.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromMinutes(1));

    public async Task<(int Status, string Body, HttpResponseMessage Message)> SendAsync(
        string method,
        string path,
        string? json = null,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        var response = await _client!.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response);
    }

    public async Task<JsonArray> JournalAsync(string query = "") =>
        JsonNode.Parse((await SendAsync("GET", "/__admin/requests" + query)).Body)!["requests"]!.AsArray();

    public void Write(in RequestLogEntry entry)
    {
        lock (_log)
            _log.Add(LogLine.Text(entry));
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_mock is not null)
            await _mock.DisposeAsync();
        if (_mappings is not null)
            await _mappings.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
