using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Conformance.Reporting.Json;
using Conformance.Reporting.Tests.Samples;

namespace Conformance.Reporting.Tests.Json;

public sealed class JsonTests
{
    [Theory]
    [MemberData(nameof(SampleReports.Names), MemberType = typeof(SampleReports))]
    public void Every_sample_is_described_by_the_schema_to_the_last_member(string name) =>
        Schemas.Of(Closed(JsonNode.Parse(JsonReport.Schema())!)).AssertValid(SampleReports.All[name].Bytes(ReportFormat.Json));

    [Theory]
    [InlineData("\"conformance-report/1\"", "\"conformance-report/2\"")]
    [InlineData("\"verdict\": \"failed\"", "\"verdict\": \"bad\"")]
    [InlineData("\"statement\":", "\"said\":")]
    [InlineData("\"status\": 200", "\"status\": \"200\"")]
    public void The_schema_refuses_other_forms(string found, string replacement)
    {
        var text = SampleReports.Rich.Text(ReportFormat.Json);
        Assert.Contains(found, text, StringComparison.Ordinal);
        Assert.False(
            Schemas
                .Of(JsonNode.Parse(JsonReport.Schema())!)
                .IsValid(Encoding.UTF8.GetBytes(text.Replace(found, replacement, StringComparison.Ordinal)))
        );
    }

    [Fact]
    public void Holds_totals_findings_and_exchanges()
    {
        var report = JsonNode.Parse(SampleReports.Rich.Bytes(ReportFormat.Json))!;
        Assert.Equal("failed", (string?)report["outcome"]);
        Assert.Equal(
            """{"scenarios":8,"passed":2,"failed":2,"warning":1,"review":1,"inconclusive":1,"notApplicable":1}""",
            report["totals"]!.ToJsonString()
        );
        var scenario = report["runs"]![0]!["scenarios"]![0]!;
        Assert.Equal(
            """{"expected":"401 as documented for a revoked token","found":"200 with a body","exchange":3}""",
            scenario["finding"]!.ToJsonString()
        );
        Assert.Equal("Bearer «access#1 a3f9»", (string?)scenario["exchanges"]![2]!["request"]!["headers"]![0]!["value"]);
        Assert.Equal(12.5m, (decimal?)scenario["exchanges"]![0]!["durationMs"]);
        Assert.Null(report["runs"]![0]!["scenarios"]![1]!["exchanges"]![1]!["response"]);
        Assert.Null(report["runs"]![0]!["requirements"]![3]!["verdict"]);
        Assert.Equal("in-header", (string?)report["runs"]![1]!["requirements"]![0]!["readingsSeen"]![0]);
    }

    [Fact]
    public void Says_what_was_said_but_for_what_JSON_cannot_hold()
    {
        using var report = JsonDocument.Parse(SampleReports.Hostile.Bytes(ReportFormat.Json));
        Assert.Equal(
            SampleReports.HostileText.Replace('\ud800', '\ufffd'),
            report.RootElement.GetProperty("runs")[0].GetProperty("title").GetString()
        );
    }

    // Lets the schema allow nothing that it does not name.
    private static JsonNode Closed(JsonNode schema)
    {
        if (schema is JsonObject members)
        {
            foreach (var member in members.Select(m => m.Value).OfType<JsonNode>().ToList())
                Closed(member);
            if (members.ContainsKey("properties") && !members.ContainsKey("const"))
                members["additionalProperties"] = false;
        }
        else if (schema is JsonArray items)
        {
            foreach (var item in items.OfType<JsonNode>())
                Closed(item);
        }

        return schema;
    }
}
