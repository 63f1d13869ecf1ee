using Conformance.Reporting.Views;
using Conformance.Verification.Results;
using Spectre.Console.Rendering;

namespace Conformance.Reporting.Terminal;

/// <summary>What is shown while contracts run: a line for each that begins and ends, one for each scenario that missed something, and how far they are.</summary>
internal sealed class Progress(Screen screen)
{
    private readonly Dictionary<string, Running> _running = new(StringComparer.Ordinal);

    public void On(VerificationEvent happened)
    {
        switch (happened)
        {
            case ContractStarted started:
                _running[started.Contract] = new Running(started.Scenarios);
                screen.Line(
                    new Segment(
                        $"{ConsoleText.OneLine(started.Contract)}: {Words.Count(started.Scenarios, "scenario")} against {ConsoleText.OneLine(started.BaseUrl.ToString())}"
                    )
                );
                break;
            case ScenarioJudged finished:
                Finished(finished);
                break;
            case ContractFinished finished:
                _running.Remove(finished.Contract);
                screen.Line(
                    new Segment($"{ConsoleText.OneLine(finished.Contract)}: {Counts(finished.Run)} in {Words.Of(finished.Run.Duration)}")
                );
                break;
        }

        screen.Show(
            string.Join("   ", _running.Select(r => $"{ConsoleText.OneLine(r.Key)} {r.Value.Done}/{r.Value.Scenarios}{Trouble(r.Value)}"))
        );
    }

    /// <summary>A line that stays, of how far each contract is that runs.</summary>
    public void Tell()
    {
        foreach (var (contract, running) in _running)
            screen.Line(
                new Segment(
                    $"{ConsoleText.OneLine(contract)}: {running.Done} of {Words.Count(running.Scenarios, "scenario")} done{Trouble(running)}"
                )
            );
    }

    private static string Counts(ContractRun run) =>
        run.Scenarios.IsEmpty ? "nothing ran" : Totals.Of(run.Scenarios).Counted(withZeros: false);

    private static string Trouble(Running running) => running.Missed > 0 ? $", {running.Missed} failed" : string.Empty;

    private void Finished(ScenarioJudged finished)
    {
        var result = finished.Result;
        if (_running.TryGetValue(finished.Contract, out var running))
        {
            running.Done++;
            if (result.Verdict == Verdict.Failed)
                running.Missed++;
        }

        // What many scenarios stand on is told once, at the end.
        if (result.Verdict != Verdict.Failed)
            return;
        var line = ConsoleText.Fitted(ConsoleText.OneLine($"{result.File}:{result.Line}  {result.Name}"), screen.Width - 16);
        screen.Line(Segment.Padding(2), screen.Paint(Words.Of(result.Verdict).PadRight(12), result.Verdict), new Segment($"  {line}"));
    }

    private sealed class Running(int scenarios)
    {
        public int Scenarios { get; } = scenarios;

        public int Done { get; set; }

        public int Missed { get; set; }
    }
}
