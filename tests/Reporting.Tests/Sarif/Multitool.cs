using System.Diagnostics;
using System.Text.Json.Nodes;
using Conformance.TestKit;

namespace Conformance.Reporting.Tests.Sarif;

/// <summary>The validator of SARIF's authors, from npm; its package also holds the schema of the standard.</summary>
internal static class Multitool
{
    private static readonly string Folder = Repository.PathOf("tests", "Reporting.Tests", "Sarif");

    // The package of this platform.
    private static string Package =>
        Directory.GetDirectories(Path.Combine(Folder, "node_modules", "@microsoft"), "sarif-multitool-*").Single();

    public static string Schema => Path.Combine(Package, "sarif-2.1.0.json");

    /// <summary>Why it cannot be used, or null.</summary>
    public static Task<string?> MissingAsync() => NpmInstall.EnsureAsync(Folder, "@microsoft/sarif-multitool");

    /// <summary>What it calls errors in a log.</summary>
    public static async Task<IReadOnlyList<string>> ErrorsAsync(byte[] log)
    {
        var folder = Directory.CreateTempSubdirectory("sarif").FullName;
        try
        {
            var (file, found) = (Path.Combine(folder, "log.sarif"), Path.Combine(folder, "found.sarif"));
            await File.WriteAllBytesAsync(file, log);
            var program = Path.Combine(Package, OperatingSystem.IsWindows() ? "Sarif.Multitool.exe" : "Sarif.Multitool");
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(program, File.GetUnixFileMode(program) | UnixFileMode.UserExecute);
            var start = new ProcessStartInfo(
                program,
                ["validate", file, "--output", found, "--level", "Error", "--rule-kind", "Sarif;Ghas", "--quiet"]
            )
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var process = Process.Start(start)!;
            var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            Assert.True(File.Exists(found), string.Concat(await said));
            var results = JsonNode.Parse(await File.ReadAllTextAsync(found))!["runs"]![0]!["results"]?.AsArray() ?? [];
            return [.. results.Select(r => r!.ToJsonString())];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
