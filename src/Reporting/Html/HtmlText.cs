using System.Text;

namespace Conformance.Reporting.Html;

/// <summary>Text within an element or a quoted attribute.</summary>
internal static class HtmlText
{
    /// <summary>The text with everything escaped that HTML could take for markup; controls that HTML forbids, and such as turn the direction of writing, are shown as U+FFFD.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var c in text)
            Append(escaped, c);
        return escaped.ToString();
    }

    private static void Append(StringBuilder escaped, char c)
    {
        switch (c)
        {
            case '&':
                escaped.Append("&amp;");
                break;
            case '<':
                escaped.Append("&lt;");
                break;
            case '>':
                escaped.Append("&gt;");
                break;
            case '"':
                escaped.Append("&quot;");
                break;
            case '\'':
                escaped.Append("&#39;");
                break;
            case '\n' or '\t':
                escaped.Append(c);
                break;
            default:
                escaped.Append(char.IsControl(c) || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') ? '\uFFFD' : c);
                break;
        }
    }
}
