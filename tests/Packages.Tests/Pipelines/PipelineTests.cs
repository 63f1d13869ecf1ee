using System.Text.Json.Nodes;
using System.Xml.Linq;
using Conformance.TestKit;
using YamlDotNet.RepresentationModel;

namespace Conformance.Packages.Tests.Pipelines;

/// <summary>The Action, the template for GitLab, and what <c>conform init --ci</c> writes, run as the services run them.</summary>
[Trait("Category", "Slow")]
public sealed class PipelineTests : IDisposable
{
    private const string Users = "alice@example.com:open-sesame-1\nbob@example.com:open-sesame-1";
    private static readonly string Action = Repository.PathOf("action.yml");

    private readonly Shop _shop = new();

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task The_Action_writes_reports_outputs_and_summary_of_a_server_that_conforms()
    {
        await _shop.ConformAsync("init", "shop.yaml");
        var server = await _shop.ServeAsync();
        var runner = Runner();

        var result = await runner.RunActionAsync(
            Action,
            new Dictionary<string, string>
            {
                ["contract"] = "shop",
                ["base-url"] = server.AbsoluteUri,
                ["users"] = Users,
                ["arguments"] = "--depth quick\n--header X-Run: a b\r\n",
                ["reports"] = "out/of the run",
            }
        );

        Assert.True(result.ExitCode == 0, result.Said);
        Assert.Equal(
            [
                ("exit-code", "0"),
                ("html", "out/of the run/report.html"),
                ("json", "out/of the run/report.json"),
                ("junit", "out/of the run/junit.xml"),
                ("sarif", "out/of the run/conformance.sarif"),
            ],
            result.Outputs.Select(o => (o.Key, o.Value)).Order()
        );
        Assert.DoesNotContain(result.Annotations, a => a.StartsWith("::error", StringComparison.Ordinal));
        Assert.Contains("Conformance: passed", runner.Summary, StringComparison.Ordinal);
        Assert.Equal("0", (string?)XDocument.Load(InRepo(result.Outputs["junit"])).Root!.Attribute("failures"));
        Assert.DoesNotContain(await SarifResultsAsync(result), r => (string?)r!["level"] == "error");
        Assert.DoesNotContain("open-sesame-1", result.Said + runner.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_Action_fails_and_annotates_the_contract_where_a_logout_does_not_log_out()
    {
        await _shop.ConformAsync("init", "shop.yaml");
        var server = await _shop.ServeAsync(logoutRevokes: false);
        var runner = Runner();

        var result = await runner.RunActionAsync(
            Action,
            new Dictionary<string, string>
            {
                ["contract"] = "shop",
                ["base-url"] = server.AbsoluteUri,
                ["users"] = Users,
            }
        );

        Assert.Equal((1, "1"), (result.ExitCode, result.Outputs["exit-code"]));
        Assert.Contains(
            result.Annotations,
            a =>
                a.StartsWith("::error file=shop/", StringComparison.Ordinal)
                && a.Contains("lets in a revoked token", StringComparison.Ordinal)
        );
        Assert.Contains("Conformance: failed", runner.Summary, StringComparison.Ordinal);
        Assert.NotEqual("0", (string?)XDocument.Load(InRepo(result.Outputs["junit"])).Root!.Attribute("failures"));
        Assert.Contains(await SarifResultsAsync(result), r => (string?)r!["level"] == "error");
    }

    [Theory]
    [InlineData("no-such-contract", "--mock", "2", "is neither a contract nor a file")]
    [InlineData("shop", "", "2", "Name one with --base-url")]
    [InlineData("shop", "--base-url http://127.0.0.1:9\n--retries 0", "3", "127.0.0.1:9")]
    public async Task The_Action_fails_where_nothing_can_be_judged_and_has_no_reports_of_before(
        string contract,
        string arguments,
        string exitCode,
        string sentence
    )
    {
        await _shop.ConformAsync("init", "shop.yaml");
        Directory.CreateDirectory(InRepo("conformance-reports"));
        await File.WriteAllTextAsync(InRepo("conformance-reports/junit.xml"), "<of-before />", TestContext.Current.CancellationToken);

        var result = await Runner()
            .RunActionAsync(
                Action,
                new Dictionary<string, string>
                {
                    ["contract"] = contract,
                    ["arguments"] = arguments,
                    ["users"] = exitCode == "3" ? Users : "",
                }
            );

        Assert.Equal((exitCode, exitCode), ($"{result.ExitCode}", result.Outputs["exit-code"]));
        Assert.Contains(sentence, result.Said, StringComparison.Ordinal);
        Assert.NotEmpty(result.Annotations);
        if (exitCode == "2")
            Assert.Equal(["", "", "", ""], result.Outputs.Where(o => o.Key != "exit-code").Select(o => o.Value));
        Assert.False(
            File.Exists(InRepo("conformance-reports/junit.xml"))
                && (await File.ReadAllTextAsync(InRepo("conformance-reports/junit.xml"), TestContext.Current.CancellationToken)).Contains(
                    "of-before",
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public async Task The_Action_says_what_is_missing_where_nothing_can_install_the_command()
    {
        var bash = Directory.CreateDirectory(_shop.Beside("only-bash")).FullName;
        foreach (var name in (string[])["bash", "mkdir"])
        {
            var (_, found) = await Shell.RunAsync($"command -v {name}", _shop.Repo, _shop.Environment());
            File.CreateSymbolicLink(Path.Combine(bash, name), found.Trim());
        }

        var environment = _shop.Environment();
        environment["PATH"] = bash;
        var result = await new WorkflowRunner(_shop.Repo, Temp(), environment).RunActionAsync(
            Action,
            new Dictionary<string, string> { ["contract"] = "sig" }
        );

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("Put actions/setup-dotnet", Assert.Single(result.Annotations), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_workflow_that_init_writes_verifies_the_contract()
    {
        Directory.CreateDirectory(InRepo("apis"));
        File.Move(InRepo("shop.yaml"), InRepo("apis/it's shop.yaml"));
        var said = await _shop.ConformAsync("init", "apis/it's shop.yaml", "-o", "shop", "--ci", "github");
        Assert.Contains("Written: .github/workflows/conformance.yml", said, StringComparison.Ordinal);
        Assert.Contains("secret CONFORM_USERS", said, StringComparison.Ordinal);
        var runner = Runner();
        runner.Settings["secrets.CONFORM_USERS"] = Users;

        // A server that is not named is a mistake, and no green run of the mock.
        var forgotten = await runner.RunJobAsync(InRepo(".github/workflows/conformance.yml"));
        runner.Settings["vars.CONFORM_BASE_URL"] = (await _shop.ServeAsync()).AbsoluteUri;
        var result = await runner.RunJobAsync(InRepo(".github/workflows/conformance.yml"));

        Assert.Equal(2, forgotten.ExitCode);
        Assert.True(result.ExitCode == 0, result.Said);
        Assert.Contains("Conformance: passed", runner.Summary, StringComparison.Ordinal);
        Assert.Equal(
            ["actions/checkout@v4", "actions/setup-dotnet@v4", "actions/upload-artifact@v4"],
            runner.PassedOver.Distinct().Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            await File.ReadAllTextAsync(Action, TestContext.Current.CancellationToken),
            await File.ReadAllTextAsync(InRepo(".github/actions/conformance/action.yml"), TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task The_template_for_GitLab_that_init_writes_verifies_the_contract()
    {
        await _shop.ConformAsync("init", "shop.yaml");
        var said = await _shop.ConformAsync("init", "shop", "--ci", "gitlab");
        Assert.Contains("CONFORM_USER_FILE", said, StringComparison.Ordinal);
        var include = (YamlMappingNode)Load(InRepo(".gitlab-ci.yml"))[0]["include"][0];
        Assert.Equal(".gitlab/conformance.yml", (string?)include["local"]);
        var inputs = ((YamlMappingNode)include["inputs"]).Children.ToDictionary(i => (string)i.Key!, i => (string)i.Value!);
        var users = _shop.Beside("users.txt");
        await File.WriteAllTextAsync(users, Users, TestContext.Current.CancellationToken);

        var (failed, toldOfFault) = await RunGitLabAsync(inputs, users, await _shop.ServeAsync(logoutRevokes: false));
        var quality = JsonNode.Parse(
            await File.ReadAllTextAsync(InRepo("conformance-reports/codequality.json"), TestContext.Current.CancellationToken)
        )!;
        var (passed, told) = await RunGitLabAsync(inputs, users, await _shop.ServeAsync());

        Assert.True(failed == 1, toldOfFault);
        Assert.NotEmpty(quality.AsArray());
        Assert.True(passed == 0, told);
    }

    private async Task<(int ExitCode, string Said)> RunGitLabAsync(Dictionary<string, string> given, string users, Uri server)
    {
        var documents = Load(InRepo(".gitlab/conformance.yml"));
        var declared = ((YamlMappingNode)documents[0]["spec"]["inputs"]).Children;
        Assert.Empty(given.Keys.Except(declared.Select(i => (string)i.Key!)));
        var inputs = declared.ToDictionary(
            i => (string)i.Key!,
            i => given.GetValueOrDefault((string)i.Key!) ?? (string)i.Value["default"]!
        );
        var job = documents[1]["conformance"];
        string Filled(YamlNode node) =>
            inputs.Aggregate((string)node!, (text, i) => text.Replace($"$[[ inputs.{i.Key} ]]", i.Value, StringComparison.Ordinal));
        var environment = _shop.Environment();
        foreach (var (name, value) in ((YamlMappingNode)job["variables"]).Children)
            environment[(string)name!] = Filled(value);
        environment["CI"] = "true";
        environment["CI_PROJECT_DIR"] = _shop.Repo;
        environment["CONFORM_BASE_URL"] = server.AbsoluteUri;
        environment["CONFORM_USER_FILE"] = users;
        var script = string.Join('\n', ((string[])["before_script", "script"]).SelectMany(s => (YamlSequenceNode)job[s]).Select(Filled));
        Assert.DoesNotContain("$[[", script, StringComparison.Ordinal);
        var result = await Shell.RunAsync(script, _shop.Repo, environment);
        foreach (var report in ((YamlMappingNode)job["artifacts"]["reports"]).Children.Values)
            Assert.True(File.Exists(InRepo((string)report!)), $"the template names {report}, and the run wrote no such report");
        return result;
    }

    private WorkflowRunner Runner() => new(_shop.Repo, Temp(), _shop.Environment());

    private string Temp() => Directory.CreateDirectory(_shop.Beside("temp")).FullName;

    private string InRepo(string path) => Path.Combine(_shop.Repo, path);

    private async Task<JsonArray> SarifResultsAsync(RunnerResult result) =>
        JsonNode.Parse(await File.ReadAllTextAsync(InRepo(result.Outputs["sarif"]), TestContext.Current.CancellationToken))!["runs"]![0]![
            "results"
        ]!.AsArray();

    private static List<YamlNode> Load(string file)
    {
        var stream = new YamlStream();
        using var reader = File.OpenText(file);
        stream.Load(reader);
        return [.. stream.Documents.Select(d => d.RootNode)];
    }
}
