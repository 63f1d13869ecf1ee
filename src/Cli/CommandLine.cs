using System.CommandLine;
using Conformance.Cli.Commands;
using Conformance.Cli.Mcp;
using Conformance.Documents;
using Conformance.Generation.Running;

namespace Conformance.Cli;

/// <summary>All commands, and what becomes of arguments that are none of theirs.</summary>
internal static class CommandLine
{
    /// <summary>Runs the command that the arguments name.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is [NSwagProcess.Command, var nswag])
            return await NSwagProcess.RunAsync(nswag);

        var root = new RootCommand(
            "Proves that a logout really logs out: a stateful mock of any API whose contract says what its tokens do."
        )
        {
            InitCommand.Create(),
            MockCommand.Create(),
            ListCommand.Create(),
            LintCommand.Create(),
            MergeCommand.Create(),
            DiffCommand.Create(),
            SchemaCommand.Create(),
            VerifyCommand.Create(),
            ExploreCommand.Create(),
            ProxyCommand.Create(),
            GenerateCommand.Create(),
            CompletionCommand.Create(),
            McpCommand.Create(),
        };

        if (args is [var name, ..] && !name.StartsWith('-') && root.Subcommands.All(c => c.Name != name && !c.Aliases.Contains(name)))
        {
            var near = Nearest.To(name, root.Subcommands.Select(c => c.Name));
            await Console.Error.WriteLineAsync(
                $"conform: There is no command \"{name}\". {(near is null ? "\"conform --help\" tells what there is." : $"Did you mean \"{near}\"?")}"
            );
            return ExitCode.Usage;
        }

        // StopSignals is what signals go to. "@" begins a tag here, and no response file.
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count == 0)
            return await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }
            );
        foreach (var error in parsed.Errors)
            await Console.Error.WriteLineAsync($"conform: {error.Message}");
        await Console.Error.WriteLineAsync("\"conform --help\" and \"conform COMMAND --help\" tell what there is.");
        return ExitCode.Usage;
    }
}
