using System.Collections.Immutable;
using Conformance.Verification.Client;
using Conformance.Verification.Oracle;
using Conformance.Verification.Results;
using Conformance.Verification.Scenarios;

namespace Conformance.Verification.Suite;

/// <summary>A scenario of a suite.</summary>
public sealed class SuiteScenario
{
    // A tag such as @should gives a scenario another weight than its requirements have.
    private static readonly ImmutableArray<(string Tag, CheckLevel Level)> Levels =
    [
        .. Enum.GetValues<CheckLevel>().Select(l => (l.ToString().ToLowerInvariant(), l)),
    ];

    internal SuiteScenario(
        Scenario scenario,
        ContractUnderTest subject,
        IEnumerable<CheckedRequirement> requirements,
        string? objection,
        IReadOnlyList<string> openBy
    )
    {
        (Scenario, Subject) = (scenario, subject);
        var checkedOnes = requirements.Where(r => scenario.Tags.Contains(r.Id)).ToList();
        Requirements = [.. checkedOnes.Select(r => r.Id)];
        IsRule = checkedOnes.Count > 0 && checkedOnes.TrueForAll(r => r.Family != RequirementFamily.Documented);
        Objection = objection;
        OpenBy = [.. openBy];
        var own = Levels.Where(l => scenario.Tags.Contains(l.Tag)).Select(l => (CheckLevel?)l.Level).FirstOrDefault();
        SettledLevel = own ?? (checkedOnes.Count > 0 ? checkedOnes.Max(r => r.Level) : CheckLevel.Must);
        Level = OpenBy.Length > 0 ? CheckLevel.Review : SettledLevel;
    }

    /// <summary>Stable from run to run: the feature file's path and the line.</summary>
    public string Id => Scenario.Id;

    /// <summary>Its name.</summary>
    public string Name => Scenario.Name;

    /// <summary>The name of its feature.</summary>
    public string Feature => Scenario.Feature.Name;

    /// <summary>Its tags without the <c>@</c>.</summary>
    public IReadOnlyList<string> Tags => Scenario.Tags;

    /// <summary>The ids of the requirements that it checks.</summary>
    public ImmutableArray<string> Requirements { get; }

    /// <summary>The weight of its check.</summary>
    public CheckLevel Level { get; }

    /// <summary>The weight of its check where the run has seen that the target does as the contract's readings say.</summary>
    internal CheckLevel SettledLevel { get; }

    /// <summary>Why it does not apply to the contract; null where it does.</summary>
    public string? Objection { get; }

    /// <summary>Why it does not apply to the contract at a target; null where it does. Tokens that a target brings begin a session as a login does.</summary>
    internal string? ObjectionAt(Target target) => target.Tokens is null ? Objection : ObjectionWithTokens;

    /// <summary>Why it does not apply to the contract where its sessions begin elsewhere.</summary>
    internal string? ObjectionWithTokens { get; init; }

    /// <summary>The requirements whose other readings would have it otherwise; its verdict is then a review, unless the run sees that the target follows the contract's reading of each and misses something all the same.</summary>
    public ImmutableArray<string> OpenBy { get; }

    /// <summary>Whether it checks rules of <c>rules.yaml</c> alone, of which one asks for the form of answers.</summary>
    internal bool IsRule { get; }

    internal Scenario Scenario { get; }

    /// <summary>The contract as the scenario sees it: with the logout that it is about as the first.</summary>
    internal ContractUnderTest Subject { get; }

    /// <summary>The id and the name, as a test runner shows it.</summary>
    public override string ToString() => $"{Id} {Name}";
}

/// <summary>Chooses scenarios by tags and by the ids of requirements.</summary>
internal sealed class ScenarioFilter(SuiteOptions options, ICollection<FeatureProblem> problems)
{
    private readonly TagExpression? _include = Parse(options.IncludeTags, problems);
    private readonly TagExpression? _exclude = Parse(options.ExcludeTags, problems);

    /// <summary>Whether anything is left out.</summary>
    public bool IsActive => _include is not null || _exclude is not null || options.Requirements.Length > 0 || options.Scenarios.Length > 0;

    /// <summary>Whether a scenario is wanted.</summary>
    public bool Takes(SuiteScenario scenario) =>
        (_include is null || _include.Matches(scenario.Tags))
        && (_exclude is null || !_exclude.Matches(scenario.Tags))
        && (options.Requirements.IsEmpty || options.Requirements.Any(scenario.Requirements.Contains))
        && (options.Scenarios.IsEmpty || options.Scenarios.Any(id => IsMeant(id, scenario.Id)));

    /// <summary>Whether an id is that of a scenario, or of the outline of which it is a row.</summary>
    public static bool IsMeant(string id, string scenario) => scenario == id || scenario.StartsWith($"{id}#", StringComparison.Ordinal);

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
