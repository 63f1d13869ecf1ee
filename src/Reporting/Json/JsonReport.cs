using System.Reflection;
using System.Text.Json;
using Conformance.Reporting.Views;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Json;

/// <summary>
/// Everything that a run found but the text of its features, in the form <c>conformance-report/1</c>, which <see cref="Schema"/> describes. A later
/// version with the same first number may have more members, never fewer or others.
/// </summary>
public static class JsonReport
{
    /// <summary>The name of the form; the number changes when readers would have to.</summary>
    public const string Format = "conformance-report/1";

    /// <summary>The version of the form by semantic versioning: the second number grows with its members.</summary>
    public const string Version = "1.2.0";

    private const string SchemaId = "urn:conformance:report:1";

    /// <summary>The JSON Schema (2020-12) of the form.</summary>
    public static string Schema()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("report.schema.json")!);
        return reader.ReadToEnd();
    }

    internal static void Write(VerificationReport report, Stream output)
    {
        using var json = new Utf8JsonWriter(output, JsonWriting.Indented);
        JsonSerializer.Serialize(json, Of(report), ReportJson.Default.ReportDocument);
    }

    private static ReportDocument Of(VerificationReport report) =>
        new(
            SchemaId,
            Format,
            Version,
            report.Tool,
            report.IsStrict,
            report.Outcome,
            report.Runs.IsEmpty ? null : Words.Of(Totals.StartOf(report)),
            Milliseconds(Totals.DurationOf(report)),
            Counts(Totals.Of(report)),
            report.Runs.Select(Run)
        );

    private static RunPart Run(ContractRun run) =>
        new(
            run.Contract,
            run.Title,
            run.ContractFile,
            run.BaseUrl.ToString(),
            run.IsEmbedded,
            run.Outcome,
            Words.Of(run.StartedAt),
            Milliseconds(run.Duration),
            run.Requests,
            run.LeftOut,
            Counts(Totals.Of(run.Scenarios)),
            run.Readings,
            run.Obstacles,
            run.Notices,
            run.BaselineFaults,
            run.Findings.Select(Finding),
            run.Requirements.Select(Requirement),
            run.Scenarios.Select(Scenario)
        );

    private static FindingPart Finding(Finding finding) =>
        new(
            finding.Key,
            finding.Cause,
            finding.Severity,
            new PlacePart(finding.At.File, finding.At.Line, finding.At.Column),
            finding.Pointer,
            finding.Operations,
            finding.Expected,
            finding.Found,
            finding.Requirements,
            finding.SeenBy,
            finding.StandingOnIt,
            finding.Unjudged,
            finding.SinceLogout is { } since ? Milliseconds(since) : null,
            finding.Try,
            finding.Repeat,
            finding.ExpectedFailure
        );

    private static RequirementPart Requirement(RequirementResult result)
    {
        var requirement = result.Requirement;
        return new(
            requirement.Id,
            requirement.Family,
            requirement.Level,
            requirement.Statement,
            requirement.Source,
            new PlacePart(requirement.At.File, requirement.At.Line, requirement.At.Column),
            requirement.Pointer,
            new OrderedDictionary<string, string>(requirement.Readings.Select(r => KeyValuePair.Create(r.Name, r.Meaning))),
            requirement.DefaultReading,
            result.ReadingsSeen,
            result.Verdict,
            result.ExpectedFailure,
            result.Scenarios.Select(s => s.Id)
        );
    }

    private static ScenarioPart Scenario(ScenarioResult scenario) =>
        new(
            scenario.Id,
            scenario.Name,
            scenario.Feature,
            scenario.Rule,
            scenario.File,
            scenario.Line,
            scenario.Tags,
            scenario.Requirements,
            scenario.Level,
            scenario.Verdict,
            scenario.Reason,
            scenario.Miss is { } miss ? new MissPart(miss.Expected, miss.Found, miss.Exchange) : null,
            scenario.ReadingsSeen,
            Words.Of(scenario.StartedAt),
            Milliseconds(scenario.Duration),
            scenario.Steps.Select(Step),
            scenario.Exchanges.Select(Exchange)
        );

    private static StepPart Step(StepRecord step) =>
        new(step.Keyword, step.Text, step.Argument, step.Line, step.Outcome, step.Message, Milliseconds(step.Duration), step.Exchanges);

    private static ExchangePart Exchange(RecordedExchange exchange) =>
        new(
            exchange.Number,
            exchange.Label,
            Words.Of(exchange.SentAt),
            Milliseconds(exchange.Duration),
            new RequestPart(exchange.Method, exchange.Url, exchange.RequestHeaders, exchange.RequestBody),
            exchange.Status is { } status ? new ResponsePart(status, exchange.ResponseHeaders, exchange.ResponseBody) : null,
            exchange.Failure,
            exchange.Curl
        );

    private static OrderedDictionary<string, int> Counts(Totals totals) =>
        new(
            Totals
                .Order.Select(v => KeyValuePair.Create(Words.Name(v), totals[v]))
                .Prepend(KeyValuePair.Create("scenarios", totals.Scenarios))
        );

    // With up to three places.
    private static decimal Milliseconds(TimeSpan duration) => Math.Round((decimal)duration.TotalMilliseconds, 3);
}
