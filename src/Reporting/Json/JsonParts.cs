using System.Text.Json;
using Conformance.Reporting.Views;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Json;

/// <summary>The parts of a run as JSON.</summary>
internal static class JsonParts
{
    /// <summary><c>durationMs</c>: milliseconds with up to three places.</summary>
    public static void Duration(this Utf8JsonWriter json, TimeSpan duration) =>
        json.WriteNumber("durationMs", Math.Round((decimal)duration.TotalMilliseconds, 3));

    public static void Totals(this Utf8JsonWriter json, Totals totals)
    {
        json.WriteStartObject("totals");
        json.WriteNumber("scenarios", totals.Scenarios);
        foreach (var verdict in Views.Totals.Order)
            json.WriteNumber(Words.Name(verdict), totals[verdict]);
        json.WriteEndObject();
    }

    public static void Requirement(this Utf8JsonWriter json, RequirementResult result)
    {
        var requirement = result.Requirement;
        json.WriteStartObject();
        json.WriteString("id", requirement.Id);
        json.WriteString("family", Words.Name(requirement.Family));
        json.WriteString("level", Words.Name(requirement.Level));
        json.WriteString("statement", requirement.Statement);
        json.WriteString("source", requirement.Source);
        json.WriteStartObject("at");
        json.WriteString("file", requirement.At.File);
        json.WriteNumber("line", requirement.At.Line);
        json.WriteNumber("column", requirement.At.Column);
        json.WriteEndObject();
        json.WriteString("pointer", requirement.Pointer);
        json.Map("readings", requirement.Readings.Select(r => KeyValuePair.Create(r.Name, r.Meaning)));
        json.StringOrNull("defaultReading", requirement.DefaultReading);
        json.Strings("readingsSeen", result.ReadingsSeen);
        json.StringOrNull("verdict", result.Verdict is { } verdict ? Words.Name(verdict) : null);
        json.StringOrNull("expectedFailure", result.ExpectedFailure);
        json.Strings("scenarios", result.Scenarios.Select(s => s.Id));
        json.WriteEndObject();
    }

    public static void Scenario(this Utf8JsonWriter json, ScenarioResult scenario)
    {
        json.WriteStartObject();
        json.WriteString("id", scenario.Id);
        json.WriteString("name", scenario.Name);
        json.WriteString("feature", scenario.Feature);
        json.StringOrNull("rule", scenario.Rule);
        json.WriteString("file", scenario.File);
        json.WriteNumber("line", scenario.Line);
        json.Strings("tags", scenario.Tags);
        json.Strings("requirements", scenario.Requirements);
        json.WriteString("level", Words.Name(scenario.Level));
        json.WriteString("verdict", Words.Name(scenario.Verdict));
        json.StringOrNull("reason", scenario.Reason);
        json.Finding(scenario.Finding);
        json.Map("readingsSeen", scenario.ReadingsSeen);
        json.WriteString("startedAt", Words.Of(scenario.StartedAt));
        json.Duration(scenario.Duration);
        json.Array("steps", scenario.Steps, json.Step);
        json.Array("exchanges", scenario.Exchanges, json.Exchange);
        json.WriteEndObject();
    }

    private static void Finding(this Utf8JsonWriter json, Finding? finding)
    {
        if (finding is null)
        {
            json.WriteNull("finding");
            return;
        }

        json.WriteStartObject("finding");
        json.WriteString("expected", finding.Expected);
        json.WriteString("found", finding.Found);
        if (finding.Exchange is { } number)
            json.WriteNumber("exchange", number);
        else
            json.WriteNull("exchange");
        json.WriteEndObject();
    }

    private static void Step(this Utf8JsonWriter json, StepRecord step)
    {
        json.WriteStartObject();
        json.WriteString("keyword", step.Keyword);
        json.WriteString("text", step.Text);
        json.StringOrNull("argument", step.Argument);
        json.WriteNumber("line", step.Line);
        json.WriteString("outcome", Words.Name(step.Outcome));
        json.StringOrNull("message", step.Message);
        json.Duration(step.Duration);
        json.Array("exchanges", step.Exchanges, json.WriteNumberValue);
        json.WriteEndObject();
    }
}
