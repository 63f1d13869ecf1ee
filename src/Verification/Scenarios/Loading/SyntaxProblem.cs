using System.Text.RegularExpressions;
using Conformance.Documents;
using Gherkin;
using Ast = Gherkin.Ast;

namespace Conformance.Verification.Scenarios.Loading;

/// <summary>Says what the parser objects to in the words of someone who writes features.</summary>
internal static partial class SyntaxProblem
{
    private static readonly Dictionary<string, string> TokenNames = new(StringComparer.Ordinal)
    {
        ["#EOF"] = "the end of the file",
        ["#FeatureLine"] = "\"Feature:\"",
        ["#RuleLine"] = "\"Rule:\"",
        ["#BackgroundLine"] = "\"Background:\"",
        ["#ScenarioLine"] = "\"Scenario:\"",
        ["#ExamplesLine"] = "\"Examples:\"",
        ["#StepLine"] = "a step",
        ["#TableRow"] = "a table row",
        ["#DocStringSeparator"] = "\"\"\"",
        ["#TagLine"] = "a tag",
        ["#Other"] = "text",
    };

    public static void Add(ParserException error, FeatureFile file, FeatureProblemList problems)
    {
        var at = error.Location ?? new Ast.Location(1, 1);
        switch (error)
        {
            case NoSuchLanguageException:
                var language = LanguageOf(file);
                problems.Add(
                    problems.Find(at, language),
                    ProblemRules.UnknownLanguage,
                    $"\"{language}\" is not a language of Gherkin.",
                    "Write its code, for instance \"# language: de\", or remove the line for English."
                );
                break;
            case UnexpectedTokenException unexpected:
                var found = problems.LineAt(at.Line).Trim();
                problems.Add(
                    at,
                    ProblemRules.Syntax,
                    $"found \"{found}\" where {Expected(unexpected.ExpectedTokenTypes)} is expected.",
                    Advice(found, unexpected.ExpectedTokenTypes, file)
                );
                break;
            case UnexpectedEOFException end:
                var isInDocString = end.ExpectedTokenTypes.Contains("#DocStringSeparator") && !end.ExpectedTokenTypes.Contains("#StepLine");
                problems.Add(
                    at,
                    ProblemRules.Syntax,
                    $"the file ends where {Expected(end.ExpectedTokenTypes)} is expected.",
                    isInDocString ? "Close the doc string." : null
                );
                break;
            default:
                var message = Position().Replace(error.Message, string.Empty).TrimEnd('.');
                problems.Add(at, ProblemRules.Syntax, $"{message}.", AdviceOnMessage(error));
                break;
        }
    }

    private static string? AdviceOnMessage(ParserException error) =>
        error switch
        {
            AstBuilderException => "Give every row as many cells as the first; write \\| for a bar in a cell.",
            InvalidTagException => "Write each tag with its own @, and no space in it.",
            _ => null,
        };

    private static string Expected(string[] tokens) =>
        Sentence.Join([.. tokens.Where(TokenNames.ContainsKey).Select(t => TokenNames[t])], "or");

    private static string? Advice(string found, string[] expected, FeatureFile file)
    {
        if (found.StartsWith('|') && !expected.Contains("#TableRow"))
            return "A table stands directly below a step or \"Examples:\".";
        if (!expected.Contains("#StepLine") && expected.Contains("#TagLine") && !expected.Contains("#EOF"))
            return "Below tags stands what they belong to, for instance \"Scenario:\".";
        var dialect = Dialects.Of(LanguageOf(file));
        string[] titles =
        [
            .. dialect.FeatureKeywords,
            .. dialect.RuleKeywords,
            .. dialect.BackgroundKeywords,
            .. dialect.ScenarioKeywords,
            .. dialect.ScenarioOutlineKeywords,
            .. dialect.ExamplesKeywords,
        ];
        var colon = found.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && Nearest.To(found[..colon].Trim(), titles) is { } title)
            return Meant(found[..colon].Trim() + ":", title + ":");
        if (!expected.Contains("#StepLine"))
            return null;
        string[] steps = [.. dialect.StepKeywords.Select(k => k.Trim())];
        if (Nearest.To(found.Split(' ')[0], steps) is { } step)
            return Meant(found.Split(' ')[0], step);
        return $"Begin a step with {Sentence.Join([.. steps.Distinct().Where(s => s != "*")], "or")}, or a comment with #.";
    }

    private static string? Meant(string found, string keyword) => found == keyword ? null : $"Did you mean \"{keyword}\"?";

    private static string LanguageOf(FeatureFile file) =>
        Language().Match(file.Text) is { Success: true } match ? match.Groups["code"].Value : "en";

    [GeneratedRegex(@"^\s*#\s*language\s*:\s*(?<code>[a-zA-Z\-_]+)\s*$", RegexOptions.Multiline, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Language();

    [GeneratedRegex(@"^\(\d+:\d+\): ", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Position();
}
