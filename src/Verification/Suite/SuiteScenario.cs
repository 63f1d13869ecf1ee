using System.Collections.Immutable;
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

    internal SuiteScenario(Scenario scenario, IEnumerable<CheckedRequirement> requirements, string? objection, IReadOnlyList<string> openBy)
    {
        Scenario = scenario;
        var checkedOnes = requirements.Where(r => scenario.Tags.Contains(r.Id)).ToList();
        Requirements = [.. checkedOnes.Select(r => r.Id)];
        Objection = objection;
        OpenBy = [.. openBy];
        var own = Levels.Where(l => scenario.Tags.Contains(l.Tag)).Select(l => (CheckLevel?)l.Level).FirstOrDefault();
        Level = OpenBy.Length > 0 ? CheckLevel.Review : own ?? (checkedOnes.Count > 0 ? checkedOnes.Max(r => r.Level) : CheckLevel.Must);
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

    /// <summary>Why it does not apply to the contract; null where it does.</summary>
    public string? Objection { get; }

    /// <summary>The requirements whose other readings would have it otherwise; its verdict is then a review.</summary>
    public ImmutableArray<string> OpenBy { get; }

    internal Scenario Scenario { get; }

    /// <summary>The id and the name, as a test runner shows it.</summary>
    public override string ToString() => $"{Id} {Name}";
}
