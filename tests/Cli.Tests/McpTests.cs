using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Conformance.TestKit;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Conformance.Cli.Tests;

/// <summary><c>conform mcp</c>, asked by the SDK's client.</summary>
[Trait("Category", "Slow")]
public sealed class McpTests : IAsyncLifetime
{
    private static readonly string[] Tools =
    [
        "finding",
        "init",
        "lint",
        "mock_clock",
        "mock_requests",
        "mock_start",
        "mock_stop",
        "verify",
    ];

    private const string Revokes = "revokes: {refresh: presented}";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("conformance-");
    private McpClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        // What stands in the environment of the tests is none of the command's business.
        var environment = Environment
            .GetEnvironmentVariables()
            .Keys.Cast<string>()
            .Where(n => n == "CI" || n.StartsWith("CONFORM_", StringComparison.Ordinal))
            .ToDictionary(n => n, _ => (string?)null, StringComparer.Ordinal);
        var transport = new StdioClientTransport(
            new StdioClientTransportOptions
            {
                Command = "dotnet",
                Arguments = [Path.Combine(AppContext.BaseDirectory, "conform.dll"), "mcp"],
                WorkingDirectory = _folder.FullName,
                EnvironmentVariables = environment,
            }
        );
        _client = await McpClient.CreateAsync(transport, cancellationToken: Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Every_tool_is_described_to_its_last_parameter()
    {
        var tools = await _client.ListToolsAsync(cancellationToken: Cancellation);

        Assert.Equal(Tools, tools.Select(t => t.Name).Order(StringComparer.Ordinal));
        Assert.All(tools, tool => Assert.False(string.IsNullOrWhiteSpace(tool.Description)));
        Assert.All(
            tools.SelectMany(t => t.JsonSchema.GetProperty("properties").EnumerateObject()),
            p => Assert.True(p.Value.TryGetProperty("description", out _), p.Name)
        );
        var page = await File.ReadAllTextAsync(Repository.PathOf("docs", "mcp.md"), Cancellation);
        Assert.All(tools, tool => Assert.Contains($"`{tool.Name}`", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_document_becomes_a_contract_that_its_mock_keeps()
    {
        File.Copy(Repository.PathOf("specs", "sig", "openapi.yaml"), Path.Combine(_folder.FullName, "my-api.yaml"));
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "broken.yaml"), "openapi: 3.1.0\npaths: []\n", Cancellation);

        var lint = await CallAsync("lint", new() { ["contract"] = "broken.yaml" });
        var init = await CallAsync("init", new() { ["document"] = "my-api.yaml" });
        var verify = await CallAsync("verify", new() { ["contract"] = "sig", ["depth"] = "quick" });

        Assert.NotEqual(true, lint.IsError);
        Assert.Contains("broken.yaml:2:8", Text(lint), StringComparison.Ordinal);
        Assert.Contains("logout", Text(init), StringComparison.Ordinal);
        Assert.Equal("passed", Data(verify).GetProperty("outcome").GetString());
        Assert.All(
            Data(verify).GetProperty("findings").EnumerateArray(),
            f => Assert.Equal("advice", f.GetProperty("severity").GetString())
        );
        Assert.True((await CallAsync("finding", new() { ["number"] = 99 })).IsError);
    }

    [Fact]
    public async Task A_mock_starts_expires_its_tokens_when_its_clock_moves_and_stops()
    {
        var start = await CallAsync("mock_start", new() { ["contract"] = "sig" });
        var (name, address) = (Data(start).GetProperty("mock").GetString()!, new Uri(Data(start).GetProperty("address").GetString()!));
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };
        using var login = await http.PostAsJsonAsync(
            "/api/login",
            new { email = "alice@example.com", password = "open-sesame-1" },
            Cancellation
        );
        var token = (await login.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("token").GetString()!;
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);

        using var before = await http.GetAsync("/api/me", Cancellation);
        var moved = await CallAsync("mock_clock", new() { ["mock"] = name, ["by"] = "P1D" });
        using var after = await http.GetAsync("/api/me", Cancellation);
        var requests = Text(await CallAsync("mock_requests", new() { ["mock"] = name }));
        var verify = await CallAsync(
            "verify",
            new()
            {
                ["contract"] = "sig",
                ["mock"] = name,
                ["depth"] = "quick",
            }
        );
        await CallAsync("mock_stop", new() { ["mock"] = name });

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (before.StatusCode, after.StatusCode));
        Assert.NotEqual(true, moved.IsError);
        Assert.Contains("GET /api/me 401 expired", requests, StringComparison.Ordinal);
        Assert.DoesNotContain(token, requests, StringComparison.Ordinal);
        Assert.True("passed" == Data(verify).GetProperty("outcome").GetString(), Text(verify));
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync("/api/me", Cancellation));
        Assert.Contains("none runs", Text(await CallAsync("mock_clock", new() { ["mock"] = name })), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bug_is_a_finding_with_a_script_and_without_a_secret()
    {
        // The mock of a contract whose logout forgets the refresh token is a server with that bug.
        var flawed = _folder.CreateSubdirectory("flawed").FullName;
        File.Copy(Repository.PathOf("specs", "sig", "openapi.yaml"), Path.Combine(flawed, "openapi.yaml"));
        var overlay = await File.ReadAllTextAsync(Repository.PathOf("specs", "sig", "session.overlay.yaml"), Cancellation);
        Assert.Contains(Revokes, overlay, StringComparison.Ordinal);
        await File.WriteAllTextAsync(
            Path.Combine(flawed, "session.overlay.yaml"),
            overlay.Replace(Revokes, "revokes: {access: presented}", StringComparison.Ordinal),
            Cancellation
        );
        var start = await CallAsync("mock_start", new() { ["contract"] = "flawed" });

        var verify = await CallAsync(
            "verify",
            new()
            {
                ["contract"] = "sig",
                ["mock"] = Data(start).GetProperty("mock").GetString(),
                ["depth"] = "quick",
            }
        );
        Assert.True("failed" == Data(verify).GetProperty("outcome").GetString(), Text(verify));
        var finding = Data(verify)
            .GetProperty("findings")
            .EnumerateArray()
            .First(f => f.GetProperty("cause").GetString()!.Contains("refresh lets in a revoked token", StringComparison.Ordinal));
        var told = Text(await CallAsync("finding", new() { ["number"] = finding.GetProperty("number").GetInt32() }));

        Assert.Contains(finding.GetProperty("cause").GetString()!, told, StringComparison.Ordinal);
        Assert.Contains("curl", told, StringComparison.Ordinal);
        Assert.Contains("«refresh#", told, StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", told + Text(verify), StringComparison.Ordinal); // as every JWT begins
        Assert.DoesNotContain("open-sesame-1", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lint", "contract", "no-such-thing", "no-such-thing")]
    [InlineData("lint", "contract", "--all", "begins with a dash")]
    [InlineData("verify", "contract", "", "is empty")]
    [InlineData("mock_start", "contract", "sigg", "sig")]
    [InlineData("mock_start", "contract", "-", "begins with a dash")]
    [InlineData("mock_stop", "mock", "sig-1", "none runs")]
    public async Task A_mistake_is_a_sentence(string tool, string parameter, string value, string expected)
    {
        var answer = await CallAsync(tool, new() { [parameter] = value });

        Assert.True(answer.IsError);
        Assert.Contains(expected, Text(answer), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", Text(answer), StringComparison.Ordinal);
    }

    private async Task<CallToolResult> CallAsync(string tool, Dictionary<string, object?> arguments) =>
        await _client.CallToolAsync(tool, arguments, cancellationToken: Cancellation);

    private static string Text(CallToolResult result) => string.Join('\n', result.Content.OfType<TextContentBlock>().Select(c => c.Text));

    private static JsonElement Data(CallToolResult result) =>
        result.StructuredContent ?? throw new InvalidOperationException($"The tool said: {Text(result)}");
}
