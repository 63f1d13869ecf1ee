using System.Diagnostics;
using System.Text.Json;

namespace Conformance.Cli.Tests;

/// <summary><c>conform diff</c> as a pipeline calls it.</summary>
[Trait("Category", "Slow")]
public sealed class DiffCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("conformance-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_logout_that_ends_less_than_it_did_in_the_repository_breaks_the_build()
    {
        var document = Path.Combine(_folder.FullName, "api.yaml");
        await File.WriteAllTextAsync(document, TokenDocument.Of("jwt"), TestContext.Current.CancellationToken);
        foreach (
            var command in (string[])
                ["init -q", "add .", "-c user.name=A -c user.email=a@example.com -c commit.gpgsign=false commit -q -m First"]
        )
            await GitAsync(command);
        await File.WriteAllTextAsync(
            document,
            TokenDocument
                .Of("jwt")
                .Replace("revokes: {access: session}", "revokes: {}", StringComparison.Ordinal)
                .Replace("lifetime: PT5M", "lifetime: PT1H", StringComparison.Ordinal),
            TestContext.Current.CancellationToken
        );
        var sarif = Path.Combine(_folder.FullName, "diff.sarif");
        var (exitCode, output, error) = await RunAsync("diff", "git:HEAD:api.yaml", document, "--report", $"sarif={sarif}");
        Assert.True(exitCode == 1, $"{exitCode}: {output}{error}");
        Assert.Contains(
            "  BREAKING    POST /logout: It ended every access token of the session and ends no access token. [logout-revokes-less]",
            output,
            StringComparison.Ordinal
        );
        Assert.Contains("The lifetime of the access token was PT5M and is PT1H. [lifetime-longer]", output, StringComparison.Ordinal);
        Assert.EndsWith("BREAKING. 2 changes: 1 breaking, 1 unclear.", output.TrimEnd(), StringComparison.Ordinal);
        using var log = JsonDocument.Parse(await File.ReadAllBytesAsync(sarif, TestContext.Current.CancellationToken));
        Assert.Equal(2, log.RootElement.GetProperty("runs")[0].GetProperty("results").GetArrayLength());

        (exitCode, output, _) = await RunAsync("diff", "git:HEAD:api.yaml", document, "--allow", "logout-revokes-less");
        Assert.True(exitCode == 0, output);
        Assert.Contains("; 1 allowed.", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("diff takes two versions, OLD and NEW.", "diff", "sig")]
    [InlineData("--allow lifetime-longr names no rule. Did you mean lifetime-longer?", "diff", "sig", "sig", "--allow", "lifetime-longr")]
    [InlineData("is not git:REV:path.", "diff", "git:main", "sig")]
    [InlineData("changes have no report \"junit\".", "diff", "sig", "sig", "--report", "junit=x.xml")]
    public async Task A_mistake_is_told_in_a_sentence(string message, params string[] arguments)
    {
        var (exitCode, _, error) = await ConformProcess.RunAsync(arguments);
        Assert.Equal(2, exitCode);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_contract_is_the_same_as_itself()
    {
        var (exitCode, output, error) = await ConformProcess.RunAsync("diff", "sig", "sig", "--strict");
        Assert.True(exitCode == 0, output + error);
        Assert.EndsWith("SAME. Nothing changed that a client or a session could tell.", output.TrimEnd(), StringComparison.Ordinal);
    }

    private async Task GitAsync(string arguments) => Assert.Equal(0, (await ProcessAsync("git", arguments.Split(' '))).ExitCode);

    private Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments) =>
        ProcessAsync("dotnet", [Path.Combine(AppContext.BaseDirectory, "conform.dll"), .. arguments]);

    private async Task<(int ExitCode, string Output, string Error)> ProcessAsync(string program, string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = _folder.FullName,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            }
        )!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, error);
    }
}
