using System.Text;

namespace Conformance.Verification.Results;

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
        if (result.Finding is { } finding)
            text.Append("  expected: ").AppendLine(finding.Expected).Append("  found:    ").AppendLine(finding.Found);
        else if (result.Reason is { } reason)
            text.Append("  reason:   ").AppendLine(reason);
        foreach (var step in result.Steps)
            AppendStep(text, step);
        foreach (var exchange in result.Exchanges)
            AppendExchange(text, exchange);
        if (result.Exchanges.FirstOrDefault(e => e.Number == result.Finding?.Exchange) is { } shown)
            text.Append("  repeat it: ").AppendLine(shown.Curl);
        return text.ToString().TrimEnd();
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

    private static void AppendExchange(StringBuilder text, Exchange exchange)
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
