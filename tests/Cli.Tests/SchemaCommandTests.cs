using System.Text.Json;
using System.Text.RegularExpressions;
using Conformance.TestKit;
using Json.Schema;
using Schema = Json.Schema.JsonSchema;

namespace Conformance.Cli.Tests;

[Trait("Category", "Slow")]
public sealed partial class SchemaCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("schema");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Lists_the_schemas_and_prints_each_as_it_is_published()
    {
        var (exitCode, output, _) = await ConformProcess.RunAsync("schema");
        Assert.Equal(0, exitCode);
        var names = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(' ')[0]).ToList();
        Assert.Equal(["config", "report", "requirements", "x-session"], names);
        foreach (var name in names)
        {
            var (printed, schema, _) = await ConformProcess.RunAsync("schema", name);
            Assert.Equal(0, printed);
            Assert.Equal(await PublishedAsync(name), schema, ignoreLineEndingDifferences: true);
        }
    }

    [Fact]
    public async Task Tells_the_nearest_name_of_one_that_it_does_not_know()
    {
        var (exitCode, _, error) = await ConformProcess.RunAsync("schema", "repot");
        Assert.Equal(2, exitCode);
        Assert.Contains("There is no schema \"repot\". Did you mean \"report\"?", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_of_a_run_validates()
    {
        var path = Path.Combine(_folder.FullName, "report.json");
        var (exitCode, output, error) = await ConformProcess.RunAsync("verify", "sig", "--report", $"json={path}");
        Assert.True(exitCode == 0, output + error);
        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        Assert.Equal("urn:conformance:report:1", report.RootElement.GetProperty("$schema").GetString());
        Assert.Matches(@"^1\.\d+\.\d+$", report.RootElement.GetProperty("version").GetString());
        Assert.True(Accepts(await PublishedAsync("report"), report.RootElement));
    }

    [Fact]
    public async Task The_schema_of_the_configuration_has_every_setting_and_no_other()
    {
        var (exitCode, error) = await VerifyAsync("""{"qqqqqqqqqqqqqqqqqqqq": 1}""");
        Assert.Equal(2, exitCode);
        var settings = There().Match(error).Groups["names"].Value.Split(", ");
        Assert.True(settings.Length > 25, error);
        using var schema = JsonDocument.Parse(await PublishedAsync("config"));
        var described = schema.RootElement.GetProperty("properties").EnumerateObject().Select(p => p.Name);
        Assert.Equal(settings, described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_option_of_verify_is_a_setting_but_for_those_that_have_another_form_there()
    {
        var (_, help, _) = await ConformProcess.RunAsync("verify", "--help");
        using var schema = JsonDocument.Parse(await PublishedAsync("config"));
        var described = schema.RootElement.GetProperty("properties");
        var elsewhere = Option()
            .Matches(help)
            .Select(m => m.Groups["name"].Value)
            .Distinct(StringComparer.Ordinal)
            .Where(n => !described.TryGetProperty(n, out _))
            .Order(StringComparer.Ordinal);
        Assert.Equal(["all", "config", "header", "help", "overlay", "reading", "requirement", "scenario", "trace", "user"], elsewhere);
    }

    // JSON is YAML too, so the schema and the command read the same text.
    [Theory]
    [InlineData("""{"workers": [1]}""")]
    [InlineData("""{"workers": "none"}""")]
    [InlineData("""{"workers": 0}""")]
    [InlineData("""{"max-failures": 1.5}""")]
    [InlineData("""{"strict": "perhaps"}""")]
    [InlineData("""{"base-url": {"a": 1}}""")]
    [InlineData("""{"base-url": null}""")]
    [InlineData("""{"base-url": "http://127.0.0.1:1", "users": null}""")]
    [InlineData("""{"base-url": "http://127.0.0.1:1", "users": [{"name": null}]}""")]
    [InlineData("""{"base-url": "http://127.0.0.1:1", "headers": {"X-A": null}}""")]
    [InlineData("""{"requirements": [null]}""")]
    [InlineData("""{"report": null}""")]
    [InlineData("""{"base-url": "nowhere"}""")]
    [InlineData("""{"base-url": "http://127.0.0.1:1", "request-timeout": "soon"}""")]
    [InlineData("""{"base-url": "http://127.0.0.1:1", "users": "alice"}""")]
    [InlineData("""{"base-url": "http://127.0.0.1:1", "users": ["alice"]}""")]
    [InlineData("""{"base-url": "http://127.0.0.1:1", "users": [{"nam": "alice"}]}""")]
    [InlineData("""{"base-url": "http://127.0.0.1:1", "users": [{"password": "p"}]}""")]
    [InlineData("""{"base-url": "http://127.0.0.1:1", "tokens": {"access": "t"}}""")]
    [InlineData("""{"base-url": "http://127.0.0.1:1", "headers": ["X-A: b"]}""")]
    [InlineData("""{"base-url": "http://127.0.0.1:1", "headers": {"X-A": ["b"]}}""")]
    [InlineData("""{"base-url": "http://127.0.0.1:1", "values": {"login": "x"}}""")]
    [InlineData("""{"base-url": "http://127.0.0.1:1", "values": {"login": {"deviceId": "x"}}}""")]
    [InlineData("""{"requirements": [{"id": "SIG-07"}]}""")]
    [InlineData("""{"requirement": "SIG-07"}""")]
    [InlineData("""{"readings": ["RIN-06=blacklist"]}""")]
    [InlineData("""{"report": {"json": "x.json"}}""")]
    [InlineData("""{"all": true}""")]
    public async Task What_the_schema_of_the_configuration_refuses_verify_refuses_too(string configuration)
    {
        using var document = JsonDocument.Parse(configuration);
        Assert.False(Accepts(await PublishedAsync("config"), document.RootElement));
        var (exitCode, error) = await VerifyAsync(configuration);
        Assert.True(exitCode == 2, error);
        Assert.Contains("conform.yaml:1:", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_schema_of_the_configuration_accepts_verify_accepts_too()
    {
        const string Whole = """
            {
              "requirements": ["SIG-07"], "readings": {}, "strict": "true", "workers": "2", "max-failures": 3, "seed": 42, "dry-run": true, "verbose": false,
              "include-tag": "@needs-refresh or not @needs-refresh", "exclude-tag": "@advice", "features": [], "wait-for": "PT1S",
              "base-url": "http://127.0.0.1:1/api", "headers": {"X-A": "b", "X-N": 5}, "users": [{"name": "alice", "password": 12345}],
              "tokens": [{"user": "alice", "access": "t"}], "token-command": "${PATH}", "values": {"login": {"$request.body#/deviceId": "d-1"}},
              "control-api": "http://127.0.0.1:1/__admin", "control-token": "t", "wait-for-expiry": "15m", "request-timeout": 2.5, "rate-limit": 20,
              "retries": 0, "insecure": true
            }
            """;
        using var document = JsonDocument.Parse(Whole);
        Assert.True(Accepts(await PublishedAsync("config"), document.RootElement));
        var (exitCode, error) = await VerifyAsync(Whole);
        Assert.True(exitCode == 0, error);
    }

    [Fact]
    public async Task A_secret_in_a_wrong_form_is_not_repeated()
    {
        foreach (
            var wrong in (string[])
                ["\"users\": [\"alice:open-sesame-1\"]", "\"tokens\": \"open-sesame-1\"", "\"headers\": \"open-sesame-1\""]
        )
        {
            var (exitCode, error) = await VerifyAsync($"{{\"base-url\": \"http://127.0.0.1:1\", {wrong}}}");
            Assert.Equal(2, exitCode);
            Assert.Contains(" holds a single value; expected ", error, StringComparison.Ordinal);
            Assert.DoesNotContain("sesame", error, StringComparison.Ordinal);
        }
    }

    // Each in a registry of its own, because the common one keeps what it has.
    private static bool Accepts(string schema, JsonElement instance) =>
        Schema.FromText(schema, new BuildOptions { SchemaRegistry = new SchemaRegistry() }).Evaluate(instance).IsValid;

    private static Task<string> PublishedAsync(string name) =>
        File.ReadAllTextAsync(Repository.PathOf("specs", name + ".schema.json"), TestContext.Current.CancellationToken);

    private async Task<(int ExitCode, string Error)> VerifyAsync(string configuration)
    {
        var path = Path.Combine(_folder.FullName, "conform.yaml");
        await File.WriteAllTextAsync(path, configuration, TestContext.Current.CancellationToken);
        var (exitCode, _, error) = await ConformProcess.RunAsync("verify", "sig", "--config", path);
        return (exitCode, error);
    }

    [GeneratedRegex(@"There are (?<names>[a-z-]+(?:, [a-z-]+)*)\.", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex There();

    [GeneratedRegex("--(?<name>[a-z][a-z-]*)(?= |,|$)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Option();
}
