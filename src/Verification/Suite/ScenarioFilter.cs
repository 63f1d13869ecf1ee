using Conformance.Verification.Scenarios;

namespace Conformance.Verification.Suite;

/// <summary>Chooses scenarios by tags and by the ids of requirements.</summary>
internal sealed class ScenarioFilter(SuiteOptions options, ICollection<FeatureProblem> problems)
{
    private readonly TagExpression? _include = Parse(options.IncludeTags, problems);
    private readonly TagExpression? _exclude = Parse(options.ExcludeTags, problems);

    /// <summary>Whether anything is left out.</summary>
    public bool IsActive => _include is not null || _exclude is not null || options.Requirements.Length > 0;

    /// <summary>Whether a scenario is wanted.</summary>
    public bool Takes(SuiteScenario scenario) =>
        (_include is null || _include.Matches(scenario.Tags))
        && (_exclude is null || !_exclude.Matches(scenario.Tags))
        && (options.Requirements.IsEmpty || options.Requirements.Any(scenario.Requirements.Contains));

    private static TagExpression? Parse(string? text, ICollection<FeatureProblem> problems)
    {
        if (text is null)
            return null;
        if (TagExpression.TryParse(text, out var expression, out var error))
            return expression;
        problems.Add(
            new FeatureProblem(
                "tags",
                1,
                1,
                "tag-expression",
                $"\"{text}\" is no tag expression: {error}",
                "Write one such as \"@ACM-07 or (@needs-refresh and not @advice)\".",
                text
            )
        );
        return null;
    }
}
