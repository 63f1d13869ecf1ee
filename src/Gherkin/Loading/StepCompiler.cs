using Ast = global::Gherkin.Ast;

namespace Conformance.Gherkin.Loading;

/// <summary>Matches a step with its definition, and says what keeps it from running.</summary>
internal sealed class StepCompiler(StepFinder finder, ProblemList problems)
{
    private readonly UndefinedStep _undefined = new(finder.Definitions);

    /// <summary>The step, or null after the reasons were added to the problems.</summary>
    public Step? Compile(Ast.Step step, StepKind kind, Placeholders placeholders, ExamplesRow? row)
    {
        var text = placeholders.Fill(step.Text);
        if (Match(step, text, kind, row) is not { } match)
            return null;
        var argument = ArgumentOf(step, placeholders);
        var target = match.Definition.Target;
        if (!Fits(step, target, argument))
            return null;
        var faults = StepArguments.Faults(target, match.Captured, argument).ToList();
        foreach (var (parameter, reason) in faults)
            AddConversion(step, match, parameter, reason, row);
        return faults.Count > 0
            ? null
            : new Step(match.Definition, new StepArguments(target, match.Captured, argument))
            {
                Keyword = step.Keyword,
                Kind = kind,
                Text = text,
                Location = problems.Place(step.Location),
            };
    }

    private StepMatch? Match(Ast.Step step, string text, StepKind kind, ExamplesRow? row)
    {
        var matches = finder.Find(text);
        List<StepMatch> covered = [.. matches.Where(m => m.Definition.Covers(kind))];
        switch (covered.Count)
        {
            case 0 when matches.Count > 0:
                var other = matches[0].Definition;
                problems.AddOnce(
                    step.Location,
                    ProblemRules.StepKeyword,
                    $"\"{text}\" is a {other.Keyword} step, but stands here as a {kind} step{InRow(row)}.",
                    $"Begin the line with {other.Keyword}, or bind {other.Method} to {kind} too."
                );
                return null;
            case 0:
                var message = $"no step matches \"{text}\"{InRow(row)}.";
                problems.AddOnce(step.Location, ProblemRules.UndefinedStep, message, _undefined.Advice(text, kind, step));
                return null;
            case 1:
                return covered[0];
            default:
                var list = string.Concat(covered.Select(m => $"\n- {m.Definition} ({m.Definition.Method})"));
                problems.AddOnce(
                    step.Location,
                    ProblemRules.AmbiguousStep,
                    $"{covered.Count} steps match \"{text}\"{InRow(row)}.",
                    "Word the step, or the expressions, so that one matches:" + list
                );
                return null;
        }
    }

    private bool Fits(Ast.Step step, StepMethod target, StepArgument? argument)
    {
        var given = argument switch
        {
            DataTable => ArgumentShape.Table,
            DocString => ArgumentShape.DocString,
            _ => ArgumentShape.None,
        };
        if (given == target.Shape)
            return true;
        var message = (given, target.Shape) switch
        {
            (ArgumentShape.None, _) => $"{target.Name} takes {Named(target.Shape)}, but the step has none.",
            (_, ArgumentShape.None) => $"the step has {Named(given)}, but {target.Name} takes none.",
            _ => $"the step has {Named(given)}, but {target.Name} takes {Named(target.Shape)}.",
        };
        var mend =
            target.Shape == ArgumentShape.None
                ? "Remove it, or let the method take it as its last parameter."
                : $"Write {Named(target.Shape)} below the step.";
        problems.AddOnce(step.Location, ProblemRules.StepArgument, message, mend);
        return false;
    }

    private static string Named(ArgumentShape shape) => shape == ArgumentShape.Table ? "a table" : "a doc string";

    private void AddConversion(Ast.Step step, StepMatch match, int parameter, Exception reason, ExamplesRow? row)
    {
        var target = match.Definition.Target;
        var at =
            parameter < match.Captured.Length && match.Captured[parameter] is { Length: > 0 } text
                ? problems.Find(step.Location, text)
                : step.Location;
        problems.Add(
            at,
            ProblemRules.Conversion,
            $"{reason.Message.TrimEnd('.')}{InRow(row)}.",
            $"It is for \"{target.Parameters[parameter].Name}\" of {target.Name}."
        );
    }

    private StepArgument? ArgumentOf(Ast.Step step, Placeholders placeholders)
    {
        if (step.DocString is { } text)
        {
            var type = string.IsNullOrEmpty(text.ContentType) ? null : placeholders.Fill(text.ContentType);
            return new DocString(placeholders.Fill(text.Content.ReplaceLineEndings("\n")), type, problems.Place(text.Location));
        }

        if (step.DataTable is not { } table)
            return null;
        List<(IReadOnlyList<string> Cells, SourceLocation Location)> rows =
        [
            .. table.Rows.Select(r =>
                ((IReadOnlyList<string>)[.. r.Cells.Select(c => placeholders.Fill(c.Value))], problems.Place(r.Location))
            ),
        ];
        return new DataTable(rows[0].Cells, rows[1..], problems.Place(table.Location));
    }

    private static string InRow(ExamplesRow? row) => row is null ? string.Empty : $" with the Examples of line {row.Location.Line}";
}
