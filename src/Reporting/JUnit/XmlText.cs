using System.Text;
using System.Xml;
using Conformance.Documents;

namespace Conformance.Reporting.JUnit;

/// <summary>Text that XML 1.0 can hold.</summary>
internal static class XmlText
{
    /// <summary>The text as a log can show it, see <see cref="LogText"/>, without the characters that no escape can bring into XML (section 2.2): most controls, lone surrogates, U+FFFE and U+FFFF.</summary>
    public static string Of(string shown)
    {
        var text = LogText.Of(shown);
        var kept = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (XmlConvert.IsXmlChar(text[i]))
                kept.Append(text[i]);
            else if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
                kept.Append(text[i]).Append(text[++i]);
        }

        return kept.ToString();
    }
}
