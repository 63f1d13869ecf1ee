using System.Diagnostics;

namespace Conformance.Packages.Tests;

internal static class ProcessEnd
{
    /// <summary>What a process whose outputs are redirected ends with: its exit code, and standard output with standard error behind it. One that takes longer is killed with all it started.</summary>
    public static async Task<(int ExitCode, string Said)> EndAsync(this Process process, TimeSpan within)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(within);
        try
        {
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, output + await error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
