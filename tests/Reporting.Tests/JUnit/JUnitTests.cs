using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Conformance.Reporting.Tests.Samples;
using Conformance.TestKit;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Tests.JUnit;

public sealed class JUnitTests
{
    [Theory]
    [MemberData(nameof(SampleReports.Names), MemberType = typeof(SampleReports))]
    public void Every_sample_validates_and_its_counts_are_true(string name)
    {
        var document = Valid(SampleReports.All[name]);
        foreach (var suite in document.Root!.Elements("testsuite"))
        {
            Assert.Equal(suite.Elements("testcase").Count(), (int)suite.Attribute("tests")!);
            Assert.Equal(suite.Descendants("failure").Count(), (int)suite.Attribute("failures")!);
            Assert.Equal(suite.Descendants("error").Count(), (int)suite.Attribute("errors")!);
            Assert.Equal(suite.Descendants("skipped").Count(), (int)suite.Attribute("skipped")!);
        }

        Assert.Equal(document.Descendants("testcase").Count(), (int)document.Root.Attribute("tests")!);
        Assert.Equal(document.Descendants("failure").Count(), (int)document.Root.Attribute("failures")!);
        Assert.Equal(document.Descendants("error").Count(), (int)document.Root.Attribute("errors")!);
    }

    [Theory]
    [InlineData("A revoked token is refused", "failure", "missed")]
    [InlineData("Another session survives", "error", "inconclusive")]
    [InlineData("Logging out of phone", "skipped", "expected-failure")]
    [InlineData("A refresh token is rotated", "skipped", "not-applicable")]
    [InlineData("A refusal names its scheme", "system-out", null)]
    [InlineData("The place of the token is open", "system-out", null)]
    [InlineData("Logging out of laptop", "system-out", null)]
    [InlineData("Nobody asked for this", null, null)]
    public void Maps_each_verdict(string scenario, string? element, string? type)
    {
        var child = Case(SampleReports.Rich, scenario).Elements().SingleOrDefault();
        Assert.Equal(element, child?.Name.LocalName);
        Assert.Equal(type, (string?)child?.Attribute("type"));
    }

    [Fact]
    public void A_warning_fails_when_the_run_is_strict() =>
        Assert.Equal("warning", (string?)Case(SampleReports.Strict, "A refusal names its scheme").Element("failure")?.Attribute("type"));

    [Fact]
    public void A_failure_tells_requirement_place_finding_and_command()
    {
        var failure = Case(SampleReports.Rich, "A revoked token is refused").Element("failure")!;
        Assert.Equal("Expected 401 as documented for a revoked token; found 200 with a body.", (string?)failure.Attribute("message"));
        foreach (
            var part in (string[])
                [
                    "ALP-07 (must)",
                    "Manual, section 12",
                    "specs/alpha/openapi.yaml:120:7",
                    "features/alpha/logout.feature:10",
                    "curl 'https://alpha.example/me?full=yes'",
                ]
        )
            Assert.Contains(part, failure.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_suite_names_the_requirements_that_it_checks()
    {
        var properties = Valid(SampleReports.Rich)
            .Descendants("testsuite")
            .First()
            .Descendants("property")
            .Select(p => (string)p.Attribute("name")!);
        Assert.Equal(["contract", "target", "requirement.ALP-07", "requirement.ALP-08", "requirement.ALP-09"], properties);
    }

    [Fact]
    public void What_did_not_run_is_not_green()
    {
        Assert.Single(Valid(SampleReports.Empty).Descendants("error"));
        var silent = SampleRuns.Gamma() with { Obstacles = [], BaselineFaults = [] };
        Assert.Single(Valid(SampleReports.Rich with { Runs = [silent] }).Descendants("error"));
    }

    [Fact]
    public void Rows_of_one_name_are_told_apart()
    {
        var run = SampleRuns.Alpha();
        var report = SampleReports.Rich with { Runs = [run with { Scenarios = [.. run.Scenarios.Select(s => s with { Name = "same" })] }] };
        var names = Valid(report).Descendants("testcase").Select(c => (string)c.Attribute("name")!).ToList();
        Assert.Equal(names.Count, names.Distinct(StringComparer.Ordinal).Count());
    }

    private static XElement Case(VerificationReport report, string name) =>
        Valid(report).Descendants("testcase").Single(c => (string?)c.Attribute("name") == name);

    private static XDocument Valid(VerificationReport report)
    {
        using var stream = new MemoryStream(report.Bytes(ReportFormat.JUnit));
        var document = XDocument.Load(stream);
        var schemas = new XmlSchemaSet();
        using var schema = XmlReader.Create(Repository.PathOf("tests", "Reporting.Tests", "JUnit", "junit.xsd"));
        schemas.Add(null, schema);
        document.Validate(schemas, (_, problem) => Assert.Fail(problem.Message));
        return document;
    }
}
