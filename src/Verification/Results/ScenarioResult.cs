using System.Collections.Immutable;

namespace Conformance.Verification.Results;

/// <summary>What became of one scenario.</summary>
public sealed record ScenarioResult
{
    /// <summary>Stable from run to run: the feature file's path below its root and the line, <c>any-contract/logout.feature:12</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Its name, the placeholders of an outline filled in.</summary>
    public required string Name { get; init; }

    /// <summary>The name of its feature.</summary>
    public required string Feature { get; init; }

    /// <summary>The name of its Gherkin rule, or null.</summary>
    public required string? Rule { get; init; }

    /// <summary>The path of its feature file, as in <see cref="FeatureSource.Path"/>.</summary>
    public required string File { get; init; }

    /// <summary>The line of its keyword, or of its row of examples; counts from 1.</summary>
    public required int Line { get; init; }

    /// <summary>Its tags, the inherited ones too, without the <c>@</c>.</summary>
    public required ImmutableArray<string> Tags { get; init; }

    /// <summary>The ids of the requirements that it checks.</summary>
    public required ImmutableArray<string> Requirements { get; init; }

    /// <summary>The weight of its check.</summary>
    public required CheckLevel Level { get; init; }

    /// <summary>What it came to.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>A sentence: the reading that was seen, or why the check was not made; null for a plain pass.</summary>
    public string? Reason { get; init; }

    /// <summary>What was missed; null unless the verdict is <see cref="Verdict.Failed"/> or <see cref="Verdict.Warning"/>.</summary>
    public Finding? Finding { get; init; }

    /// <summary>Its steps, the ones of its background first.</summary>
    public required ImmutableArray<StepRecord> Steps { get; init; }

    /// <summary>The requests that it sent, in order.</summary>
    public required ImmutableArray<Exchange> Exchanges { get; init; }

    /// <summary>The readings that it saw: name by requirement id.</summary>
    public ImmutableSortedDictionary<string, string> ReadingsSeen { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Whether it used a token of before a logout after it, and so shows what the logout did.</summary>
    public bool TriesLogout { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Tells the whole scenario in a few lines: its verdict, steps, findings and exchanges.</summary>
    public string Describe() => ScenarioText.Of(this);

    /// <summary>
    /// Fails the test of a project that runs scenarios as its rows. What does not apply is let pass; look at the <see cref="Verdict"/> first to skip the row.
    /// </summary>
    /// <param name="strict">Whether a warning fails too.</param>
    /// <exception cref="NonconformityException">A stated behaviour was missed, or could not be checked.</exception>
    public void EnsureConforms(bool strict = false)
    {
        if (Verdict is Verdict.Failed or Verdict.Inconclusive || (strict && Verdict == Verdict.Warning))
            throw new NonconformityException(Describe());
    }
}
