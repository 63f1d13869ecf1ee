using System.CommandLine;

namespace Conformance.Cli.Commands;

/// <summary>Runs commands so that a mistake of the user's ends in one sentence and exit code 2.</summary>
internal static class CommandRunner
{
    public static void SetRunner(this Command command, Func<ParseResult, CancellationToken, Task<int>> run) =>
        command.SetAction(
            async (parsed, cancellation) =>
            {
                try
                {
                    return await run(parsed, cancellation);
                }
                catch (UsageException mistake)
                {
                    await Console.Error.WriteLineAsync($"conform: {mistake.Message}");
                    return ExitCode.Usage;
                }
                catch (Exception fault) when (fault is not OperationCanceledException)
                {
                    // Nobody foresaw it; a stack trace would tell its user nothing.
                    await Console.Error.WriteLineAsync(
                        $"conform: The command was ended by a fault of its own: {fault.GetType().Name}: {fault.Message}"
                    );
                    return ExitCode.NotJudged;
                }
            }
        );
}
