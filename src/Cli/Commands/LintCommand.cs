using System.CommandLine;
using Conformance.Cli.Output;
using Conformance.Documents;
using Conformance.Linting;

namespace Conformance.Cli.Commands;

/// <summary><c>conform lint</c>.</summary>
internal static class LintCommand
{
    public static Command Create()
    {
        var command = new Command(
            "lint",
            "Reports every mistake in a contract: its OpenAPI document, overlays, x-session and requirements."
        );
        var contracts = new ContractArguments();
        contracts.AddTo(command);
        command.SetRunner(
            async (parsed, cancellation) =>
            {
                var problems = new Problems();
                var sources = contracts.Sources(parsed);
                foreach (var source in sources)
                    ContractLinter.Lint(source, contracts.Readings(parsed), problems, cancellation);
                foreach (var line in ProblemList.Lines(problems))
                    await Console.Out.WriteLineAsync(line);
                var errors = problems.Count(p => p.Severity == Severity.Error);
                await Console.Out.WriteLineAsync(
                    $"{Counted.Of(sources.Length, "contract")}: {Counted.Of(errors, "error")}, {Counted.Of(problems.Count - errors, "warning")}"
                );
                return errors > 0 ? ExitCode.Usage : ExitCode.Success;
            }
        );
        return command;
    }
}
