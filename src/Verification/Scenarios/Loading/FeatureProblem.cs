using System.Text;
using AstLocation = Gherkin.Ast.Location;

namespace Conformance.Verification.Scenarios;

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

/// <summary>The values of <see cref="FeatureProblem.Rule"/>.</summary>
public static class ProblemRules
{
    /// <summary>The file is not Gherkin.</summary>
    public const string Syntax = "syntax";

    /// <summary>The language of the keywords is not known.</summary>
    public const string UnknownLanguage = "unknown-language";

    /// <summary>The file has no feature, or the feature no scenario.</summary>
    public const string EmptyFeature = "empty-feature";

    /// <summary>A scenario has no step.</summary>
    public const string EmptyScenario = "empty-scenario";

    /// <summary>Examples have no row, or an outline has no Examples.</summary>
    public const string EmptyExamples = "empty-examples";

    /// <summary>Two columns of Examples have one name.</summary>
    public const string DuplicateColumn = "duplicate-column";

    /// <summary>A placeholder has no column.</summary>
    public const string MissingColumn = "missing-column";

    /// <summary>Two scenarios of a feature have one name.</summary>
    public const string DuplicateScenario = "duplicate-scenario";

    /// <summary>The tag rule objects to a tag.</summary>
    public const string Tag = "tag";

    /// <summary>No definition matches a step.</summary>
    public const string UndefinedStep = "undefined-step";

    /// <summary>A step is defined only for another keyword.</summary>
    public const string StepKeyword = "step-keyword";

    /// <summary>More than one definition matches a step.</summary>
    public const string AmbiguousStep = "ambiguous-step";

    /// <summary>A step has a table or doc string that its definition does not take, or lacks one that it takes.</summary>
    public const string StepArgument = "step-argument";

    /// <summary>A text does not convert to the type that the definition takes.</summary>
    public const string Conversion = "conversion";
}

/// <summary>Collects the problems of one file.</summary>
internal sealed class FeatureProblemList(FeatureFile file)
{
    // A line that the parser passed over may have been the step that a later And continues, the row of a table, or a whole scenario.
    private static readonly HashSet<string> SurviveSyntaxErrors =
    [
        ProblemRules.Syntax,
        ProblemRules.UndefinedStep,
        ProblemRules.Tag,
        ProblemRules.MissingColumn,
        ProblemRules.DuplicateColumn,
        ProblemRules.DuplicateScenario,
    ];

    private readonly string[] _lines = file.Text.ReplaceLineEndings("\n").Split('\n');
    private readonly List<FeatureProblem> _problems = [];

    public int Count => _problems.Count;

    public void AddRange(FeatureProblemList others) => _problems.AddRange(others._problems);

    /// <summary>The problems that are there whatever the lines were that the parser passed over.</summary>
    public FeatureProblemList WithoutConsequences()
    {
        var kept = new FeatureProblemList(file);
        kept._problems.AddRange(_problems.Where(p => SurviveSyntaxErrors.Contains(p.Rule)));
        return kept;
    }

    /// <summary>Adds a problem, unless the same stands there already: background steps and rows of examples meet a mistake many times.</summary>
    public void Add(AstLocation at, string rule, string message, string? mend = null)
    {
        var problem = new FeatureProblem(file.Path, Math.Max(1, at.Line), Math.Max(1, at.Column), rule, message, mend, LineAt(at.Line));
        if (!_problems.Contains(problem))
            _problems.Add(problem);
    }

    /// <summary>Adds a problem, unless one of the same rule stands at that place already.</summary>
    public void AddOnce(AstLocation at, string rule, string message, string? mend = null)
    {
        if (!_problems.Exists(p => p.Line == at.Line && p.Column == at.Column && p.Rule == rule))
            Add(at, rule, message, mend);
    }

    /// <summary>The place of a text in the line of a location, at or behind its column; the location itself if the line does not have it.</summary>
    public AstLocation Find(AstLocation at, string text)
    {
        var line = LineAt(at.Line);
        var from = Math.Clamp(at.Column - 1, 0, line.Length);
        var index = line.IndexOf(text, from, StringComparison.Ordinal);
        return index < 0 ? at : new AstLocation(at.Line, index + 1);
    }

    /// <summary>The place of the first line below a location that has this text and nothing else; the location itself if there is none.</summary>
    public AstLocation FindBelow(AstLocation at, string text)
    {
        for (var line = at.Line + 1; line <= _lines.Length; line++)
        {
            if (LineAt(line).Trim() == text)
                return new AstLocation(line, LineAt(line).IndexOf(text, StringComparison.Ordinal) + 1);
        }

        return at;
    }

    public SourceLocation Place(AstLocation at) => new(file.Path, at.Line, Math.Max(1, at.Column));

    public IEnumerable<FeatureProblem> Sorted() => _problems.OrderBy(p => p.Line).ThenBy(p => p.Column);

    public string LineAt(int line) => line >= 1 && line <= _lines.Length ? _lines[line - 1] : string.Empty;
}
