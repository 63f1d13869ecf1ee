namespace Conformance.Cli.Tests;

/// <summary>The embedded mock passes its own contract, so that it must never take the place of a target that was meant.</summary>
[Trait("Category", "Slow")]
public sealed class MockAsTargetTests : IDisposable
{
    private const string Closing = "It was the built-in mock that passed; name an implementation with --base-url to have it verified.";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("conformance-");

    public MockAsTargetTests()
    {
        foreach (var name in (string[])["openapi.yaml", "session.overlay.yaml"])
            File.Copy(TestKit.Repository.PathOf($"specs/rinne/{name}"), Path.Combine(_folder.FullName, name));
    }

    private string[] Own => ["verify", _folder.FullName, "--requirement", "ANY-04"];

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("CONFORM_BASE_URI", "There is no setting for the environment variable CONFORM_BASE_URI. Did you mean CONFORM_BASE_URL?")]
    [InlineData("CONFORM_BASEURL", "Did you mean CONFORM_BASE_URL?")]
    [InlineData("conform_base_url", "Did you mean CONFORM_BASE_URL?")]
    [InlineData("CONFORM_USERS", "Did you mean CONFORM_USER?")]
    [InlineData("CONFORM_PASSWRD", "Did you mean CONFORM_PASSWORD?")]
    [InlineData("CONFORM_READING", "Give --reading on the command line.")]
    [InlineData("CONFORM_XYZZY", "There are CONFORM_ALLOW_REMOTE_REFS, ")]
    public async Task A_mistyped_environment_variable_is_told_with_the_nearest_one(string name, string told)
    {
        foreach (var value in (string[])["http://127.0.0.1:1", ""])
        {
            var (exitCode, _, error) = await ConformProcess.RunInAsync([(name, value)], Own);
            Assert.Equal(2, exitCode);
            Assert.Contains(told, error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_option_that_stands_in_the_environment_is_known_there()
    {
        var (exitCode, output, error) = await ConformProcess.RunInAsync(
            [
                ("CONFORM_USER", "ann"),
                ("CONFORM_PASSWORD", "secret"),
                ("CONFORM_REQUEST_TIMEOUT", "5s"),
                ("CONFORM_MOCK", "true"),
                ("CONFORM_CONFIG", Path.Combine(_folder.FullName, "other.yaml")),
                ("CONFORMANCE", "is another word"),
            ],
            Own
        );
        Assert.Equal(2, exitCode);
        Assert.DoesNotContain("There is no setting", error, StringComparison.Ordinal);
        Assert.Contains("other.yaml", error + output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_contract_of_ones_own_without_a_target_says_that_the_mock_passed()
    {
        var (exitCode, output, error) = await ConformProcess.RunAsync(Own);
        Assert.True(exitCode == 0, output + error);
        Assert.EndsWith(Closing, output.TrimEnd(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("true", 2)]
    [InlineData("1", 2)]
    [InlineData("false", 0)]
    [InlineData("", 0)]
    public async Task In_CI_a_contract_of_ones_own_needs_a_target(string ci, int expected)
    {
        var (exitCode, _, error) = await ConformProcess.RunInAsync([("CI", ci)], Own);
        Assert.Equal(expected, exitCode);
        if (expected == 2)
            Assert.Contains("Name one with --base-url, or give --mock if the mock is meant.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_CI_the_mock_is_verified_where_it_is_asked_for_or_built_in_and_a_dry_run_needs_none()
    {
        var ci = new[] { ("CI", "true") };
        var (own, output, _) = await ConformProcess.RunInAsync(ci, [.. Own, "--mock"]);
        Assert.Equal(0, own);
        Assert.Contains(Closing, output, StringComparison.Ordinal);
        Assert.Equal(0, (await ConformProcess.RunInAsync([.. ci, ("CONFORM_MOCK", "true")], Own)).ExitCode);
        Assert.Equal(0, (await ConformProcess.RunInAsync(ci, [.. Own, "--dry-run"])).ExitCode);
        var (builtIn, told, _) = await ConformProcess.RunInAsync(ci, "verify", "rinne", "--requirement", "ANY-04");
        Assert.Equal(0, builtIn);
        Assert.Contains(Closing, told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_mock_and_a_base_url_contradict_each_other_unless_one_alone_stands_on_the_command_line()
    {
        var (both, _, error) = await ConformProcess.RunAsync([.. Own, "--mock", "-u", "http://127.0.0.1:1"]);
        Assert.Equal(2, both);
        Assert.Contains("Leave one of them out.", error, StringComparison.Ordinal);
        var (mock, output, _) = await ConformProcess.RunInAsync([("CONFORM_BASE_URL", "http://127.0.0.1:1")], [.. Own, "--mock"]);
        Assert.Equal(0, mock);
        Assert.Contains(Closing, output, StringComparison.Ordinal);
        var (target, _, _) = await ConformProcess.RunInAsync([("CONFORM_MOCK", "true")], [.. Own, "-u", "http://127.0.0.1:1"]);
        Assert.Equal(3, target);
    }
}
