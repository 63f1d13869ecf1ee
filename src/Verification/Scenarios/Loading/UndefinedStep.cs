using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Conformance.Documents;
using Ast = Gherkin.Ast;

namespace Conformance.Verification.Scenarios.Loading;

/// <summary>Advises what to do about a step that nothing matches.</summary>
internal sealed class UndefinedStep(IReadOnlyList<StepDefinition> definitions)
{
    /// <summary>The nearest step that there is, and a method that would bind the one that there is not.</summary>
    public string Advice(string text, StepKind kind, Ast.Step step)
    {
        var snippet = Snippet.For(text, kind, step);
        var nearest = NearestOf(text, snippet.Expression);
        var proposal = nearest is null ? string.Empty : $"Did you mean \"{nearest.Keyword} {nearest.Example ?? nearest.Expression}\"? ";
        return $"{proposal}Bind a new step with\n{snippet.Code}";
    }

    // The snippet's expression has parameters where the text has values, so that it is compared with expressions as they are written.
    private StepDefinition? NearestOf(string text, string expression)
    {
        var byText = definitions
            .SelectMany(d =>
                new[] { (Text: d.Expression.TrimStart('^').TrimEnd('$'), Definition: d), (Text: d.Example ?? string.Empty, Definition: d) }
            )
            .ToLookup(d => d.Text, d => d.Definition, StringComparer.Ordinal);
        var candidates = byText.Select(d => d.Key).ToList();
        var nearest = Nearest.To(expression, candidates) ?? Nearest.To(text, candidates);
        return nearest is null ? null : byText[nearest].First();
    }
}

/// <summary>A method that would bind a step.</summary>
/// <param name="Expression">A Cucumber expression that matches the step.</param>
/// <param name="Code">The method as C#.</param>
internal sealed partial record Snippet(string Expression, string Code)
{
    public static Snippet For(string text, StepKind kind, Ast.Step step)
    {
        var parameters = new List<string>();
        var expression = new StringBuilder();
        var at = 0;
        foreach (Match value in Value().Matches(text))
        {
            expression.Append(Escape(text[at..value.Index]));
            var (name, type) = ParameterFor(value.Value);
            expression.Append(CultureInfo.InvariantCulture, $"{{{name}}}");
            parameters.Add($"{type} p{parameters.Count}");
            at = value.Index + value.Length;
        }

        expression.Append(Escape(text[at..]));
        if (step.Argument is Ast.DataTable)
            parameters.Add("DataTable table");
        if (step.Argument is Ast.DocString)
            parameters.Add("string text");
        var written = expression.ToString();
        var literal = written.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        var words = Word().Matches(Value().Replace(text, " ")).Select(w => char.ToUpperInvariant(w.Value[0]) + w.Value[1..]);
        var code = $$"""
            [{{kind}}("{{literal}}")]
            public void {{kind}}{{string.Concat(words)}}({{string.Join(", ", parameters)}}) => throw new PendingStepException();
            """;
        return new Snippet(written, code.ReplaceLineEndings("\n"));
    }

    private static (string Name, string Type) ParameterFor(string value)
    {
        if (value[0] is '"' or '\'')
            return ("string", "string");
        return value.Contains('.', StringComparison.Ordinal) ? ("float", "double") : ("int", "int");
    }

    private static string Escape(string text) => Reserved().Replace(text, @"\$0");

    [GeneratedRegex(
        """
            "[^"]*"|(?<!\w)'[^']*'(?!\w)|(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])
            """,
        RegexOptions.None,
        matchTimeoutMilliseconds: 60_000
    )]
    private static partial Regex Value();

    [GeneratedRegex(@"[(){}\\/]", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Reserved();

    [GeneratedRegex(@"\w+", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Word();
}
