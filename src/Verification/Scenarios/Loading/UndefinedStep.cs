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
