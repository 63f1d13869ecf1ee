namespace Conformance.Cli.Tests;

/// <summary><c>conform init --ci</c>: what cannot be written is a sentence, and nothing of the user's is written over.</summary>
[Trait("Category", "Slow")]
public sealed class InitPipelineTests : IDisposable
{
    private const string Overlay = "session.overlay.yaml";

    private readonly string _repository = Directory.CreateTempSubdirectory("conformance-ci-").FullName;

    public InitPipelineTests()
    {
        Directory.CreateDirectory(Path.Combine(_repository, ".git"));
        Write("apis/shop/openapi.yaml", "openapi: 3.1.0\ninfo: {title: Shop, version: '1'}\npaths: {}\n");
        Write($"apis/shop/{Overlay}", "overlay: 1.0.0\ninfo: {title: Mine, version: '1'}\nactions: []\n");
    }

    public void Dispose() => Directory.Delete(_repository, recursive: true);

    [Fact]
    public async Task A_contract_that_is_whole_stays_and_is_named_from_the_root_of_the_repository()
    {
        var before = Read($"apis/shop/{Overlay}");

        var (exitCode, output, error) = await RunAsync("apis/shop", "github", "-u", "https://staging.example/it's", "--user", "a:b");

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains("CONFORM_USERS", output, StringComparison.Ordinal);
        var workflow = Read(".github/workflows/conformance.yml");
        Assert.Contains("contract: 'apis/shop'", workflow, StringComparison.Ordinal);
        Assert.Contains("base-url: 'https://staging.example/it''s'", workflow, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "{",
            workflow.Replace("${{ secrets.CONFORM_USERS }}", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        Assert.Equal(before, Read($"apis/shop/{Overlay}"));
    }

    [Fact]
    public async Task A_pipeline_of_the_teams_own_is_not_written_over_and_its_lines_are_told()
    {
        Write(".gitlab-ci.yml", "mine: {script: [make]}\n");

        var (exitCode, output, _) = await RunAsync("apis/shop", "gitlab");

        Assert.Equal(0, exitCode);
        Assert.Contains(".gitlab-ci.yml is there already. Add to it:", output, StringComparison.Ordinal);
        Assert.Contains("  - local: .gitlab/conformance.yml", output, StringComparison.Ordinal);
        Assert.Equal("mine: {script: [make]}\n", Read(".gitlab-ci.yml"));
        Assert.Contains("inputs:", Read(".gitlab/conformance.yml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workflow_that_is_there_stays_unless_it_is_asked_for()
    {
        Write(".github/workflows/conformance.yml", "mine");

        var (exitCode, _, error) = await RunAsync("apis/shop", "github");

        Assert.Equal(2, exitCode);
        Assert.Contains("is there already. Move it away, or write over it with --force.", error, StringComparison.Ordinal);
        Assert.Equal("mine", Read(".github/workflows/conformance.yml"));
    }

    [Fact]
    public async Task Another_service_and_a_contract_elsewhere_are_sentences()
    {
        var (exitCode, _, error) = await RunAsync("apis/shop", "githb");
        Assert.Equal(2, exitCode);
        Assert.Contains("--ci \"githb\": there is no pipeline for it. Did you mean \"github\"?", error, StringComparison.Ordinal);

        Directory.Move(Path.Combine(_repository, ".git"), Path.Combine(_repository, "apis", "shop", ".git"));
        Directory.CreateDirectory(Path.Combine(_repository, "other", ".git"));
        (exitCode, _, error) = await ConformProcess.RunFromAsync(
            Path.Combine(_repository, "other"),
            "init",
            "../apis/shop",
            "--ci",
            "github"
        );
        Assert.Equal(2, exitCode);
        Assert.Contains("lies outside of it", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_repository, "other", ".github")));
    }

    private Task<(int ExitCode, string Output, string Error)> RunAsync(string contract, string service, params string[] more) =>
        ConformProcess.RunFromAsync(_repository, ["init", contract, "--ci", service, .. more]);

    private void Write(string path, string text)
    {
        var file = Path.Combine(_repository, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    private string Read(string path) => File.ReadAllText(Path.Combine(_repository, path));
}
