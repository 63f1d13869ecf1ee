using Ast = Gherkin.Ast;

namespace Conformance.Verification.Scenarios.Loading;

/// <summary>Makes a feature with its scenarios from the parser's tree.</summary>
internal sealed class FeatureCompiler(FeatureFile file, StepMatcher matcher, TagRule? tagRule, ProblemList problems)
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
