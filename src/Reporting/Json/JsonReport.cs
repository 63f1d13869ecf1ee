using System.Reflection;
using System.Text.Json;
using Conformance.Reporting.Views;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Json;

/// <summary>
/// Everything that a run found but the text of its features, in the form <c>conformance-report/1</c>, which <see cref="Schema"/> describes. A later
/// form with the same number may have more members, never fewer or others.
/// </summary>
public static class JsonReport
{
    /// <summary>The name of the form; the number changes when readers would have to.</summary>
    public const string Format = "conformance-report/1";

    /// <summary>The JSON Schema (2020-12) of the form.</summary>
    public static string Schema()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("report.schema.json")!);
        return reader.ReadToEnd();
    }

    internal static void Write(VerificationReport report, Stream output)
    {
        using var json = new Utf8JsonWriter(output, JsonText.Indented);
        json.WriteStartObject();
        json.WriteString("format", Format);
        json.WriteString("tool", report.Tool);
        json.WriteBoolean("strict", report.IsStrict);
        json.WriteString("outcome", Words.Name(report.Outcome));
        json.StringOrNull("startedAt", report.Runs.IsEmpty ? null : Words.Of(Totals.StartOf(report)));
        json.Duration(Totals.DurationOf(report));
        json.Totals(Totals.Of(report));
        json.Array("runs", report.Runs, run => Run(json, run));
        json.WriteEndObject();
    }

    private static void Run(Utf8JsonWriter json, ContractRun run)
    {
        json.WriteStartObject();
        json.WriteString("contract", run.Contract);
        json.WriteString("title", run.Title);
        json.WriteString("contractFile", run.ContractFile);
        json.WriteString("baseUrl", run.BaseUrl.ToString());
        json.WriteBoolean("embedded", run.IsEmbedded);
        json.WriteString("outcome", Words.Name(run.Outcome));
        json.WriteString("startedAt", Words.Of(run.StartedAt));
        json.Duration(run.Duration);
        json.Totals(Totals.Of(run.Scenarios));
        json.Map("readings", run.Readings);
        json.Strings("obstacles", run.Obstacles);
        json.Strings("notices", run.Notices);
        json.Strings("baselineFaults", run.BaselineFaults);
        json.Array("requirements", run.Requirements, json.Requirement);
        json.Array("scenarios", run.Scenarios, json.Scenario);
        json.WriteEndObject();
    }
}
