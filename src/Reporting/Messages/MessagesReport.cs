using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Conformance.Reporting.Views;
using Conformance.Verification.Results;
using Cucumber.Messages;
using Gherkin.CucumberMessages;
using Io.Cucumber.Messages.Types;

namespace Conformance.Reporting.Messages;

/// <summary>
/// Cucumber messages as NDJSON, which Cucumber's formatters read. Each contract has its feature files to itself (<c>contract/path</c>), because formatters
/// know a scenario by its file and line. A scenario whose file is not at hand is named in the last message.
/// </summary>
internal static class MessagesReport
{
    public static void Write(VerificationReport report, Stream output)
    {
        var lines = new EnvelopeLines(output);
        var ids = new IncrementingIdGenerator();
        lines.Write(Envelope.Create(Meta(report)));
        var features = new FeatureMessages(lines, ids);
        var pickles = report.Runs.Select(run => PicklesOf(run, features)).ToList();

        var testRun = ids.GetNewId();
        lines.Write(Envelope.Create(new TestRunStarted(CaseMessages.At(Totals.StartOf(report)), testRun)));
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

        lines.Write(Envelope.Create(Finished(report, testRun, untold)));
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

    private static Meta Meta(VerificationReport report)
    {
        var (name, version) = ToolName.Of(report.Tool);
        var system =
            OperatingSystem.IsWindows() ? "windows"
            : OperatingSystem.IsMacOS() ? "darwin"
            : "linux";
        return new Meta(
            // The package tells its commit behind a plus, which is no part of the protocol's version.
            ProtocolVersion.Version.Split('+')[0],
            new Product(name, version),
            new Product(".NET", Environment.Version.ToString()),
            new Product(system, null),
            new Product(RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant(), null),
            ci: null
        );
    }

    private static TestRunFinished Finished(VerificationReport report, string testRun, List<string> untold)
    {
        var said = report
            .Runs.SelectMany(r => r.Obstacles.Concat(r.Notices).Concat(r.BaselineFaults).Select(s => $"{r.Contract}: {s}"))
            .Concat(untold)
            .ToList();
        return new TestRunFinished(
            said.Count > 0 ? string.Join('\n', said) : null,
            report.Outcome == Outcome.Passed,
            CaseMessages.At(Totals.StartOf(report) + Totals.DurationOf(report)),
            exception: null,
            testRun
        );
    }
}
