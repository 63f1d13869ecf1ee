using AstLocation = Gherkin.Ast.Location;

namespace Conformance.Verification.Scenarios.Loading;

/// <summary>Collects the problems of one file.</summary>
internal sealed class ProblemList(FeatureFile file)
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

    public void AddRange(ProblemList others) => _problems.AddRange(others._problems);

    /// <summary>The problems that are there whatever the lines were that the parser passed over.</summary>
    public ProblemList WithoutConsequences()
    {
        var kept = new ProblemList(file);
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
