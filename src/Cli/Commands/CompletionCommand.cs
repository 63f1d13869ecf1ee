using System.CommandLine;
using Conformance.Cli.Output;
using Conformance.Documents;

namespace Conformance.Cli.Commands;

/// <summary><c>conform completion</c>: scripts that complete commands and options in a shell.</summary>
internal static class CompletionCommand
{
    public static Command Create()
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh, fish or pwsh.", HelpName = "SHELL" };
        shell.CompletionSources.Add([.. CompletionScript.Shells]);
        var command = new Command(
            "completion",
            "Prints a script that completes commands and options: source <(conform completion bash), conform completion fish | source, conform completion pwsh | Out-String | Invoke-Expression."
        )
        {
            shell,
        };
        command.SetRunner(
            async (parsed, _) =>
            {
                var wanted = parsed.GetRequiredValue(shell);
                if (!CompletionScript.Shells.Contains(wanted))
                {
                    var near = Nearest.To(wanted, CompletionScript.Shells);
                    throw new UsageException(
                        $"There is no completion for \"{wanted}\". {(near is null ? $"There is one for {string.Join(", ", CompletionScript.Shells)}." : $"Did you mean \"{near}\"?")}"
                    );
                }

                await Console.Out.WriteAsync(CompletionScript.Of(parsed.RootCommandResult.Command, wanted));
                return ExitCode.Success;
            }
        );
        return command;
    }
}
