using Gherkin;
using Reqnroll.Bindings;
using Ast = Gherkin.Ast;
using Pickle = Io.Cucumber.Messages.Types.Pickle;

namespace Conformance.Verification.Scenarios.Loading;

/// <summary>Makes a feature with its scenarios from the parser's tree.</summary>
internal sealed class FeatureCompiler(FeatureFile file, StepMatcher matcher, TagRule? tagRule, FeatureProblemList problems)
{
    private readonly Dictionary<string, Ast.Scenario> _byName = new(StringComparer.Ordinal);

    public Feature Compile(Ast.GherkinDocument document)
    {
        var feature = document.Feature;
        var pickles = new PickleIndex(file.Path, document);
        CheckTags(feature.Tags);
        var compiled = new Feature(pickles.Document)
        {
            Path = file.Path,
            Name = feature.Name,
            Description = Description(feature.Description),
            Language = feature.Language,
            Tags = [.. feature.Tags.Select(t => TagExpression.Bare(t.Name)).Distinct(StringComparer.Ordinal)],
            Location = problems.Place(feature.Location),
            SourceText = file.Text,
        };
        var scenarios = new ScenarioCompiler(compiled, new StepCompiler(matcher, problems), pickles, problems);
        var descriptions = new DescriptionCheck(feature.Language, matcher, problems);
        descriptions.Check(feature, feature.Location);
        var found = new List<Scenario>();
        if (Walk(feature.Children, rule: null, scenarios, descriptions, found) == 0)
            problems.Add(
                feature.Location,
                ProblemRules.EmptyFeature,
                $"the feature \"{feature.Name}\" has no scenario.",
                "Add one, or delete the file."
            );
        compiled.Scenarios = found;
        return compiled;
    }

    internal static string Description(string? text) =>
        text is null ? string.Empty : string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(l => l.Trim())).Trim();

    /// <summary>Gives back how many scenarios there are, sound or not.</summary>
    private int Walk(
        IEnumerable<Ast.IHasLocation> children,
        string? rule,
        ScenarioCompiler scenarios,
        DescriptionCheck descriptions,
        List<Scenario> found
    )
    {
        var seen = 0;
        foreach (var child in children)
        {
            if (child is Ast.IHasDescription described)
                descriptions.Check(described, child.Location);
            if (child is Ast.IHasTags tagged)
                CheckTags(tagged.Tags);
            switch (child)
            {
                case Ast.Rule inner:
                    seen += Walk(inner.Children, inner.Name, scenarios, descriptions, found);
                    break;
                case Ast.Scenario scenario:
                    seen++;
                    CheckName(scenario);
                    foreach (var examples in scenario.Examples)
                        CheckTags(examples.Tags);
                    found.AddRange(scenarios.Compile(scenario, rule));
                    break;
            }
        }

        return seen;
    }

    private void CheckTags(IEnumerable<Ast.Tag> tags)
    {
        foreach (var tag in tags)
        {
            if (tagRule?.Invoke(TagExpression.Bare(tag.Name)) is { } fault)
                problems.Add(tag.Location, ProblemRules.Tag, fault);
        }
    }

    private void CheckName(Ast.Scenario scenario)
    {
        if (_byName.TryAdd(scenario.Name, scenario))
            return;
        problems.Add(
            scenario.Location,
            ProblemRules.DuplicateScenario,
            $"the scenario in line {_byName[scenario.Name].Location.Line} is also called \"{scenario.Name}\".",
            "Give each scenario of a feature its own name."
        );
    }
}

/// <summary>Makes the scenarios of one <c>Scenario:</c>: itself, or one for each row of its Examples.</summary>
internal sealed class ScenarioCompiler(Feature feature, StepCompiler steps, PickleIndex pickles, FeatureProblemList problems)
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
