namespace Conformance.Cli.Tests;

/// <summary><c>conform verify --steps</c>: steps that somebody else has compiled.</summary>
[Trait("Category", "Slow")]
public sealed class OwnStepsTests : IDisposable
{
    private static readonly string Own = Path.GetFullPath(
        Path.Combine(
            AppContext.BaseDirectory,
            "..",
            "..",
            "OwnSteps",
            Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/', '\\')),
            "Conformance.OwnSteps.dll"
        )
    );

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("conformance-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Steps_of_a_dll_run_beside_the_built_in_ones()
    {
        var (exitCode, output, error) = await RunAsync(
            "Given a session\n    When the auditor looks at the session\n    And the session logs out\n    Then the last answer came from 127.0.0.1\n    And the auditor has seen 1 token"
        );
        Assert.True(exitCode == 0, output + error);
        Assert.Contains("1 contract, 1 scenario: 1 passed", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_step_of_ones_own_throws_fails_the_check_and_its_secrets_are_masked()
    {
        var (exitCode, output, _) = await RunAsync(
            "Given a session\n    When the auditor looks at the session\n    Then the auditor has seen 2 tokens"
        );
        Assert.Equal(1, exitCode);
        Assert.Contains("expected \"Then the auditor has seen 2 tokens\" to hold", Flat(output), StringComparison.Ordinal);
        Assert.Contains("found the auditor has seen 1: «access#1", Flat(output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_that_is_not_written_yet_is_never_green()
    {
        var (exitCode, output, _) = await RunAsync(
            "Given the auditor is not hired yet\n    When someone logs in\n    Then the answer is 200"
        );
        Assert.Equal(3, exitCode);
        Assert.Contains("A step is not written yet", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_undefined_step_is_told_with_the_nearest_one_and_the_binding_to_write()
    {
        var (exitCode, _, error) = await RunAsync("Given a session\n    Then the auditor has sene 1 token\n    And the moon is full");
        Assert.Equal(2, exitCode);
        Assert.Contains("mine.feature:5:5: no step matches \"the auditor has sene 1 token\".", error, StringComparison.Ordinal);
        Assert.Contains("Did you mean \"Then the auditor has seen {int} token(s)\"? Bind a new step with", error, StringComparison.Ordinal);
        Assert.Contains(
            "[Then(\"the moon is full\")]\n  public void ThenTheMoonIsFull() => throw new PendingStepException();",
            error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Assemblies_that_cannot_be_used_are_told_all_at_once_in_a_sentence_each()
    {
        var text = Path.Combine(_folder.FullName, "text.dll");
        await File.WriteAllTextAsync(text, "no assembly", TestContext.Current.CancellationToken);
        var stepless = Path.Combine(AppContext.BaseDirectory, "Conformance.Contracts.dll");
        var (exitCode, _, error) = await ConformProcess.RunAsync(
            "verify",
            "sig",
            "--steps",
            "no/such.dll",
            "--steps",
            text,
            "--steps",
            stepless
        );
        Assert.Equal(2, exitCode);
        Assert.Contains("--steps: There is no file \"no/such.dll\".", error, StringComparison.Ordinal);
        Assert.Contains($"--steps: \"{text}\" is no .NET assembly.", error, StringComparison.Ordinal);
        Assert.Contains($"--steps: \"{stepless}\" has no steps: it does not use Reqnroll.", error, StringComparison.Ordinal);
        Assert.Contains("Steps of your own cannot be used; 3 errors above.", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    private async Task<(int ExitCode, string Output, string Error)> RunAsync(string steps)
    {
        await File.WriteAllTextAsync(
            Path.Combine(_folder.FullName, "mine.feature"),
            $"Feature: Mine\n  @own\n  Scenario: It works\n    {steps}\n",
            TestContext.Current.CancellationToken
        );
        return await ConformProcess.RunAsync("verify", "sig", "--features", _folder.FullName, "--steps", Own, "--include-tag", "@own");
    }

    private static string Flat(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
