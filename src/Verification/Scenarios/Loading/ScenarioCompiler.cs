using Gherkin;
using Reqnroll.Bindings;
using Ast = Gherkin.Ast;
using Pickle = Io.Cucumber.Messages.Types.Pickle;

namespace Conformance.Verification.Scenarios.Loading;

/// <summary>Makes the scenarios of one <c>Scenario:</c>: itself, or one for each row of its Examples.</summary>
internal sealed class ScenarioCompiler(Feature feature, StepCompiler steps, PickleIndex pickles, ProblemList problems)
{
    private readonly HashSet<string> _outlineKeywords = [.. Dialects.Of(feature.Language).ScenarioOutlineKeywords];

    public IEnumerable<Scenario> Compile(Ast.Scenario scenario, string? rule)
    {
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

        IEnumerable<(Ast.TableRow? Source, ExamplesRow? Row)> rows = hasExamples ? [.. Rows(scenario)] : [(null, null)];
        return rows.Select(r => Compile(scenario, rule, pickles.Of(scenario, r.Source), r.Row)).OfType<Scenario>().ToList();
    }

    private List<(Ast.TableRow? Source, ExamplesRow? Row)> Rows(Ast.Scenario scenario)
    {
        var rows = new List<(Ast.TableRow?, ExamplesRow?)>();
        var number = 0;
        foreach (var examples in scenario.Examples)
        {
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
                rows.Add((row, new ExamplesRow(number, examples.Name, header, cells, problems.Place(row.Location))));
            }
        }

        return rows;
    }

    private Scenario? Compile(Ast.Scenario scenario, string? rule, Pickle pickle, ExamplesRow? row)
    {
        List<string> tags = [.. pickle.Tags.Select(t => TagExpression.Bare(t.Name)).Distinct(StringComparer.Ordinal)];
        var scope = new StepContext(feature.Name, pickle.Name, tags, ScenarioRuntime.Culture);
        var kind = StepKind.Given;
        var compiled = new List<Step?>();
        foreach (var step in pickle.Steps)
        {
            var source = pickles.Source(step);
            kind = KindOf(source, kind);
            compiled.Add(steps.Compile(source, step, kind, scope, row));
        }

        if (compiled.Contains(null) || !scenario.Steps.Any())
            return null;
        var location = problems.Place(scenario.Location);
        return new Scenario(pickle)
        {
            Id = row is null ? $"{location.Path}:{location.Line}" : $"{location.Path}:{location.Line}#{row.Number}",
            Name = pickle.Name,
            Description = FeatureCompiler.Description(scenario.Description),
            Feature = feature,
            Rule = rule,
            Tags = tags,
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
