using System.Collections.Immutable;
using System.Globalization;
using System.Xml;
using Conformance.Verification.Results;

namespace Conformance.Reporting.JUnit;

/// <summary>The tests of one feature of one contract.</summary>
/// <param name="Run">Null for a report in which nothing ran.</param>
/// <param name="Requirements">What the tests check.</param>
internal sealed record TestSuite(
    string Name,
    ContractRun? Run,
    ImmutableArray<TestCase> Cases,
    ImmutableArray<CheckedRequirement> Requirements
)
{
    public TimeSpan Duration => TimeSpan.FromTicks(Cases.Sum(c => c.Duration.Ticks));

    public int Count(TestStatus status) => Cases.Count(c => c.Status == status);

    /// <summary>Seconds with three places and a point, as CI servers read them.</summary>
    public static string Seconds(TimeSpan duration) => duration.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);

    public void Write(XmlWriter xml, int id)
    {
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", XmlText.Of(Name));
        xml.WriteAttributeString("id", id.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("tests", Cases.Length.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("failures", Count(TestStatus.Failure).ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("errors", Count(TestStatus.Error).ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("skipped", Count(TestStatus.Skipped).ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("time", Seconds(Duration));
        if (Run is not null)
            WriteRun(xml, Run);
        foreach (var test in Cases)
            test.Write(xml);
        xml.WriteEndElement();
    }

    private void WriteRun(XmlWriter xml, ContractRun run)
    {
        xml.WriteAttributeString("timestamp", run.StartedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));
        xml.WriteAttributeString("hostname", XmlText.Of(run.BaseUrl.Host));
        xml.WriteAttributeString("package", XmlText.Of(run.Contract));
        xml.WriteStartElement("properties");
        Property(xml, "contract", run.ContractFile);
        Property(xml, "target", run.BaseUrl.ToString());
        foreach (var (requirement, reading) in run.Readings)
            Property(xml, $"reading.{requirement}", reading);
        foreach (var (number, notice) in run.Notices.Index())
            Property(xml, $"notice.{number + 1}", notice);
        foreach (var requirement in Requirements)
            Property(xml, $"requirement.{requirement.Id}", requirement.Statement);
        xml.WriteEndElement();
    }

    private static void Property(XmlWriter xml, string name, string value)
    {
        xml.WriteStartElement("property");
        xml.WriteAttributeString("name", XmlText.Of(name));
        xml.WriteAttributeString("value", XmlText.Of(value));
        xml.WriteEndElement();
    }
}
