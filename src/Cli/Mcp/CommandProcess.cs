using System.Diagnostics;

namespace Conformance.Cli.Mcp;

/// <summary>
/// A command of this program as a process of its own: what it prints cannot get among the protocol's messages, a call that is given up ends it, and it says to an agent word for word what
/// it says to people.
/// </summary>
internal static class CommandProcess
{
    /// <summary>Runs a command to its end.</summary>
    /// <param name="arguments">Without the program's name. A value that begins with a dash would be an option, so values of strangers are looked at by <see cref="Mistake"/>.</param>
    /// <exception cref="OperationCanceledException">It was given up, and its process is gone.</exception>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(
        IEnumerable<string> arguments,
        CancellationToken cancellationToken
    )
    {
        var host = Environment.ProcessPath!;
        var isShared = Path.GetFileNameWithoutExtension(host).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        var start = new ProcessStartInfo(host, isShared ? [Path.Combine(AppContext.BaseDirectory, "conform.dll"), .. arguments] : arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return (process.ExitCode, await output, await error);
    }

    /// <summary>The sentence for a text that would be no value but an option, or the standard input; null where it is a value, or none is given.</summary>
    public static string? Mistake(string name, string? value) =>
        value is "" or ['-', ..] ? $"{name}: \"{value}\" is no value: it is empty, or begins with a dash as an option does." : null;
}
