using System.Diagnostics;

namespace Conformance.Packages.Tests.Pipelines;

/// <summary>Scripts, run as CI services run them.</summary>
internal static class Shell
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Runs a script with bash, which ends with the first command that fails.</summary>
    /// <param name="environment">What is set, and, where null, unset; nothing else of the tests' own environment that speaks of CI is there.</param>
    /// <returns>Standard output and then the standard error.</returns>
    public static async Task<(int ExitCode, string Said)> RunAsync(
        string script,
        string folder,
        IReadOnlyDictionary<string, string?> environment,
        params string[] arguments
    )
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, script);
            var start = new ProcessStartInfo("bash", ["--noprofile", "--norc", "-e", "-o", "pipefail", file, .. arguments])
            {
                WorkingDirectory = folder,
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            foreach (
                var name in start
                    .Environment.Keys.Where(n =>
                        n.StartsWith("CONFORM_", StringComparison.Ordinal) || n.StartsWith("GITHUB_", StringComparison.Ordinal)
                    )
                    .ToList()
            )
                start.Environment.Remove(name);
            foreach (var (name, value) in environment)
            {
                if (value is null)
                    start.Environment.Remove(name);
                else
                    start.Environment[name] = value;
            }

            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            return await process.EndAsync(Patience);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
