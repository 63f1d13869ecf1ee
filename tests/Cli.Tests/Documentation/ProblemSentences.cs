using System.Text;
using System.Text.RegularExpressions;

namespace Conformance.Cli.Tests.Documentation;

/// <summary>Finds in C# code the rules of problems and their sentences: the name of a rule, and in the same call the first text of several words. What is computed is an ellipsis.</summary>
internal static partial class ProblemSentences
{
    public static IEnumerable<(string Rule, string Sentence)> In(string code)
    {
        foreach (Match rule in Rule().Matches(code))
        {
            if (Sentence(code, rule.Index + rule.Length) is { } sentence)
                yield return (rule.Groups["rule"].Value, sentence);
        }
    }

    private static string? Sentence(string code, int at)
    {
        for (var depth = 0; at < code.Length && depth >= 0; at++)
        {
            if (code[at] == '"')
            {
                var isComputed = code[at - 1] == '$';
                var text = Literal(code, ref at, isComputed);
                if (text is null)
                    return null;
                if (text.Contains(' ', StringComparison.Ordinal) && text[^1] is '.' or ':' or '…')
                    return text;
            }
            else if (code[at] is '(' or '{' or '[')
                depth++;
            else if (code[at] is ')' or '}' or ']')
                depth--;
            else if (code[at] == ';')
                return null;
        }

        return null;
    }

    // From an opening quote to the closing one, at which "at" is left; null for what is written in another form.
    private static string? Literal(string code, ref int at, bool isComputed)
    {
        var text = new StringBuilder();
        for (at++; at < code.Length && code[at] != '"'; at++)
        {
            if (code[at] == '\n')
                return null;
            if (code[at] == '\\')
                text.Append(code[++at]);
            else if (isComputed && code[at] is '{' or '}' && code[at + 1] == code[at])
                text.Append(code[at++]);
            else if (isComputed && code[at] == '{')
            {
                Skip(code, ref at);
                text.Append('…');
            }
            else
                text.Append(code[at]);
        }

        return text.ToString();
    }

    // Over what is computed, in which other texts may stand.
    private static void Skip(string code, ref int at)
    {
        for (var depth = 0; at < code.Length; at++)
        {
            if (code[at] == '"')
                _ = Literal(code, ref at, code[at - 1] == '$');
            else if (code[at] == '{')
                depth++;
            else if (code[at] == '}' && --depth == 0)
                return;
        }
    }

    [GeneratedRegex(
        "(?:Error|Warning|Problem)\\(\\s*(?:[A-Za-z.]+,\\s*)?\"(?<rule>[a-z]+(?:-[a-z]+)*)\",",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Rule();
}
