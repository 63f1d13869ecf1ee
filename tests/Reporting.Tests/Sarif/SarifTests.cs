using System.Text;
using System.Text.Json.Nodes;
using Conformance.Reporting.Tests.Json;
using Conformance.Reporting.Tests.Samples;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Tests.Sarif;

[Trait("Category", "Slow")]
public sealed class SarifTests
{
    [Theory]
    [MemberData(nameof(SampleReports.Names), MemberType = typeof(SampleReports))]
    public async Task Every_sample_validates_by_the_schema_of_the_standard(string name)
    {
        if (await Multitool.MissingAsync() is { } missing)
            Assert.Skip(missing);
        var schema = JsonNode.Parse(await File.ReadAllTextAsync(Multitool.Schema))!;
        Schemas.Of(schema).AssertValid(SampleReports.All[name].Bytes(ReportFormat.Sarif));
    }

    [Fact]
    public async Task The_schema_of_the_standard_refuses_a_level_that_is_not_one()
    {
        if (await Multitool.MissingAsync() is { } missing)
            Assert.Skip(missing);
        var schema = JsonNode.Parse(await File.ReadAllTextAsync(Multitool.Schema))!;
        var log = Log(SampleReports.Rich);
        log["runs"]![0]!["results"]![0]!["level"] = "fatal";
        Assert.False(Schemas.Of(schema).IsValid(Encoding.UTF8.GetBytes(log.ToJsonString())));
    }

    [Theory]
    [InlineData("rich")]
    [InlineData("hostile")]
    [InlineData("empty")]
    public async Task SARIFs_own_validator_finds_no_error(string name)
    {
        if (await Multitool.MissingAsync() is { } missing)
            Assert.Skip(missing);
        Assert.Empty(await Multitool.ErrorsAsync(SampleReports.All[name].Bytes(ReportFormat.Sarif)));
    }

    [Fact]
    public async Task SARIFs_own_validator_finds_an_error_where_there_is_one()
    {
        if (await Multitool.MissingAsync() is { } missing)
            Assert.Skip(missing);
        var log = Log(SampleReports.Rich);
        log["runs"]![0]!["results"]![0]!["ruleIndex"] = 99;
        Assert.NotEmpty(await Multitool.ErrorsAsync(Encoding.UTF8.GetBytes(log.ToJsonString())));
    }

    [Fact]
    public void Failures_and_warnings_are_its_results_and_all_else_is_left_out()
    {
        var results = Results(SampleReports.Rich)
            .Select(r => ((string?)r["ruleId"], (string?)r["kind"], (string?)r["level"]))
            .Distinct()
            .ToList();
        Assert.Contains(("ALP-07", "fail", "error"), results);
        Assert.Contains(("STD-01", "fail", "warning"), results);
        Assert.All(results, r => Assert.Equal("fail", r.Item2));
        foreach (var rule in (string[])["ALP-08", "ALP-10", "STD-02", "BET-03", "scenario"])
            Assert.DoesNotContain(results, r => r.Item1 == rule);
    }

    [Fact]
    public void A_finding_is_one_result_however_many_checks_saw_it()
    {
        var results = Results(SampleReports.Found);
        var finding = Assert.Single(
            results,
            r => ((string)r["message"]!["text"]!).StartsWith("GET /me lets in a revoked token.", StringComparison.Ordinal)
        );
        Assert.Equal(("ALP-07", "error"), ((string?)finding["ruleId"], (string?)finding["level"]));
        Assert.Equal(12, (int?)finding["locations"]![0]!["physicalLocation"]!["region"]!["startLine"]);
        Assert.Equal("Bearer «access#1 a3f9»", (string?)finding["webRequest"]!["headers"]!["Authorization"]);
        Assert.Single(results, r => (string?)r["suppressions"]?[0]?["justification"] == "ticket 12");
        var failed = SampleReports.Found.Runs[0].Findings[0].SeenBy[0].Scenario;
        Assert.Equal(
            SampleReports.Found.Runs[0].Findings.Length,
            results.Count(r => r["properties"]!["scenarios"]!.AsArray().Any(s => (string?)s == failed))
        );
    }

    [Fact]
    public void A_warning_is_an_error_when_the_run_is_strict() =>
        Assert.Equal("error", (string?)Results(SampleReports.Strict).Single(r => (string?)r["ruleId"] == "STD-01")["level"]);

    [Fact]
    public void A_result_points_into_the_contract_and_to_the_scenario()
    {
        var result = Results(SampleReports.Rich).Single(r => (string?)r["ruleId"] == "ALP-07");
        var place = result["locations"]![0]!["physicalLocation"]!;
        Assert.Equal("""{"uri":"specs/alpha/openapi.yaml","uriBaseId":"%SRCROOT%"}""", place["artifactLocation"]!.ToJsonString());
        Assert.Equal("""{"startLine":120,"startColumn":7}""", place["region"]!.ToJsonString());
        var scenario = Assert.Single(result["relatedLocations"]!.AsArray())!["physicalLocation"]!;
        Assert.Equal("features/alpha/logout.feature", (string?)scenario["artifactLocation"]!["uri"]);
        Assert.Equal(10, (int?)scenario["region"]!["startLine"]);
        Assert.Equal(
            "Expected 401 as documented for a revoked token; found 200 with a body. Scenario \"A revoked token is refused\" of alpha.",
            (string?)result["message"]!["text"]
        );
        Assert.Equal("Bearer «access#1 a3f9»", (string?)result["webRequest"]!["headers"]!["Authorization"]);
    }

    [Fact]
    public void A_file_below_the_current_folder_is_told_relative_to_it_and_another_one_whole()
    {
        var run = SampleRuns.Alpha();
        string UriOf(string file)
        {
            var requirement = run.Requirements[0] with { Requirement = run.Requirements[0].Requirement with { At = new(file, 1, 1) } };
            return Results(SampleReports.Rich with { Runs = [run with { Requirements = [requirement] }] })[0]["locations"]![0]![
                "physicalLocation"
            ]!["artifactLocation"]!.ToJsonString();
        }

        Assert.Equal(
            """{"uri":"a%20b/c.yaml","uriBaseId":"%SRCROOT%"}""",
            UriOf(Path.Combine(Environment.CurrentDirectory, "a b", "c.yaml"))
        );
        if (!OperatingSystem.IsWindows())
            Assert.Equal("""{"uri":"file:///elsewhere/c.yaml"}""", UriOf("/elsewhere/c.yaml"));
    }

    [Fact]
    public void An_expected_failure_is_suppressed_with_its_reason()
    {
        var suppression = Assert.Single(
            Results(SampleReports.Rich).Single(r => (string?)r["ruleId"] == "ALP-09")["suppressions"]!.AsArray()
        )!;
        Assert.Equal("ticket 77, until March", (string?)suppression["justification"]);
    }

    [Fact]
    public void Fingerprints_differ_within_a_run_and_stay_when_lines_move()
    {
        static List<string> Of(VerificationReport report) =>
            [.. Results(report).Select(r => (string)r["partialFingerprints"]!["conformanceCheck/v1"]!)];
        var before = Of(SampleReports.Rich);
        Assert.Equal(before.Count, before.Distinct(StringComparer.Ordinal).Count());
        var moved = SampleReports.Rich with
        {
            Runs =
            [
                .. SampleReports.Rich.Runs.Select(r =>
                    r with
                    {
                        Requirements =
                        [
                            .. r.Requirements.Select(q =>
                                q with
                                {
                                    Scenarios = [.. q.Scenarios.Select(s => s with { Line = s.Line + 5, Id = s.Id + "5" })],
                                }
                            ),
                        ],
                    }
                ),
            ],
        };
        Assert.Equal(before, Of(moved));
    }

    [Fact]
    public void Rows_of_an_outline_that_share_their_name_have_fingerprints_of_their_own()
    {
        var run = SampleRuns.Alpha();
        var phone = run.Scenarios[2];
        var laptop = phone with
        {
            Id = "other",
            Line = phone.Line + 1,
            Steps = [.. phone.Steps.Select(s => s with { Text = s.Text.Replace("phone", "laptop", StringComparison.Ordinal) })],
        };
        var report = SampleReports.Rich with
        {
            Runs = [run with { Requirements = [RequirementResult.Of(run.Requirements[2].Requirement, [phone, laptop])] }],
        };
        var results = Results(report).Where(r => (string?)r["ruleId"] == "ALP-09").ToList();
        Assert.Equal(2, results.Count);
        Assert.NotEqual(
            (string?)results[0]["partialFingerprints"]!["conformanceCheck/v1"],
            (string?)results[1]["partialFingerprints"]!["conformanceCheck/v1"]
        );
    }

    [Fact]
    public void Obstacles_and_a_false_baseline_are_notifications_of_an_unsuccessful_run()
    {
        var report = SampleReports.Rich with { Runs = [SampleRuns.Gamma()] };
        var invocation = Log(report)["runs"]![0]!["invocations"]![0]!;
        Assert.False((bool)invocation["executionSuccessful"]!);
        Assert.Contains(
            "does not answer",
            (string?)invocation["toolExecutionNotifications"]![0]!["message"]!["text"],
            StringComparison.Ordinal
        );
        Assert.Contains("GAM-01", (string?)invocation["toolConfigurationNotifications"]![0]!["message"]!["text"], StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_target_says_cannot_become_a_link() =>
        Assert.All(
            Results(SampleReports.Hostile),
            r => Assert.DoesNotContain("](", (string?)r["message"]!["text"], StringComparison.Ordinal)
        );

    private static JsonNode Log(VerificationReport report) => JsonNode.Parse(report.Bytes(ReportFormat.Sarif))!;

    private static List<JsonNode> Results(VerificationReport report) => [.. Log(report)["runs"]![0]!["results"]!.AsArray().Select(r => r!)];
}
