using System.ComponentModel;
using System.Diagnostics;

namespace Conformance.Verification.Client;

/// <summary>Prepares a target before it is asked anything.</summary>
public interface ITargetSetup
{
    /// <summary>Does what is needed for a user, for instance makes it.</summary>
    /// <param name="user">The user; null where the target has none.</param>
    /// <exception cref="SetupFailedException">It could not be done.</exception>
    Task PrepareAsync(UserCredentials? user, CancellationToken cancellationToken);
}

/// <summary>A target could not be prepared. The message is a sentence for people.</summary>
public sealed class SetupFailedException(string message) : Exception(message);

/// <summary>
/// Runs a command for each user, with <c>CONFORM_BASE_URL</c>, <c>CONFORM_USER</c> and <c>CONFORM_PASSWORD</c> in its environment. What it prints is read by nobody.
/// </summary>
/// <param name="command">A command line for the system's shell.</param>
/// <param name="baseUrl">The target's address.</param>
/// <param name="timeout">After which the command is ended.</param>
public sealed class CommandSetup(string command, Uri baseUrl, TimeSpan timeout) : ITargetSetup
{
    private readonly ShellCommand _command = new("setup command", command, timeout);

    /// <inheritdoc/>
    public async Task PrepareAsync(UserCredentials? user, CancellationToken cancellationToken)
    {
        try
        {
            await _command.RunAsync(user, baseUrl, cancellationToken);
        }
        catch (CommandFailedException exception)
        {
            throw new SetupFailedException(exception.Message);
        }
    }
}

/// <summary>A command of the target's owner did not do its work. The message is a sentence.</summary>
internal sealed class CommandFailedException(string message) : Exception(message);

/// <summary>A command line that is run by the system's shell, and told for whom in its environment.</summary>
/// <param name="name">What messages call it: <c>token command</c>.</param>
internal sealed class ShellCommand(string name, string command, TimeSpan timeout)
{
    /// <summary>Runs it, and gives what it printed.</summary>
    /// <exception cref="CommandFailedException">It cannot be started, ends with another code than 0, or takes too long.</exception>
    public async Task<string> RunAsync(UserCredentials? user, Uri? baseUrl, CancellationToken cancellationToken)
    {
        using var process = Start(user, baseUrl);
        using var late = new CancellationTokenSource(timeout, TimeProvider.System);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            if (process.ExitCode != 0)
                throw new CommandFailedException(
                    $"The {name} ended with exit code {process.ExitCode}{Quoted(await errors)}. Run it by hand to see why."
                );
            return await output;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CommandFailedException(
                $"The {name} {(name == "token command" ? "gave no tokens" : "did not end")} within {timeout.TotalSeconds:0.##} s. Run it by hand to see what it waits for."
            );
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private Process Start(UserCredentials? user, Uri? baseUrl)
    {
        var shell = OperatingSystem.IsWindows()
            ? new ProcessStartInfo("cmd.exe", ["/c", command])
            : new ProcessStartInfo("/bin/sh", ["-c", command]);
        shell.RedirectStandardInput = true;
        shell.RedirectStandardOutput = true;
        shell.RedirectStandardError = true;
        shell.UseShellExecute = false;
        shell.Environment["CONFORM_USER"] = user?.Name;
        shell.Environment["CONFORM_PASSWORD"] = user?.Secret;
        if (baseUrl is not null)
            shell.Environment["CONFORM_BASE_URL"] = baseUrl.AbsoluteUri;
        try
        {
            var process = Process.Start(shell)!;

            // A command that asks for something is told at once that nobody answers.
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception exception)
        {
            throw new CommandFailedException($"The {name} cannot be started: {exception.Message}");
        }
    }

    private static string Quoted(string errors)
    {
        var line = errors.Split('\n').Select(l => l.Trim()).LastOrDefault(l => l.Length > 0);
        return line is null ? "" : $" and said \"{(line.Length > 200 ? line[..200] + "…" : line)}\"";
    }
}
