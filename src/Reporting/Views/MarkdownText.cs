using System.Text;
using System.Text.RegularExpressions;
using Conformance.Documents;

namespace Conformance.Reporting.Views;

/// <summary>Text that Markdown (GitHub's) shows as it stands.</summary>
internal static partial class MarkdownText
{
    // GitHub makes mentions and references of the text that a reader would see, entities or not; a comment keeps their parts apart.
    private const string Apart = "<!-- -->";

    /// <summary>A run of text in a paragraph, a heading or a cell of a table: one line, nothing in it is markup, a mention, a reference or HTML.</summary>
    public static string Inline(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in LogText.OneLine(Blank().Replace(text, " ")))
        {
            if (c is '\\' or '`' or '*' or '_' or '{' or '}' or '[' or ']' or '(' or ')' or '!' or '~' or '$' or '|')
                escaped.Append('\\').Append(c);
            else
                Html(escaped, c);
        }

        return escaped.ToString();
    }

    /// <summary>The same within an element of HTML, where Markdown is not read.</summary>
    public static string InHtml(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in LogText.OneLine(Blank().Replace(text, " ")))
            Html(escaped, c);
        return escaped.ToString();
    }

    /// <summary>A block of code with a fence that is longer than any run of backticks in the text.</summary>
    public static string Fenced(string text, string language)
    {
        var fence = new string('`', Math.Max(3, Backticks().Matches(text).Select(m => m.Length).DefaultIfEmpty(0).Max() + 1));
        return $"{fence}{language}\n{LogText.Of(text)}\n{fence}";
    }

    private static void Html(StringBuilder escaped, char c)
    {
        switch (c)
        {
            case '<':
                escaped.Append("&lt;");
                break;
            case '>':
                escaped.Append("&gt;");
                break;
            case '&':
                escaped.Append("&amp;");
                break;
            case '"':
                escaped.Append("&quot;");
                break;
            case '@' or '#':
                escaped.Append(c).Append(Apart);
                break;
            default:
                escaped.Append(c);
                break;
        }
    }

    [GeneratedRegex(@"[\s\p{Cc}\p{Cf}]+", RegexOptions.None, 60_000)]
    private static partial Regex Blank();

    [GeneratedRegex("`+", RegexOptions.None, 60_000)]
    private static partial Regex Backticks();
}
