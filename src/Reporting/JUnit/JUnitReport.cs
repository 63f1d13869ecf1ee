using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Xml;
using Conformance.Reporting.Views;
using Conformance.Verification.Results;

namespace Conformance.Reporting.JUnit;

/// <summary>
/// JUnit's XML as Jenkins reads it (its <c>junit-10.xsd</c>): a suite for each feature of each contract, a test for each scenario. A missed check is
/// a failure (a warning too when the run is strict), an inconclusive one an error, one that does not apply or whose failure was expected is skipped.
/// What keeps a run from being judged is a test of its own, so that such a run is never green.
/// </summary>
internal static class JUnitReport
{
    private const string NothingRan = "Nothing ran, so nothing was shown.";

    public static void Write(VerificationReport report, Stream output)
    {
        ImmutableArray<TestSuite> suites = [.. Suites(report)];
        using var xml = XmlWriter.Create(
            output,
            new XmlWriterSettings
            {
                Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
                Indent = true,
                NewLineChars = "\n",
            }
        );
        xml.WriteStartElement("testsuites");
        xml.WriteAttributeString("name", XmlText.Of(report.Tool));
        xml.WriteAttributeString("tests", suites.Sum(s => s.Cases.Length).ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("failures", suites.Sum(s => s.Count(TestStatus.Failure)).ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("errors", suites.Sum(s => s.Count(TestStatus.Error)).ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("time", TestSuite.Seconds(Totals.DurationOf(report)));
        for (var id = 0; id < suites.Length; id++)
            suites[id].Write(xml, id);
        xml.WriteEndElement();
    }

    private static IEnumerable<TestSuite> Suites(VerificationReport report)
    {
        foreach (var run in report.Runs)
        {
            ImmutableArray<TestCase> whole = [.. OfTheRun(run)];
            if (whole.Length > 0)
                yield return new TestSuite($"{run.Contract}: the run", run, whole, []);
            foreach (var feature in run.Scenarios.GroupBy(s => s.Feature, StringComparer.Ordinal))
                yield return Suite(report, run, feature.Key, [.. feature]);
        }

        if (report.Runs.IsEmpty)
            yield return new TestSuite(
                "the run",
                null,
                [new TestCase("Something runs", "run", TimeSpan.Zero, TestStatus.Error, "not-judged", NothingRan, string.Empty)],
                []
            );
    }

    private static TestSuite Suite(VerificationReport report, ContractRun run, string feature, ImmutableArray<ScenarioResult> scenarios)
    {
        // CI servers take tests of one name for one test, and the rows of an outline may share theirs.
        var shared = scenarios
            .GroupBy(s => s.Name, StringComparer.Ordinal)
            .Where(g => g.Count() > 1)
            .Select(g => g.Key)
            .ToHashSet(StringComparer.Ordinal);
        var checks = scenarios.SelectMany(s => s.Requirements).ToHashSet(StringComparer.Ordinal);
        return new TestSuite(
            $"{run.Contract}: {feature}",
            run,
            [.. scenarios.Select(s => Case(report, run, s, shared.Contains(s.Name) ? $"{s.Name} (line {s.Line})" : s.Name))],
            [.. run.Requirements.Select(r => r.Requirement).Where(r => checks.Contains(r.Id))]
        );
    }

    private static IEnumerable<TestCase> OfTheRun(ContractRun run)
    {
        foreach (var obstacle in run.Obstacles)
            yield return OfTheRun(run, "The run can be judged", TestStatus.Error, obstacle);
        foreach (var fault in run.BaselineFaults)
            yield return OfTheRun(run, "The list of expected failures is true", TestStatus.Failure, fault);
        if (run.Scenarios.IsEmpty && run.Obstacles.IsEmpty)
            yield return OfTheRun(run, "Something runs", TestStatus.Error, NothingRan);
    }

    private static TestCase OfTheRun(ContractRun run, string name, TestStatus status, string message) =>
        new(
            name,
            $"{run.Contract}.run",
            TimeSpan.Zero,
            status,
            status == TestStatus.Error ? "not-judged" : "baseline",
            message,
            string.Empty
        );

    private static TestCase Case(VerificationReport report, ContractRun run, ScenarioResult scenario, string name)
    {
        var expected = Conclusion.ExpectedFailureOf(run, scenario);
        var (status, type) = scenario.Verdict switch
        {
            Verdict.Failed when expected is not null => (TestStatus.Skipped, "expected-failure"),
            Verdict.Failed => (TestStatus.Failure, "missed"),
            Verdict.Warning when report.IsStrict => (TestStatus.Failure, "warning"),
            Verdict.Inconclusive => (TestStatus.Error, "inconclusive"),
            Verdict.NotApplicable => (TestStatus.Skipped, "not-applicable"),
            _ => (TestStatus.Passed, string.Empty),
        };
        var headline = expected is null
            ? Explanation.Headline(scenario)
            : $"Expected to fail: {expected}. {Explanation.Headline(scenario)}";
        return new TestCase(name, $"{run.Contract}.{scenario.Feature}", scenario.Duration, status, type, headline, Details(run, scenario));
    }

    private static string Details(ContractRun run, ScenarioResult scenario) =>
        scenario.Verdict == Verdict.Passed
            ? string.Join('\n', scenario.Requirements)
            : $"{Words.Of(scenario.Verdict)}\n{string.Join('\n', Explanation.Of(run, scenario))}\n";
}
