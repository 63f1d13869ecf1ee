using Reqnroll.Bindings;
using Reqnroll.Infrastructure;
using Ast = Gherkin.Ast;
using DataTable = Reqnroll.DataTable;
using PickleStep = Io.Cucumber.Messages.Types.PickleStep;

namespace Conformance.Verification.Scenarios.Loading;

/// <summary>Matches a step with its definition, and says what keeps it from running.</summary>
internal sealed class StepCompiler(StepMatcher matcher, FeatureProblemList problems)
{
    private readonly UndefinedStep _undefined = new(matcher.Definitions);

    /// <summary>The step, or null after the reasons were added to the problems.</summary>
    /// <param name="source">Where it was written.</param>
    /// <param name="step">Its placeholders filled.</param>
    public Step? Compile(Ast.Step source, PickleStep step, StepKind kind, StepContext scope, ExamplesRow? row)
    {
        var argument = ArgumentOf(step);
        if (argument?.Rows is [{ Count: 0 }, ..])
        {
            problems.Add(source.Location, ProblemRules.StepArgument, "the table has no column.", "Write a cell between two bars.");
            return null;
        }

        var sought = new SoughtStep(step.Text, kind, argument?.Text, argument is null ? null : TableOf(argument), scope);
        var match = matcher.Find(sought);
        if (match.Definition is not { } definition)
        {
            TellMismatch(source, sought, match, row);
            return null;
        }

        if (!Fits(source, match.Arguments, definition, argument) || !Converts(source, match.Arguments, definition, row))
            return null;
        return new Step
        {
            Keyword = source.Keyword,
            Kind = kind,
            Text = step.Text,
            Location = problems.Place(source.Location),
            Argument = argument,
            Definition = definition,
        };
    }

    /// <summary>A table as Reqnroll hands it to methods; null where the argument is a doc string.</summary>
    internal static DataTable? TableOf(StepArgument argument)
    {
        if (argument.Rows is not { } rows)
            return null;
        var table = new DataTable([.. rows[0]]);
        foreach (var cells in rows.Skip(1))
            table.AddRow([.. cells]);
        return table;
    }

    private static StepArgument? ArgumentOf(PickleStep step) =>
        step.Argument switch
        {
            null => null,
            { DocString: { } text } => StepArgument.DocString(text.Content.ReplaceLineEndings("\n")),
            { DataTable: { } table } => StepArgument.Table([
                .. table.Rows.Select(r => (IReadOnlyList<string>)[.. r.Cells.Select(c => c.Value)]),
            ]),
            _ => null,
        };

    private void TellMismatch(Ast.Step source, SoughtStep sought, StepMatch match, ExamplesRow? row)
    {
        var list = string.Concat(match.Candidates.Select(d => $"\n- {d} ({d.Method})"));
        switch (match.Reason)
        {
            case StepDefinitionAmbiguityReason.AmbiguousSteps:
                problems.AddOnce(
                    source.Location,
                    ProblemRules.AmbiguousStep,
                    $"{match.Candidates.Count} steps match \"{sought.Text}\"{InRow(row)}.",
                    "Word the step, or the expressions, so that one matches:" + list
                );
                break;
            case StepDefinitionAmbiguityReason.AmbiguousScopes:
                problems.AddOnce(
                    source.Location,
                    ProblemRules.UndefinedStep,
                    $"no step matches \"{sought.Text}\" here{InRow(row)}, because of the [Scope] of those that would.",
                    "Give the scenario the tag that the scope names, or bind the step without a scope:" + list
                );
                break;
            case StepDefinitionAmbiguityReason.ParameterErrors:
                problems.AddOnce(
                    source.Location,
                    ProblemRules.StepArgument,
                    $"{match.Candidates.Count} steps match \"{sought.Text}\"{InRow(row)}, and none takes what the step has.",
                    "Write below the step what one of them takes:" + list
                );
                break;
            case var _ when matcher.OfOtherKind(sought) is { } other:
                problems.AddOnce(
                    source.Location,
                    ProblemRules.StepKeyword,
                    $"\"{sought.Text}\" is a {other.Keyword} step, but stands here as a {sought.Kind} step{InRow(row)}.",
                    $"Begin the line with {other.Keyword}, or bind {other.Method} to {sought.Kind} too."
                );
                break;
            default:
                problems.AddOnce(
                    source.Location,
                    ProblemRules.UndefinedStep,
                    $"no step matches \"{sought.Text}\"{InRow(row)}.",
                    _undefined.Advice(sought.Text, sought.Kind, source)
                );
                break;
        }
    }

    // Reqnroll takes the only definition whose expression matches, whatever its method takes, and fails when it runs.
    private bool Fits(Ast.Step source, MatchArgument[] given, StepDefinition definition, StepArgument? argument)
    {
        var missing = definition.Parameters.Length - given.Length;
        if (missing == 0)
            return true;
        var below = argument switch
        {
            null => "nothing stands below the step",
            { Text: not null } => "a doc string stands below the step",
            _ => "a table stands below the step",
        };
        problems.AddOnce(
            source.Location,
            ProblemRules.StepArgument,
            $"{definition.Method} takes {Sentence.Count(definition.Parameters.Length, "value")}, but the step has {given.Length}: {below}.",
            missing == 1 && argument is null ? "Write the table or the doc string that it takes below the step."
                : missing == -1 && argument is not null ? "Remove it, or let the method take it as its last parameter."
                : $"Let the method take one parameter for each value that \"{definition.Expression}\" captures."
        );
        return false;
    }

    private bool Converts(Ast.Step source, MatchArgument[] given, StepDefinition definition, ExamplesRow? row)
    {
        var isSound = true;
        foreach (var (value, parameter) in given.Zip(definition.Parameters))
        {
            if (matcher.FaultOf(value, parameter) is not { } fault)
                continue;
            isSound = false;
            var at = value is { StartOffset: not null, Value: string { Length: > 0 } text }
                ? problems.Find(source.Location, text)
                : source.Location;
            problems.Add(
                at,
                ProblemRules.Conversion,
                $"{fault}{InRow(row)}.",
                $"It is for \"{parameter.ParameterName}\" of {definition.Method}."
            );
        }

        return isSound;
    }

    private static string InRow(ExamplesRow? row) => row is null ? string.Empty : $" with the Examples of line {row.Location.Line}";
}
