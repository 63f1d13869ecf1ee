using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Conformance.Packages.Tests.Pipelines;
using Conformance.TestKit;

namespace Conformance.Packages.Tests;

/// <summary>The program that is one file does what the command does, where there is no .NET and nothing else of the checkout.</summary>
[Trait("Category", "Slow")]
public sealed partial class ProgramTests(PublishedProgram program) : IClassFixture<PublishedProgram>
{
    private const long LargestSize = 60L << 20;

    [Fact]
    public async Task It_is_one_file_that_tells_its_version()
    {
        Assert.Equal(["conform"], Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(program.File)!).Select(Path.GetFileName));
        Assert.InRange(new FileInfo(program.File).Length, 1, LargestSize);

        var (exitCode, said) = await program.RunAsync("--version");

        Assert.Equal(0, exitCode);
        Assert.Matches(@"^\d+\.\d+\.\d+", said);
    }

    [Theory]
    [InlineData(
        "PASSED. Every stated behaviour was seen",
        "verify",
        "sig",
        "--depth",
        "quick",
        "--report",
        "html=report.html,sarif=report.sarif"
    )]
    [InlineData("5 contracts: 0 errors", "lint")]
    [InlineData("x-session in a document or an overlay", "schema", "x-session")]
    [InlineData("rinne: ", "list")]
    [InlineData("complete -o filenames", "completion", "bash")]
    public async Task It_carries_contracts_features_and_schemas(string expected, params string[] arguments)
    {
        var (exitCode, said) = await program.RunAsync(arguments);

        Assert.True(exitCode == 0, said);
        Assert.Contains(expected, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_makes_a_contract_and_a_pipeline_and_generates_code_by_itself()
    {
        await File.WriteAllTextAsync(Path.Combine(program.Empty, "shop.yaml"), Shop.Document, TestContext.Current.CancellationToken);

        var (exitCode, said) = await program.RunAsync("init", "shop.yaml", "--ci", "github", "--force");
        Assert.True(exitCode == 0, said);
        (exitCode, said) = await program.RunAsync("generate", "--specs", "shop", "--output", "generated");
        Assert.True(exitCode == 0, said);

        Assert.True(File.Exists(Path.Combine(program.Empty, ".github/actions/conformance/action.yml")));
        Assert.Equal(
            ["ServerSupport.g.cs", "ShopClient.g.cs", "ShopServer.g.cs", "shop-client.ts"],
            Directory
                .EnumerateFiles(Path.Combine(program.Empty, "generated"), "*", SearchOption.AllDirectories)
                .Select(f => Path.GetFileName(f)!)
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task It_takes_steps_of_somebody_elses()
    {
        var features = Directory.CreateDirectory(Path.Combine(program.Empty, "features"));
        await File.WriteAllTextAsync(
            Path.Combine(features.FullName, "own.feature"),
            """
            Feature: Own
              @own
              Scenario: The auditor sees a token
                Given a session
                When the auditor looks at the session
                And the session logs out
                Then the auditor has seen 1 token
            """,
            TestContext.Current.CancellationToken
        );
        var steps = Repository.PathOf("artifacts", "bin", "OwnSteps", "release", "Conformance.OwnSteps.dll");

        var (exitCode, said) = await program.RunAsync(
            "verify",
            "sig",
            "--steps",
            steps,
            "--features",
            features.FullName,
            "--include-tag",
            "@own"
        );

        Assert.True(exitCode == 0, said);
        Assert.Contains("1 scenario: 1 passed", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_mock_answers()
    {
        var start = program.Start("mock", "sig", "--port", "0", "--json-logs");
        start.RedirectStandardOutput = true;
        using var mock = Process.Start(start)!;
        try
        {
            var started = JsonNode.Parse((await mock.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!)!;
            using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
            var address = new Uri((string)started["listening"]!);
            using var answer = await http.GetAsync(new Uri(address, "/api/me"), TestContext.Current.CancellationToken);
            using var page = await http.GetAsync(new Uri(address, "/__admin/ui"), TestContext.Current.CancellationToken);
            Assert.Equal((401, 200), ((int)answer.StatusCode, (int)page.StatusCode));
        }
        finally
        {
            mock.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public async Task Its_image_is_made_of_what_is_published()
    {
        var docker = await File.ReadAllLinesAsync(Repository.PathOf("Dockerfile"), TestContext.Current.CancellationToken);
        var ignored = await File.ReadAllLinesAsync(Repository.PathOf(".dockerignore"), TestContext.Current.CancellationToken);
        var script = await File.ReadAllTextAsync(Repository.PathOf("eng", "publish"), TestContext.Current.CancellationToken);
        var systems = Systems().Match(script).Groups["systems"].Value.Split(' ');
        var copied = docker.Select(l => Copied().Match(l)).Where(m => m.Success).ToList();

        Assert.Equal(["linux-arm64", "linux-x64"], copied.Select(m => m.Groups["system"].Value).Order(StringComparer.Ordinal));
        Assert.Subset(systems.ToHashSet(), copied.Select(m => m.Groups["system"].Value).ToHashSet());
        Assert.Contains("*", ignored);
        Assert.All(copied, m => Assert.Contains($"!{m.Groups["path"].Value}", ignored));
        // Each stage that something is copied from is there.
        Assert.All(
            docker.Select(l => Stage().Match(l)).Where(m => m.Success),
            m =>
                Assert.Contains(
                    docker,
                    l =>
                        l.StartsWith("FROM ", StringComparison.Ordinal)
                        && l.EndsWith($" AS {m.Groups["stage"].Value}", StringComparison.Ordinal)
                )
        );
    }

    [GeneratedRegex(@"known=\((?<systems>[\w -]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Systems();

    [GeneratedRegex("^COPY (?<path>artifacts/programs/(?<system>[^/]+)/conform) /conform$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Copied();

    [GeneratedRegex("--from=(?<stage>[a-z0-9-]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Stage();
}
