using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Ast = Gherkin.Ast;

namespace Conformance.Verification.Scenarios.Loading;

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
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Value();

    [GeneratedRegex(@"[(){}\\/]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reserved();

    [GeneratedRegex(@"\w+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
