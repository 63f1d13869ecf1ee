using System.Xml;

namespace Conformance.Reporting.JUnit;

/// <summary>What a CI server makes of a test.</summary>
internal enum TestStatus
{
    Passed,
    Failure,
    Error,
    Skipped,
}

/// <summary>One test of a suite.</summary>
/// <param name="Group">Its class, which CI servers split at dots.</param>
/// <param name="Type">A word for why a test did not pass.</param>
/// <param name="Message">One line about a test that did not pass.</param>
/// <param name="Details">The text below the message, or what a passed test has to say; may be empty.</param>
internal sealed record TestCase(
    string Name,
    string Group,
    TimeSpan Duration,
    TestStatus Status,
    string Type,
    string Message,
    string Details
)
{
    public void Write(XmlWriter xml)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("name", XmlText.Of(Name));
        xml.WriteAttributeString("classname", XmlText.Of(Group));
        xml.WriteAttributeString("time", TestSuite.Seconds(Duration));
        if (Status == TestStatus.Passed)
            WriteOutput(xml);
        else
            WriteTrouble(xml);
        xml.WriteEndElement();
    }

    private void WriteOutput(XmlWriter xml)
    {
        if (Details.Length > 0)
            xml.WriteElementString("system-out", XmlText.Of(Details));
    }

    private void WriteTrouble(XmlWriter xml)
    {
        xml.WriteStartElement(Status.ToString().ToLowerInvariant());
        xml.WriteAttributeString("type", Type);
        xml.WriteAttributeString("message", XmlText.Of(Message));
        xml.WriteString(XmlText.Of(Details));
        xml.WriteEndElement();
    }
}
