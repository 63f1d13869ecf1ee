using System.ComponentModel;
using System.Diagnostics;

namespace Conformance.TestKit;

/// <summary>Installs the npm packages that a test's folder names, once.</summary>
public static class NpmInstall
{
    private static readonly SemaphoreSlim OneAtATime = new(1);

    /// <summary>
    /// Runs <c>npm ci</c> in a folder unless <paramref name="package"/> is there already. Null when the package can be used, else the reason why a
    /// test has to be skipped.
    /// </summary>
    public static async Task<string?> EnsureAsync(string folder, string package)
    {
        await OneAtATime.WaitAsync();
        try
        {
            if (!await RunsAsync("node", ["--version"], folder))
                return "Node.js is not installed (Debian: apt-get install nodejs npm)";
            if (Directory.Exists(Path.Combine(folder, "node_modules", package)))
                return null;
            return await RunsAsync("npm", ["ci", "--no-audit", "--no-fund"], folder)
                ? null
                : $"\"npm ci\" in {Path.GetRelativePath(Repository.Root, folder)} failed, so the package {package} is not there";
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    private static async Task<bool> RunsAsync(string program, string[] arguments, string folder)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, arguments)
                {
                    UseShellExecute = false,
                    WorkingDirectory = folder,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!;
            var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            await output;
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
