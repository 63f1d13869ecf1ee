using System.Diagnostics;

namespace Conformance.Cli.Tests;

/// <summary>The program without the folders that a build puts beside it, as a package has it.</summary>
[Trait("Category", "Slow")]
public sealed class WithoutFoldersTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("conformance-");

    public WithoutFoldersTests()
    {
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory))
            File.CreateSymbolicLink(Path.Combine(_folder.FullName, Path.GetFileName(file)), file);

        // The host takes the folder that the program really lies in for its own.
        foreach (var name in (string[])["conform.dll", "conform.deps.json", "conform.runtimeconfig.json"])
        {
            var path = Path.Combine(_folder.FullName, name);
            File.Delete(path);
            File.Copy(Path.Combine(AppContext.BaseDirectory, name), path);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Lists_lints_and_verifies_the_contracts_that_it_carries()
    {
        var listed = await RunAsync("list");
        Assert.Contains("sig: ", listed, StringComparison.Ordinal);
        Assert.Contains("5 contracts: 0 errors", await RunAsync("lint"), StringComparison.Ordinal);
        Assert.Contains(
            "PASSED",
            await RunAsync("verify", "sig", "--report", $"json={Path.Combine(_folder.FullName, "r.json")}"),
            StringComparison.Ordinal
        );
        var report = await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "r.json"), TestContext.Current.CancellationToken);
        Assert.Contains("\"specs/sig/openapi.yaml\"", report, StringComparison.Ordinal);
        Assert.Contains("sig/logout.feature", report, StringComparison.Ordinal);
        Assert.DoesNotContain(Path.Combine(_folder.FullName, "specs"), report, StringComparison.Ordinal);
        Assert.Contains("x-session", await RunAsync("schema"), StringComparison.Ordinal);
    }

    private async Task<string> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(_folder.FullName, "conform.dll"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder.FullName,
        };
        start.Environment.Remove("CI");
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output + await error);
        return output;
    }
}
