using Ast = global::Gherkin.Ast;

namespace Conformance.Gherkin.Loading;

/// <summary>Makes a feature with its scenarios from the parser's tree.</summary>
internal sealed class FeatureCompiler(FeatureFile file, StepFinder finder, TagRule? tagRule, ProblemList problems)
{
    private readonly TagReader _tags = new(tagRule, problems);
    private readonly ScenarioNames _names = new(problems);

    public Feature Compile(Ast.Feature feature)
    {
        var compiled = new Feature
        {
            Path = file.Path,
            Name = feature.Name,
            Description = Description(feature.Description),
            Language = feature.Language,
            Tags = _tags.Read(feature.Tags),
            Location = problems.Place(feature.Location),
            SourceText = file.Text,
        };
        var scenarios = new ScenarioCompiler(new StepCompiler(finder, problems), _tags, problems, feature.Language);
        var descriptions = new DescriptionCheck(feature.Language, finder, problems);
        descriptions.Check(feature, feature.Location);
        var compiledScenarios = new List<Scenario>();
        var frame = new ScenarioFrame(compiled, Rule: null, compiled.Tags, Background: []);
        var seen = Walk(feature.Children, frame, new Compilers(scenarios, descriptions), compiledScenarios);
        if (seen == 0)
            problems.Add(
                feature.Location,
                ProblemRules.EmptyFeature,
                $"the feature \"{feature.Name}\" has no scenario.",
                "Add one, or delete the file."
            );
        compiled.Scenarios = compiledScenarios;
        return compiled;
    }

    internal static string Description(string? text) =>
        text is null ? string.Empty : string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(l => l.Trim())).Trim();

    private int Walk(IEnumerable<Ast.IHasLocation> children, ScenarioFrame frame, Compilers compilers, List<Scenario> compiled)
    {
        var seen = 0;
        foreach (var child in children)
        {
            if (child is Ast.IHasDescription described)
                compilers.Descriptions.Check(described, child.Location);
            switch (child)
            {
                case Ast.Background background:
                    frame = frame with { Background = [.. frame.Background, .. background.Steps] };
                    break;
                case Ast.Rule rule:
                    seen += Walk(
                        rule.Children,
                        frame with
                        {
                            Rule = rule.Name,
                            Tags = [.. frame.Tags.Union(_tags.Read(rule.Tags))],
                        },
                        compilers,
                        compiled
                    );
                    break;
                case Ast.Scenario scenario:
                    seen++;
                    _names.Check(scenario);
                    compiled.AddRange(compilers.Scenarios.Compile(scenario, frame));
                    break;
            }
        }

        return seen;
    }

    private sealed record Compilers(ScenarioCompiler Scenarios, DescriptionCheck Descriptions);
}
