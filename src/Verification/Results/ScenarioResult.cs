using System.Collections.Immutable;
using System.Text;
using Conformance.Documents;

namespace Conformance.Verification.Results;

/// <summary>What became of one scenario.</summary>
public sealed record ScenarioResult
{
    /// <summary>Stable from run to run: the feature file's path below its root and the line, <c>any-contract/logout.feature:12</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Its name, the placeholders of an outline filled in.</summary>
    public required string Name { get; init; }

    /// <summary>The name of its feature.</summary>
    public required string Feature { get; init; }

    /// <summary>The name of its Gherkin rule, or null.</summary>
    public required string? Rule { get; init; }

    /// <summary>The path of its feature file, as in <see cref="FeatureSource.Path"/>.</summary>
    public required string File { get; init; }

    /// <summary>The line of its keyword, or of its row of examples; counts from 1.</summary>
    public required int Line { get; init; }

    /// <summary>Its tags, the inherited ones too, without the <c>@</c>.</summary>
    public required ImmutableArray<string> Tags { get; init; }

    /// <summary>The ids of the requirements that it checks.</summary>
    public required ImmutableArray<string> Requirements { get; init; }

    /// <summary>The weight of its check.</summary>
    public required CheckLevel Level { get; init; }

    /// <summary>What it came to.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>A sentence: the reading that was seen, or why the check was not made; null for a plain pass.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether it was left out on purpose: it sends what the contract does not document, to a target that is not on this machine, or is for a deeper run.</summary>
    public bool IsLeftOut { get; init; }

    /// <summary>What was missed; null unless the verdict is <see cref="Verdict.Failed"/> or <see cref="Verdict.Warning"/>.</summary>
    public Miss? Miss { get; init; }

    /// <summary>What was met beside the check that it makes, each for a rule of its own (<see cref="Miss.Rule"/>): a refusal in another form than the documented one, for instance.</summary>
    public ImmutableArray<Miss> Asides { get; init; } = [];

    /// <summary>Its steps, the ones of its background first.</summary>
    public required ImmutableArray<StepRecord> Steps { get; init; }

    /// <summary>The requests that it sent, in order.</summary>
    public required ImmutableArray<RecordedExchange> Exchanges { get; init; }

    /// <summary>The readings that it saw: name by requirement id.</summary>
    public ImmutableSortedDictionary<string, string> ReadingsSeen { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Whether it used a token of before a logout after it, and so shows what the logout did.</summary>
    public bool TriesLogout { get; init; }

    /// <summary>What it comes to where the run sees that the target follows the contract's readings; null where the document leaves nothing open.</summary>
    internal ScenarioResult? Settled { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>What it says of one requirement, which is not always what it says of the others that it checks.</summary>
    public Verdict VerdictFor(string requirement)
    {
        if (Asides.Any(a => a.Rule == requirement))
            return Verdict.Failed;
        if (Verdict is not (Verdict.Failed or Verdict.Warning) || Miss is not { Cause: not null } miss)
            return Verdict;
        if (miss.Rule is { } rule)
            return rule == requirement ? Verdict : Verdict.Passed;

        // Whether a request is refused is one question; what a refusal looks like is another one, which was not come to.
        return requirement == AnyContractRules.Form && Requirements.Length > 1 ? Verdict.NotApplicable : Verdict;
    }

    /// <summary>Tells the whole scenario in a few lines: its verdict, steps, findings and exchanges.</summary>
    public string Describe() => ScenarioText.Of(this);

    /// <summary>
    /// Fails the test of a project that runs scenarios as its rows. What does not apply is let pass; look at the <see cref="Verdict"/> first to skip the row.
    /// </summary>
    /// <param name="strict">Whether a warning fails too.</param>
    /// <exception cref="NonconformityException">A stated behaviour was missed, or could not be checked.</exception>
    public void EnsureConforms(bool strict = false)
    {
        if (Verdict is Verdict.Failed or Verdict.Inconclusive || (strict && Verdict == Verdict.Warning))
            throw new NonconformityException(Describe());
    }
}

/// <summary>What became of a step.</summary>
public enum StepOutcome
{
    /// <summary>It did what it says.</summary>
    Passed,

    /// <summary>It missed something, and ended the scenario.</summary>
    Stopped,

    /// <summary>It did not run, because one before it ended the scenario.</summary>
    Skipped,
}

/// <summary>A step that ran or was skipped.</summary>
/// <param name="Keyword">As written, without the blank: <c>Given</c>, <c>And</c>.</param>
/// <param name="Text">Its text.</param>
/// <param name="Argument">Its doc string or table as text; null where it has none.</param>
/// <param name="Line">Its line in the feature file.</param>
/// <param name="Message">What ended the scenario here, a sentence; null where nothing did.</param>
/// <param name="Exchanges">The numbers of the exchanges that it made, in order.</param>
public sealed record StepRecord(
    string Keyword,
    string Text,
    string? Argument,
    int Line,
    StepOutcome Outcome,
    string? Message,
    TimeSpan Duration,
    System.Collections.Immutable.ImmutableArray<int> Exchanges
);

/// <summary>Tells a scenario to someone who reads the log of a test run.</summary>
internal static class ScenarioText
{
    private const int LongestBody = 500;

    /// <summary>The verdict, the steps with what ended them, and the exchanges with a command that repeats the last one that counts.</summary>
    public static string Of(ScenarioResult result)
    {
        var text = new StringBuilder();
        text.Append(result.Verdict).Append(": ").AppendLine(result.Name);
        text.Append("  at ").Append(result.Id);
        if (!result.Requirements.IsEmpty)
            text.Append("  checks ").AppendJoin(", ", result.Requirements);
        text.AppendLine();
        if (result.Miss is { } miss)
            text.Append("  expected: ").AppendLine(miss.Expected).Append("  found:    ").AppendLine(miss.Found);
        else if (result.Reason is { } reason)
            text.Append("  reason:   ").AppendLine(reason);
        foreach (var step in result.Steps)
            AppendStep(text, step);
        foreach (var exchange in result.Exchanges)
            AppendExchange(text, exchange);
        if (result.Exchanges.FirstOrDefault(e => e.Number == result.Miss?.Exchange) is { } shown)
            text.Append("  repeat it: ").AppendLine(shown.Curl);
        return LogText.Of(text.ToString().TrimEnd()).ReplaceLineEndings();
    }

    private static void AppendStep(StringBuilder text, StepRecord step)
    {
        var mark = step.Outcome switch
        {
            StepOutcome.Passed => '+',
            StepOutcome.Stopped => '!',
            _ => ' ',
        };
        text.Append("  ").Append(mark).Append(' ').Append(step.Keyword).Append(' ').Append(step.Text);
        if (!step.Exchanges.IsEmpty)
            text.Append("  [").AppendJoin(", ", step.Exchanges).Append(']');
        text.AppendLine();
    }

    private static void AppendExchange(StringBuilder text, RecordedExchange exchange)
    {
        text.Append("  [").Append(exchange.Number).Append("] ").Append(exchange.Method).Append(' ').AppendLine(exchange.Url);
        foreach (var (name, value) in exchange.RequestHeaders)
            text.Append("      ").Append(name).Append(": ").AppendLine(value);
        AppendBody(text, exchange.RequestBody);
        text.Append("      → ").Append(exchange.Status?.ToString() ?? exchange.Failure ?? "no answer").AppendLine();
        foreach (var (name, value) in exchange.ResponseHeaders)
            text.Append("      ").Append(name).Append(": ").AppendLine(value);
        AppendBody(text, exchange.ResponseBody);
    }

    private static void AppendBody(StringBuilder text, string? body)
    {
        if (body is null)
            return;
        text.Append("      ").AppendLine(body.Length > LongestBody ? body[..LongestBody] + "…" : body);
    }
}
