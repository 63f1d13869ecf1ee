using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Conformance.Cli.Tests;

/// <summary><c>conform proxy</c> as a user sees it.</summary>
[Trait("Category", "Slow")]
public sealed class ProxyCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("conformance-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Ctrl_c_ends_the_watch_and_the_exit_code_is_that_of_what_was_seen()
    {
        var (mock, address) = await ConformProcess.MockAsync("rinne");
        await using var running = mock;
        var report = Path.Combine(_folder.FullName, "traffic.json");

        // The mock keeps tokens alive after a logout, as one reading says, and is held against the other.
        var (process, proxy) = await ConformProcess.ProxyAsync(
            "rinne",
            "-u",
            $"{address}rinne/core",
            "--reading",
            "RIN-06=blacklist",
            "--report",
            $"json={report}"
        );
        await using var watching = process;
        Assert.Equal("/rinne/core", proxy.AbsolutePath);
        var token = await LogOutAndUseAgainAsync(proxy);
        await process.OutputAsync("GET /v1/auth/me lets in a revoked token.");
        Assert.False(File.Exists(report));
        await process.SignalAsync("INT");
        Assert.Equal(1, await process.ExitAsync());
        Assert.Contains(
            "after POST /v1/auth/logout had ended access#1",
            process.Output.ReplaceLineEndings(" ").Replace("            ", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            "FAILED. 1 stated behaviour was missed. Repeat a check by the command below it.",
            process.Output.TrimEnd(),
            StringComparison.Ordinal
        );
        Assert.Empty(process.Error);
        var written = await File.ReadAllTextAsync(report, Cancellation);
        Assert.Equal("lets-in revoked access", (string?)JsonNode.Parse(written)!["runs"]![0]!["findings"]![0]!["key"]);
        Assert.All((string[])[process.Output, written], text => Assert.DoesNotContain(token, text, StringComparison.Ordinal));
        Assert.All((string[])[process.Output, written], text => Assert.DoesNotContain("open-sesame-1", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_watch_that_ends_when_nothing_more_comes_passes_where_all_was_as_documented()
    {
        var (mock, address) = await ConformProcess.MockAsync("rinne");
        await using var running = mock;
        var (process, proxy) = await ConformProcess.ProxyAsync("rinne", "-u", $"{address}rinne/core", "--until-idle", "1s");
        await using var watching = process;
        await LogOutAndUseAgainAsync(proxy);
        Assert.Equal(0, await process.ExitAsync());
        Assert.Contains("PASSED.", process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_configuration_and_the_environment_say_counts_as_it_does_for_verify()
    {
        var (mock, address) = await ConformProcess.MockAsync("rinne");
        await using var running = mock;
        var report = Path.Combine(_folder.FullName, "traffic.json");
        var config = Path.Combine(_folder.FullName, "conform.yaml");
        await File.WriteAllTextAsync(
            config,
            $"base-url: http://127.0.0.1:9\nreadings: {{RIN-06: blacklist}}\nreport: [\"json={report}\", \"messages={report}.ndjson\"]\nusers: [{{name: a, password: b}}]\n",
            Cancellation
        );
        await using var process = ConformProcess.StartIn(
            [("CONFORM_BASE_URL", $"{address}rinne/core")],
            "proxy",
            "rinne",
            "--port",
            "0",
            "--config",
            config,
            "--until-idle",
            "1s"
        );
        await LogOutAndUseAgainAsync(await process.ListeningAsync());
        Assert.Equal(1, await process.ExitAsync());
        Assert.Contains("GET /v1/auth/me lets in a revoked token.", process.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(report));
        Assert.False(File.Exists(report + ".ndjson"));
    }

    [Fact]
    public async Task A_setting_of_the_environment_that_is_none_is_told()
    {
        await using var process = ConformProcess.StartIn([("CONFORM_UNTIL_IDLE", "1s")], "proxy", "rinne", "-u", "http://127.0.0.1:9");
        Assert.Equal(2, await process.ExitAsync());
        Assert.Contains("CONFORM_UNTIL_IDLE. Give --until-idle on the command line.", process.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is nothing to pass requests on to. Name the implementation with --base-url", "rinne")]
    [InlineData("messages are of Gherkin scenarios, and traffic has none", "rinne", "-u", "http://127.0.0.1:9", "--report", "messages=x")]
    [InlineData("--until-idle: \"soon\" is no time", "rinne", "-u", "http://127.0.0.1:9", "--until-idle", "soon")]
    public async Task A_mistake_is_told_in_a_sentence(string told, params string[] arguments)
    {
        var (exitCode, _, error) = await ConformProcess.RunAsync(["proxy", .. arguments]);
        Assert.Equal(2, exitCode);
        Assert.Contains(told, error, StringComparison.Ordinal);
    }

    private static async Task<string> LogOutAndUseAgainAsync(Uri proxy)
    {
        using var client = new HttpClient { BaseAddress = new Uri(proxy.AbsoluteUri + "/") };
        using var login = await client.PostAsJsonAsync(
            "v1/auth/login",
            new { identifier = "alice@example.com", password = "open-sesame-1" },
            Cancellation
        );
        var token = (string)(await login.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["token"]!;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        (await client.GetAsync("v1/auth/me", Cancellation)).EnsureSuccessStatusCode().Dispose();
        (await client.PostAsync("v1/auth/logout", null, Cancellation)).EnsureSuccessStatusCode().Dispose();
        (await client.GetAsync("v1/auth/me", Cancellation)).Dispose();
        return token;
    }
}
