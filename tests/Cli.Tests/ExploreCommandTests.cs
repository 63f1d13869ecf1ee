namespace Conformance.Cli.Tests;

/// <summary><c>conform explore</c> as users and CI servers call it.</summary>
[Trait("Category", "Slow")]
public sealed class ExploreCommandTests : IDisposable
{
    private static readonly string[] Users = ["--user", "alice@example.com:open-sesame-1", "--user", "bob@example.com:open-sesame-1"];
    private static readonly string[] Reading = ["--reading", "BKZ-09=revoked"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("conformance-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task What_it_finds_is_reported_and_written_as_a_scenario_that_verify_runs()
    {
        // A mock that keeps what the chosen reading ends.
        var (mock, address) = await ConformProcess.MockAsync("bankezy", "--reading", "BKZ-09=kept", "--quiet");
        await using var running = mock;
        string[] formats = ["junit", "html", "json", "sarif", "messages", "markdown"];
        var reports = string.Join(',', formats.Select(f => $"{f}={PathOf(f)}"));
        var feature = PathOf("found.feature");
        var explored = await ConformProcess.RunAsync([
            "explore",
            "bankezy",
            "-u",
            $"{address}",
            .. Users,
            .. Reading,
            "--sequences",
            "10",
            "--max-failures",
            "1",
            "--report",
            reports,
            "-o",
            feature,
        ]);
        Assert.True(explored.ExitCode == 1, explored.Output + explored.Error);
        Assert.Contains("lets in a revoked", explored.Output, StringComparison.Ordinal);
        Assert.Contains("under the seed 1", explored.Output, StringComparison.Ordinal);
        foreach (
            var text in await Task.WhenAll(formats.Select(f => File.ReadAllTextAsync(PathOf(f), TestContext.Current.CancellationToken)))
        )
        {
            Assert.Contains("lets in a revoked", text, StringComparison.Ordinal);
            Assert.DoesNotContain("open-sesame-1", text, StringComparison.Ordinal);
        }

        string[] again = ["--features", _folder.FullName, "--include-tag", "@explored", .. Reading];
        var red = await ConformProcess.RunAsync(["verify", "bankezy", "-u", $"{address}", .. Users, .. again]);
        Assert.True(red.ExitCode == 1, red.Output + red.Error);
        var green = await ConformProcess.RunAsync(["verify", "bankezy", .. again]);
        Assert.True(green.ExitCode == 0, green.Output + green.Error);
        Assert.Contains("1 passed", green.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_embedded_mock_shows_nothing()
    {
        var (exitCode, output, error) = await ConformProcess.RunAsync("explore", "sig", "--sequences", "5", "--seed", "3");

        Assert.True(exitCode == 0, output + error);
        Assert.Contains("5 sequences with", output, StringComparison.Ordinal);
        Assert.Contains("It was the built-in mock that passed", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bound_that_is_none_is_told()
    {
        var (exitCode, _, error) = await ConformProcess.RunAsync("explore", "sig", "--sequences", "none");

        Assert.Equal(2, exitCode);
        Assert.Equal("conform: --sequences: \"none\" is no whole number of 1 or more.\n", error.ReplaceLineEndings("\n"));
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);
}
