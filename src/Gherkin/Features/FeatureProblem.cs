using System.Text;

namespace Conformance.Gherkin;

/// <summary>A mistake in a feature file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Line">Counts from 1.</param>
/// <param name="Column">Counts from 1.</param>
/// <param name="Rule">Which rule was broken: one of <see cref="ProblemRules"/>.</param>
/// <param name="Message">What was found and what was expected, one sentence.</param>
/// <param name="Mend">How to mend it; may have several lines. Null where that is plain.</param>
/// <param name="SourceLine">The line of the file; empty behind its end.</param>
public sealed record FeatureProblem(string Path, int Line, int Column, string Rule, string Message, string? Mend, string SourceLine)
{
    /// <summary><c>path:line:column: message</c>.</summary>
    public override string ToString() => $"{Path}:{Line}:{Column}: {Message}";

    /// <summary>The message, the line with a caret under the place, and how to mend it.</summary>
    public string Render()
    {
        var text = new StringBuilder(ToString());
        if (SourceLine.Trim().Length > 0)
        {
            var before = SourceLine.AsSpan(0, Math.Clamp(Column - 1, 0, SourceLine.Length));
            text.Append("\n    ").Append(SourceLine.TrimEnd()).Append("\n    ");

            // A tab stays a tab, so that the caret is under its place however wide tabs are.
            foreach (var c in before)
                text.Append(c == '\t' ? '\t' : ' ');
            text.Append('^');
        }

        if (Mend is not null)
            text.Append("\n  ").Append(Mend.Replace("\n", "\n  ", StringComparison.Ordinal));
        return text.ToString();
    }
}
