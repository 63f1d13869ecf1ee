using Conformance.Reporting.Views;
using Conformance.Verification.Results;
using Spectre.Console.Rendering;

namespace Conformance.Reporting.Terminal;

/// <summary>What a run that is traced says while it happens: each scenario, each step as it begins, and what was said in it as it ends.</summary>
internal sealed class Trace(Screen screen)
{
    // Of a body.
    private const int LongestBody = 2000;

    private ScenarioBegun? _begun;

    public void On(VerificationEvent happened)
    {
        switch (happened)
        {
            case ScenarioBegun begun:
                _begun = begun;
                break;
            case StepBegun step:
                Begin(step.Id);
                screen.Line(Segment.Padding(2), screen.Strong(ConsoleText.OneLine(step.Step)));
                break;
            case StepEnded step:
                foreach (var exchange in step.Exchanges)
                {
                    Lines(ExchangeText.Request(exchange), "> ");
                    Lines(ExchangeText.Response(exchange), "< ");
                    screen.Line(Segment.Padding(4), screen.Faint($"in {Words.Of(exchange.Duration)}"));
                }

                if (step.Message is { } message)
                    screen.Line(
                        Segment.Padding(2),
                        screen.Paint("ended here: ", Verdict.Failed),
                        new Segment(ConsoleText.OneLine(message))
                    );
                break;
        }

        screen.Flush();
    }

    // Only a scenario of which a step is told is told of.
    private void Begin(string id)
    {
        if (_begun is not { } begun || begun.Id != id)
            return;
        _begun = null;
        screen.Line();
        screen.Line(screen.Strong(ConsoleText.OneLine($"{begun.Id}  {begun.Name}")));
    }

    private void Lines(string text, string mark)
    {
        foreach (var line in ConsoleText.Lines(Excerpt.Of(text, LongestBody)))
            screen.Line(Segment.Padding(4), screen.Faint(mark), new Segment(line));
    }
}
