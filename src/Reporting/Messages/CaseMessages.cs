using Conformance.Reporting.Views;
using Conformance.Verification.Results;
using Cucumber.Messages;
using Gherkin.CucumberMessages;
using Io.Cucumber.Messages.Types;

namespace Conformance.Reporting.Messages;

/// <summary>The messages of one scenario's run: <c>testCase</c>, <c>testCaseStarted</c>, its steps with their exchanges attached, <c>testCaseFinished</c>.</summary>
internal sealed class CaseMessages(EnvelopeLines lines, IIdGenerator ids, string testRun, bool isStrict)
{
    public void Write(Pickle pickle, ScenarioResult scenario)
    {
        var testCase = ids.GetNewId();
        var started = ids.GetNewId();
        var steps = pickle.Steps.Select(s => new TestStep(null, ids.GetNewId(), s.Id, null, null)).ToList();
        lines.Write(Envelope.Create(new TestCase(testCase, pickle.Id, steps, testRun)));
        lines.Write(Envelope.Create(new TestCaseStarted(0, started, testCase, null, At(scenario.StartedAt))));
        var now = scenario.StartedAt;
        foreach (var (index, step) in steps.Index())
            now = Step(scenario, started, step.Id, scenario.Steps.ElementAtOrDefault(index), now);
        lines.Write(Envelope.Create(new TestCaseFinished(started, At(scenario.StartedAt + scenario.Duration), willBeRetried: false)));
    }

    /// <summary>A moment as seconds since 1970 and nanoseconds.</summary>
    public static Timestamp At(DateTimeOffset moment) => Converters.ToTimestamp(moment.UtcDateTime);

    private DateTimeOffset Step(ScenarioResult scenario, string started, string step, StepRecord? record, DateTimeOffset now)
    {
        lines.Write(Envelope.Create(new TestStepStarted(started, step, At(now))));
        foreach (var exchange in scenario.Exchanges.Where(e => record?.Exchanges.Contains(e.Number) == true))
            lines.Write(Envelope.Create(Attached(started, step, exchange)));

        var duration = record?.Duration ?? TimeSpan.Zero;
        var result = new TestStepResult(
            Converters.ToDuration(duration),
            StepStatus.Message(record, scenario),
            StepStatus.Of(record, scenario, isStrict),
            null
        );
        lines.Write(Envelope.Create(new TestStepFinished(started, step, result, At(now + duration))));
        return now + duration;
    }

    private static Attachment Attached(string started, string step, RecordedExchange exchange) =>
        new(
            string.Join(
                "\n\n",
                MarkdownText.Fenced(ExchangeText.Request(exchange), "http"),
                MarkdownText.Fenced(ExchangeText.Response(exchange), "http"),
                MarkdownText.Fenced(exchange.Curl, "sh")
            ),
            AttachmentContentEncoding.IDENTITY,
            $"exchange-{exchange.Number}.md",
            "text/markdown",
            source: null,
            started,
            step,
            url: null,
            testRunStartedId: null,
            testRunHookStartedId: null,
            timestamp: null
        );
}
