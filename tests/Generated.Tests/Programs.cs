using System.Diagnostics;
using Conformance.TestKit;

namespace Conformance.Generated.Tests;

/// <summary>Runs other programs from the root of the checkout.</summary>
internal static class Programs
{
    public static Task<(int ExitCode, string Output)> RunAsync(string program, params string[] arguments) =>
        RunAsync(program, arguments, path: null);

    /// <summary>Runs <c>dotnet</c> where the PATH names nothing else: a machine with the SDK alone, without Node.js.</summary>
    public static async Task<(int ExitCode, string Output)> RunWithSdkAloneAsync(params string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("conformance-path-");
        try
        {
            // MSBuild runs its commands by the shell of the system.
            string[] needed = OperatingSystem.IsWindows() ? ["dotnet.exe"] : ["dotnet", "sh"];
            string[] found =
            [
                .. needed.Select(name =>
                    Environment
                        .GetEnvironmentVariable("PATH")!
                        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                        .Select(f => Path.Combine(f, name))
                        .First(File.Exists)
                ),
            ];
            foreach (var file in found)
                File.CreateSymbolicLink(Path.Combine(folder.FullName, Path.GetFileName(file)), file);
            return await RunAsync(found[0], arguments, folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string program, string[] arguments, string? path)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (path is not null)
            start.Environment["PATH"] = path;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await error);
    }
}
