using System.CommandLine;
using Conformance.Documents;

namespace Conformance.Cli.Commands;

/// <summary>Runs commands so that a mistake of the user's ends in one sentence and exit code 2, and a signal in one sentence and its own code.</summary>
internal static class CommandRunner
{
    /// <summary>Runs a command that a signal ends at once.</summary>
    public static void SetRunner(this Command command, Func<ParseResult, CancellationToken, Task<int>> run) =>
        command.SetStoppableRunner((parsed, signals) => run(parsed, signals.Token));

    /// <summary>Runs a command that can end by itself when a signal asks it to, from where it takes them on.</summary>
    public static void SetStoppableRunner(this Command command, Func<ParseResult, StopSignals, Task<int>> run) =>
        command.SetAction(
            async (parsed, _) =>
            {
                using var signals = new StopSignals();
                try
                {
                    return await run(parsed, signals);
                }
                catch (UsageException mistake)
                {
                    await Console.Error.WriteLineAsync($"conform: {mistake.Message}");
                    return ExitCode.Usage;
                }
                catch (OperationCanceledException) when (signals.ExitCode is not null)
                {
                    StopSignals.Tell();
                    return signals.ExitCode.Value;
                }
                catch (Exception fault) when (ExhaustedResource.SentenceOf(fault) is { } sentence)
                {
                    return ExhaustedResource.Tell(sentence);
                }
                catch (Exception fault) when (fault is not OperationCanceledException)
                {
                    // Nobody foresaw it; a stack trace would tell its user nothing.
                    await Console.Error.WriteLineAsync(
                        $"conform: The command was ended by a fault of its own: {fault.GetType().Name}: {LogText.OneLine(fault.Message)}"
                    );
                    return ExitCode.NotJudged;
                }
            }
        );
}
