using System.Collections.Immutable;
using System.Globalization;
using Conformance.Reporting.Views;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Html;

/// <summary>A scenario: what it missed, its steps, and between them the requests that they sent.</summary>
/// <param name="IsElsewhere">Whether it is shown whole under another requirement, and here by a link.</param>
/// <param name="Exchanges">Those that no step made.</param>
internal sealed record ScenarioView(
    string Anchor,
    BadgeView Badge,
    string Name,
    bool IsElsewhere,
    bool IsOpen,
    string Place,
    string Feature,
    FindingView? Finding,
    ImmutableArray<MarkedText>? Reason,
    ImmutableArray<StepView> Steps,
    ImmutableArray<ExchangeView> Exchanges
);

/// <summary>What was missed.</summary>
internal sealed record FindingView(ImmutableArray<MarkedText> Expected, ImmutableArray<MarkedText> Found);

/// <summary>A step with the exchanges that it made.</summary>
internal sealed record StepView(
    string Outcome,
    string Keyword,
    ImmutableArray<MarkedText> Text,
    ImmutableArray<MarkedText>? Argument,
    ImmutableArray<MarkedText>? Message,
    ImmutableArray<ExchangeView> Exchanges
);

/// <summary>The scenarios of a run; each is shown whole under the first requirement that asks for it.</summary>
internal sealed class ScenarioViews(ContractRun run, string anchor)
{
    private readonly HashSet<string> _shown = new(StringComparer.Ordinal);

    private readonly Dictionary<string, int> _numbers = run
        .Scenarios.Select((s, i) => (s.Id, Number: i + 1))
        .DistinctBy(s => s.Id, StringComparer.Ordinal)
        .ToDictionary(s => s.Id, s => s.Number, StringComparer.Ordinal);

    /// <summary>The id of a scenario's place on the page.</summary>
    public string AnchorOf(string id) => $"{anchor}-s{_numbers.GetValueOrDefault(id).ToString(CultureInfo.InvariantCulture)}";

    public ScenarioView Of(ScenarioResult scenario, bool isOpen)
    {
        var isElsewhere = !_shown.Add(scenario.Id);
        var marks = new Marks();
        var ofSteps = scenario.Steps.SelectMany(s => s.Exchanges).ToHashSet();
        return new ScenarioView(
            AnchorOf(scenario.Id),
            BadgeView.Of(scenario.Verdict),
            scenario.Name,
            isElsewhere,
            isOpen,
            $"{scenario.File}:{scenario.Line} · {Words.Of(scenario.Duration)}",
            scenario.Rule is { } rule ? $"{scenario.Feature} › {rule}" : scenario.Feature,
            scenario.Miss is { } miss ? new FindingView(marks.In(miss.Expected), marks.In(miss.Found)) : null,
            scenario.Reason is { } reason ? marks.In(reason) : null,
            isElsewhere ? [] : [.. scenario.Steps.Select(s => Step(scenario, s, marks))],
            isElsewhere
                ? []
                : [.. scenario.Exchanges.Where(e => !ofSteps.Contains(e.Number)).Select(e => ExchangeView.Of(e, marks, isProof: false))]
        );
    }

    private static StepView Step(ScenarioResult scenario, StepRecord step, Marks marks) =>
        new(
            Words.Name(step.Outcome),
            step.Keyword,
            marks.In(step.Text),
            step.Argument is { } argument ? marks.In(argument) : null,
            step.Message is { } message && message != scenario.Reason && message != scenario.Miss?.ToString() ? marks.In(message) : null,
            [
                .. scenario
                    .Exchanges.Where(e => step.Exchanges.Contains(e.Number))
                    .Select(e => ExchangeView.Of(e, marks, scenario.Miss?.Exchange == e.Number)),
            ]
        );
}
