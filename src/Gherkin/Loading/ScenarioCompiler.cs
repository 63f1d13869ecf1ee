using global::Gherkin;
using Ast = global::Gherkin.Ast;

namespace Conformance.Gherkin.Loading;

/// <summary>Makes the scenarios of one <c>Scenario:</c>: itself, or one for each row of its Examples.</summary>
internal sealed class ScenarioCompiler(StepCompiler steps, TagReader tags, ProblemList problems, string language)
{
    private readonly HashSet<string> _outlineKeywords = [.. Dialects.Of(language).ScenarioOutlineKeywords];

    public IEnumerable<Scenario> Compile(Ast.Scenario scenario, ScenarioFrame frame)
    {
        var ownTags = frame.Tags.Union(tags.Read(scenario.Tags)).ToList();
        if (!scenario.Steps.Any())
        {
            var message = $"the scenario \"{scenario.Name}\" has no step.";
            problems.Add(scenario.Location, ProblemRules.EmptyScenario, message, "Add steps below it, or delete it.");
        }

        var hasExamples = scenario.Examples.Any();
        if (!hasExamples && _outlineKeywords.Contains(scenario.Keyword))
        {
            var message = $"the outline \"{scenario.Name}\" has no Examples.";
            problems.Add(scenario.Location, ProblemRules.EmptyExamples, message, "Add Examples below its steps, or call it a scenario.");
        }

        var compiled = new List<Scenario?>();
        if (hasExamples)
        {
            foreach (var (row, rowTags) in Rows(scenario))
                compiled.Add(Compile(scenario, frame, [.. ownTags.Union(rowTags)], row));
        }
        else
        {
            compiled.Add(Compile(scenario, frame, ownTags, row: null));
        }

        return compiled.OfType<Scenario>();
    }

    private List<(ExamplesRow Row, IReadOnlyList<string> Tags)> Rows(Ast.Scenario scenario)
    {
        var rows = new List<(ExamplesRow, IReadOnlyList<string>)>();
        var number = 0;
        foreach (var examples in scenario.Examples)
        {
            var exampleTags = tags.Read(examples.Tags);
            if (examples.TableHeader is null || !examples.TableBody.Any())
            {
                problems.Add(
                    examples.Location,
                    ProblemRules.EmptyExamples,
                    "the Examples have no row, so that the scenario never runs.",
                    "Write a header and at least one row below them."
                );
                continue;
            }

            List<string> header = [.. examples.TableHeader.Cells.Select(c => c.Value)];
            var isSound = PlaceholderCheck.Check(scenario, examples, header, problems);
            foreach (var row in examples.TableBody)
            {
                number++;
                if (!isSound)
                    continue;
                List<string> cells = [.. row.Cells.Select(c => c.Value)];
                rows.Add((new ExamplesRow(number, examples.Name, header, cells, problems.Place(row.Location)), exampleTags));
            }
        }

        return rows;
    }

    private Scenario? Compile(Ast.Scenario scenario, ScenarioFrame frame, IReadOnlyList<string> allTags, ExamplesRow? row)
    {
        var placeholders = new Placeholders(row);
        var none = new Placeholders(row: null);
        var kind = StepKind.Given;
        var compiled = new List<Step?>();
        foreach (var (step, fill) in frame.Background.Select(s => (s, none)).Concat(scenario.Steps.Select(s => (s, placeholders))))
        {
            kind = KindOf(step, kind);
            compiled.Add(steps.Compile(step, kind, fill, row));
        }

        if (compiled.Contains(null) || !scenario.Steps.Any())
            return null;
        var location = problems.Place(scenario.Location);
        return new Scenario
        {
            Id = row is null ? $"{location.Path}:{location.Line}" : $"{location.Path}:{location.Line}#{row.Number}",
            Name = placeholders.Fill(scenario.Name),
            Description = FeatureCompiler.Description(scenario.Description),
            Feature = frame.Feature,
            Rule = frame.Rule,
            Tags = allTags,
            Location = location,
            Steps = [.. compiled.OfType<Step>()],
            ExamplesRow = row,
        };
    }

    private static StepKind KindOf(Ast.Step step, StepKind previous) =>
        step.KeywordType switch
        {
            StepKeywordType.Context => StepKind.Given,
            StepKeywordType.Action => StepKind.When,
            StepKeywordType.Outcome => StepKind.Then,
            _ => previous,
        };
}
