using Conformance.Verification.Results;

namespace Conformance.Reporting.Views;

/// <summary>What became of a scenario, as plain lines for reports that hold text.</summary>
internal static class Explanation
{
    /// <summary>One line: what was missed, else the reason, else the verdict.</summary>
    public static string Headline(ScenarioResult scenario) =>
        scenario.Miss?.ToString() ?? scenario.Reason ?? StoppedBy(scenario) ?? $"The scenario is {Words.Of(scenario.Verdict)}.";

    /// <summary>The requirements, what was expected and found, the place of the scenario, and the command that repeats it.</summary>
    public static IEnumerable<string> Of(ContractRun run, ScenarioResult scenario)
    {
        foreach (var (requirement, _, _) in run.Requirements.Where(r => scenario.Requirements.Contains(r.Requirement.Id)))
        {
            yield return $"{requirement.Id} ({Words.Name(requirement.Level)}): {requirement.Statement}";
            yield return $"  source: {requirement.Source}";
            yield return $"  contract: {requirement.At}";
        }

        if (scenario.Reason is { } reason)
            yield return reason;
        if (scenario.Miss is { } miss)
        {
            yield return $"expected: {miss.Expected}";
            yield return $"found: {miss.Found}";
        }
        else if (StoppedBy(scenario) is { } message)
        {
            yield return message;
        }

        yield return $"scenario: {scenario.File}:{scenario.Line}";
        if (Conclusion.ShownBy(scenario) is { } exchange)
            yield return $"repeat: {exchange.Curl}";
    }

    private static string? StoppedBy(ScenarioResult scenario) =>
        scenario.Steps.FirstOrDefault(s => s.Outcome == StepOutcome.Stopped)?.Message;
}
