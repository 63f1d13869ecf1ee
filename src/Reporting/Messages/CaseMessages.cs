using System.Text.Json;
using Conformance.Reporting.Views;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Messages;

/// <summary>The messages of one scenario's run: <c>testCase</c>, <c>testCaseStarted</c>, its steps with their exchanges attached, <c>testCaseFinished</c>.</summary>
internal sealed class CaseMessages(MessageLines lines, NodeIds ids, string testRun, bool isStrict)
{
    public void Write(Pickle pickle, ScenarioResult scenario)
    {
        var testCase = ids.Next();
        var started = ids.Next();
        var steps = pickle
            .Steps.Select((s, i) => (Pickle: ids.Of(s), Id: ids.Next(), Record: scenario.Steps.ElementAtOrDefault(i)))
            .ToList();
        lines.Write(json =>
        {
            json.WriteStartObject("testCase");
            json.WriteString("id", testCase);
            json.WriteString("pickleId", ids.Of(pickle));
            json.WriteString("testRunStartedId", testRun);
            json.Array(
                "testSteps",
                steps,
                s =>
                {
                    json.WriteStartObject();
                    json.WriteString("id", s.Id);
                    json.WriteString("pickleStepId", s.Pickle);
                    json.WriteEndObject();
                }
            );
            json.WriteEndObject();
        });
        lines.Write(json =>
        {
            json.WriteStartObject("testCaseStarted");
            json.WriteString("id", started);
            json.WriteString("testCaseId", testCase);
            json.WriteNumber("attempt", 0);
            MessageLines.Timestamp(json, scenario.StartedAt);
            json.WriteEndObject();
        });

        var at = scenario.StartedAt;
        foreach (var (_, step, record) in steps)
            at = Step(scenario, started, step, record, at);
        lines.Write(json =>
        {
            json.WriteStartObject("testCaseFinished");
            json.WriteString("testCaseStartedId", started);
            json.WriteBoolean("willBeRetried", false);
            MessageLines.Timestamp(json, scenario.StartedAt + scenario.Duration);
            json.WriteEndObject();
        });
    }

    private DateTimeOffset Step(ScenarioResult scenario, string started, string step, StepRecord? record, DateTimeOffset at)
    {
        lines.Write(json =>
        {
            json.WriteStartObject("testStepStarted");
            OfStep(json, started, step, at);
            json.WriteEndObject();
        });
        foreach (var exchange in scenario.Exchanges.Where(e => record?.Exchanges.Contains(e.Number) == true))
            Attach(started, step, exchange);

        var duration = record?.Duration ?? TimeSpan.Zero;
        lines.Write(json =>
        {
            json.WriteStartObject("testStepFinished");
            OfStep(json, started, step, at + duration);
            json.WriteStartObject("testStepResult");
            json.WriteString("status", StepStatus.Of(record, scenario, isStrict));
            MessageLines.Duration(json, duration);
            if (StepStatus.Message(record, scenario) is { } message)
                json.WriteString("message", message);
            json.WriteEndObject();
            json.WriteEndObject();
        });
        return at + duration;
    }

    private static void OfStep(Utf8JsonWriter json, string started, string step, DateTimeOffset at)
    {
        json.WriteString("testCaseStartedId", started);
        json.WriteString("testStepId", step);
        MessageLines.Timestamp(json, at);
    }

    private void Attach(string started, string step, Exchange exchange) =>
        lines.Write(json =>
        {
            json.WriteStartObject("attachment");
            json.WriteString("testCaseStartedId", started);
            json.WriteString("testStepId", step);
            json.WriteString("mediaType", "text/markdown");
            json.WriteString("contentEncoding", "IDENTITY");
            json.WriteString("fileName", $"exchange-{exchange.Number}.md");
            json.WriteString(
                "body",
                string.Join(
                    "\n\n",
                    MarkdownText.Fenced(ExchangeText.Request(exchange), "http"),
                    MarkdownText.Fenced(ExchangeText.Response(exchange), "http"),
                    MarkdownText.Fenced(exchange.Curl, "sh")
                )
            );
            json.WriteEndObject();
        });
}
