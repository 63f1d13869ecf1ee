using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using Conformance.Reporting.Views;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Messages;

/// <summary>
/// Cucumber messages as NDJSON, which Cucumber's formatters read. Each contract has its feature files to itself (<c>contract/path</c>), because formatters
/// know a scenario by its file and line. A scenario whose file is not at hand is named in the last message.
/// </summary>
internal static class MessagesReport
{
    private const string ProtocolVersion = "34.2.1";

    public static void Write(VerificationReport report, Stream output)
    {
        var lines = new MessageLines(output);
        var ids = new NodeIds();
        lines.Write(json => Meta(json, report));
        var features = new FeatureMessages(lines, ids);
        var pickles = report.Runs.Select(run => PicklesOf(run, features)).ToList();

        var testRun = ids.Next();
        lines.Write(json =>
        {
            json.WriteStartObject("testRunStarted");
            json.WriteString("id", testRun);
            MessageLines.Timestamp(json, Totals.StartOf(report));
            json.WriteEndObject();
        });
        var cases = new CaseMessages(lines, ids, testRun, report.IsStrict);
        var untold = new List<string>();
        foreach (var (run, known) in report.Runs.Zip(pickles))
        {
            foreach (var scenario in run.Scenarios)
            {
                if (known.GetValueOrDefault((scenario.File, scenario.Line)) is { } pickle)
                    cases.Write(pickle, scenario);
                else
                    untold.Add($"{run.Contract}: {scenario.Id} {Words.Of(scenario.Verdict)}, and the text of its feature is not at hand.");
            }
        }

        lines.Write(json => Finished(json, report, testRun, untold));
    }

    private static ImmutableDictionary<(string File, int Line), Pickle> PicklesOf(ContractRun run, FeatureMessages features)
    {
        var pickles = ImmutableDictionary.CreateBuilder<(string, int), Pickle>();
        foreach (var source in run.Features.DistinctBy(f => f.Path, StringComparer.Ordinal))
        {
            var ran = run.Scenarios.Where(s => s.File == source.Path).Select(s => s.Line).ToHashSet();
            foreach (var (line, pickle) in features.Write(source, $"{run.Contract}/{source.Path}", ran))
                pickles.Add((source.Path, line), pickle);
        }

        return pickles.ToImmutable();
    }

    private static void Meta(Utf8JsonWriter json, VerificationReport report)
    {
        var (name, version) = ToolName.Of(report.Tool);
        json.WriteStartObject("meta");
        json.WriteString("protocolVersion", ProtocolVersion);
        Product(json, "implementation", name, version);
        Product(json, "runtime", ".NET", Environment.Version.ToString());
        Product(
            json,
            "os",
            OperatingSystem.IsWindows() ? "windows"
                : OperatingSystem.IsMacOS() ? "darwin"
                : "linux",
            null
        );
        Product(json, "cpu", RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant(), null);
        json.WriteEndObject();
    }

    private static void Product(Utf8JsonWriter json, string member, string name, string? version)
    {
        json.WriteStartObject(member);
        json.WriteString("name", name);
        if (version is not null)
            json.WriteString("version", version);
        json.WriteEndObject();
    }

    private static void Finished(Utf8JsonWriter json, VerificationReport report, string testRun, List<string> untold)
    {
        var said = report
            .Runs.SelectMany(r => r.Obstacles.Concat(r.Notices).Concat(r.BaselineFaults).Select(s => $"{r.Contract}: {s}"))
            .Concat(untold)
            .ToList();
        json.WriteStartObject("testRunFinished");
        json.WriteString("testRunStartedId", testRun);
        json.WriteBoolean("success", report.Outcome == Outcome.Passed);
        if (said.Count > 0)
            json.WriteString("message", string.Join('\n', said));
        MessageLines.Timestamp(json, Totals.StartOf(report) + Totals.DurationOf(report));
        json.WriteEndObject();
    }
}
