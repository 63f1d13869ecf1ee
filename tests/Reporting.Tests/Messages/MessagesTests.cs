using System.Text;
using System.Text.Json.Nodes;
using Conformance.Reporting.Tests.Json;
using Conformance.Reporting.Tests.Samples;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Tests.Messages;

[Trait("Category", "Slow")]
public sealed class MessagesTests(Chromium chromium)
{
    [Theory]
    [MemberData(nameof(SampleReports.Names), MemberType = typeof(SampleReports))]
    public async Task Every_message_validates_by_Cucumbers_schema(string name)
    {
        if (await Formatter.MissingAsync() is { } missing)
            Assert.Skip(missing);
        var schema = Schemas.Of(JsonNode.Parse(await File.ReadAllTextAsync(Formatter.Schema))!);
        Assert.False(schema.IsValid("""{"testRunFinished":{}}"""u8));
        foreach (var line in Lines(SampleReports.All[name]))
            schema.AssertValid(Encoding.UTF8.GetBytes(line));
    }

    [Fact]
    public void The_first_message_tells_the_version_of_the_protocol_that_the_types_are_of() =>
        Assert.Equal("30.1.0", (string?)Messages(SampleReports.Empty).First()["meta"]!["protocolVersion"]);

    [Fact]
    public void Steps_tell_what_they_are_for()
    {
        var pickle = Messages(SampleReports.Rich).Select(m => m["pickle"]).First(p => (string?)p?["name"] == "Another session survives")!;
        Assert.Equal(["Context", "Context", "Action", "Outcome"], pickle["steps"]!.AsArray().Select(s => (string?)s!["type"]));
    }

    [Fact]
    public void Every_reference_leads_to_a_message_before_it()
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var message in Messages(SampleReports.Rich))
        {
            foreach (var (name, value) in Members(message))
            {
                if (name == "id")
                    Assert.True(known.Add(value), $"{value} is an id twice");
                else if (name.EndsWith("Id", StringComparison.Ordinal) || name == "astNodeIds")
                    Assert.True(known.Contains(value), $"{name} {value} is not known in {message.ToJsonString()}");
            }
        }
    }

    [Fact]
    public void Outlines_backgrounds_and_rules_become_pickles_with_everything_filled_in()
    {
        var pickles = Messages(SampleReports.Rich).Select(m => m["pickle"]).OfType<JsonNode>().ToList();
        Assert.Equal(8, pickles.Count);
        var laptop = pickles.Single(p => (string?)p["name"] == "Logging out of laptop");
        Assert.Equal(
            ["a user who is logged in", "the laptop sends", "the answer has"],
            laptop["steps"]!.AsArray().Select(s => (string?)s!["text"])
        );
        Assert.Equal("""{"device": "laptop"}""", (string?)laptop["steps"]![1]!["argument"]!["docString"]!["content"]);
        Assert.Equal("laptop", (string?)laptop["steps"]![2]!["argument"]!["dataTable"]!["rows"]![1]!["cells"]![1]!["value"]);
        Assert.Equal(["@alpha", "@ALP-09", "@ALP-07", "@slow"], laptop["tags"]!.AsArray().Select(t => (string?)t!["name"]));
        Assert.Equal("alpha/features/alpha/logout.feature", (string?)laptop["uri"]);
    }

    [Fact]
    public void Each_verdict_has_its_statuses()
    {
        Assert.Equal(["PASSED", "PASSED", "FAILED"], Statuses(SampleReports.Rich, "A revoked token is refused"));
        Assert.Equal(["PASSED", "FAILED", "SKIPPED", "SKIPPED"], Statuses(SampleReports.Rich, "Another session survives"));
        Assert.Equal(["PASSED", "PENDING"], Statuses(SampleReports.Rich, "A refusal names its scheme"));
        Assert.Equal(["PASSED", "FAILED"], Statuses(SampleReports.Strict, "A refusal names its scheme"));
        Assert.Equal(["SKIPPED", "SKIPPED"], Statuses(SampleReports.Rich, "A refresh token is rotated"));
        Assert.Equal(["PASSED", "PASSED"], Statuses(SampleReports.Rich, "The place of the token is open"));
    }

    [Fact]
    public void Exchanges_are_attached_to_the_step_that_made_them()
    {
        var attachments = Messages(SampleReports.Rich).Select(m => m["attachment"]).OfType<JsonNode>().ToList();
        Assert.Equal(SampleReports.Rich.Runs.Sum(r => r.Scenarios.Sum(s => s.Exchanges.Length)), attachments.Count);
        Assert.Contains("Authorization: Bearer «access#1 a3f9»", (string?)attachments[2]["body"], StringComparison.Ordinal);
        Assert.Contains("No answer: The connection", (string?)attachments[4]["body"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_scenario_whose_feature_is_not_at_hand_is_named_at_the_end()
    {
        var run = SampleRuns.Alpha();
        foreach (
            var features in (IEnumerable<FeatureSource>[])
                [
                    [],
                    [SampleFeatures.Logout with { Text = "Feature: a\n  nonsense:\n" }],
                    [SampleFeatures.Logout with { Text = "This is no Gherkin." }],
                ]
        )
        {
            var last = Messages(SampleReports.Rich with { Runs = [run with { Features = [.. features] }] }).Last()["testRunFinished"]!;
            Assert.False((bool)last["success"]!);
            Assert.Contains(
                "alpha: alpha/logout.feature:10 failed, and the text of its feature is not at hand.",
                (string?)last["message"],
                StringComparison.Ordinal
            );
        }
    }

    [Theory]
    [InlineData("rich")]
    [InlineData("hostile")]
    [InlineData("empty")]
    public async Task Cucumbers_formatter_makes_a_page_of_them(string name)
    {
        if (await Formatter.MissingAsync() is { } missing)
            Assert.Skip(missing);
        Assert.EndsWith(
            "</html>",
            (await Formatter.PageAsync(SampleReports.All[name].Bytes(ReportFormat.Messages))).TrimEnd(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Cucumbers_page_shows_every_scenario()
    {
        if (await Formatter.MissingAsync() is { } missing)
            Assert.Skip(missing);
        await using var browser = await chromium.OpenAsync(await Formatter.PageAsync(SampleReports.Rich.Bytes(ReportFormat.Messages)));
        await browser.Page.GetByText("Logging out").First.WaitForAsync();
        var text = await browser.Page.Locator("body").InnerTextAsync();
        foreach (var feature in SampleReports.Rich.Runs.SelectMany(r => r.Features))
            Assert.Contains(feature.Path, text, StringComparison.Ordinal);
    }

    private static List<string> Lines(VerificationReport report) => [.. report.Text(ReportFormat.Messages).TrimEnd('\n').Split('\n')];

    private static IEnumerable<JsonNode> Messages(VerificationReport report) => Lines(report).Select(l => JsonNode.Parse(l)!);

    private static List<string> Statuses(VerificationReport report, string scenario)
    {
        var messages = Messages(report).ToList();
        var pickle = (string?)messages.Select(m => m["pickle"]).Single(p => (string?)p?["name"] == scenario)!["id"];
        var test = (string?)messages.Select(m => m["testCase"]).Single(t => (string?)t?["pickleId"] == pickle)!["id"];
        var started = (string?)messages.Select(m => m["testCaseStarted"]).Single(t => (string?)t?["testCaseId"] == test)!["id"];
        return
        [
            .. messages
                .Select(m => m["testStepFinished"])
                .Where(s => (string?)s?["testCaseStartedId"] == started && s is not null)
                .Select(s => (string)s!["testStepResult"]!["status"]!),
        ];
    }

    // All strings within, with the name of the member that holds them.
    private static IEnumerable<(string Name, string Value)> Members(JsonNode? node, string name = "") =>
        node switch
        {
            JsonObject members => members.SelectMany(m => Members(m.Value, m.Key)),
            JsonArray items => items.SelectMany(i => Members(i, name)),
            JsonValue value when value.TryGetValue<string>(out var text) => [(name, text)],
            _ => [],
        };
}
