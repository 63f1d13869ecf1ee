using System.Collections.Immutable;
using System.Text;
using Conformance.Documents;

namespace Conformance.Verification.Results;

/// <summary>A feature file that a run used.</summary>
/// <param name="Path">The name that messages show.</param>
public sealed record FeatureSource(string Path, string Text);

/// <summary>How a run came to its end.</summary>
public enum RunEnd
{
    /// <summary>Every scenario was run that could be.</summary>
    Complete,

    /// <summary>The time for the whole run was over.</summary>
    TimeLimit,

    /// <summary>Somebody stopped it, by a signal or a cancelled token.</summary>
    Interrupted,

    /// <summary>As many scenarios had failed as were to end it.</summary>
    MaxFailures,
}

/// <summary>What a run of one contract against one target found.</summary>
public sealed record ContractRun
{
    /// <summary>The contract's short name.</summary>
    public required string Contract { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>The file of its OpenAPI document.</summary>
    public required string ContractFile { get; init; }

    /// <summary>Where the target answers.</summary>
    public required Uri BaseUrl { get; init; }

    /// <summary>Whether the target was the mock that the run started itself.</summary>
    public required bool IsEmbedded { get; init; }

    /// <summary>The readings that were taken: name by requirement id.</summary>
    public required ImmutableSortedDictionary<string, string> Readings { get; init; }

    /// <summary>The requirements in the order of their sources; a client's are left out.</summary>
    public required ImmutableArray<RequirementResult> Requirements { get; init; }

    /// <summary>The scenarios in the order of their files.</summary>
    public required ImmutableArray<ScenarioResult> Scenarios { get; init; }

    /// <summary>What the target does otherwise than it should, a finding for each cause, the heaviest first.</summary>
    public ImmutableArray<Finding> Findings { get; init; } = [];

    /// <summary>The feature files.</summary>
    public required ImmutableArray<FeatureSource> Features { get; init; }

    /// <summary>What keeps the run as a whole from being judged, a sentence each, for instance that the target cannot be reached.</summary>
    public required ImmutableArray<string> Obstacles { get; init; }

    /// <summary>The request that shows the first obstacle, and its answer: a login that does not work, for instance. Null where none does.</summary>
    public RecordedExchange? ObstacleShown { get; init; }

    /// <summary>What a reader has to know of what was verified and what was not, a sentence each, for instance that a second logout was not.</summary>
    public ImmutableArray<string> Notices { get; init; } = [];

    /// <summary>Whether a token of before a logout was tried after it, and came to a verdict.</summary>
    public bool TriesLogout { get; init; } = true;

    /// <summary>What the list of expected failures was wrong about, a sentence each.</summary>
    public required ImmutableArray<string> BaselineFaults { get; init; }

    /// <summary>What was explored and what came of it, a sentence; null for a run of scenarios that somebody wrote.</summary>
    public string? Explored { get; init; }

    /// <summary>How it came to its end; what was not run until then is in no list.</summary>
    public RunEnd End { get; init; }

    /// <summary>How many requests were sent.</summary>
    public int Requests { get; init; }

    /// <summary>How many scenarios were left out on purpose; they are no obstacle to a verdict.</summary>
    public int LeftOut => Scenarios.Count(s => s.IsLeftOut);

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>What it comes to.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>How many scenarios came to a verdict.</summary>
    public int Count(Verdict verdict) => Scenarios.Count(s => s.Verdict == verdict);

    /// <summary>Fails a test that runs a whole suite.</summary>
    /// <exception cref="NonconformityException">The outcome is not <see cref="Outcome.Passed"/>; the message tells each finding, with a script that repeats it, and then the scenarios.</exception>
    /// <example><code>(await suite.VerifyAsync(target)).EnsureConforms();</code></example>
    public void EnsureConforms()
    {
        if (Outcome == Outcome.Passed)
            return;
        var reasons = Obstacles
            .Concat(BaselineFaults)
            .Concat(
                Findings
                    .Where(f => f.ExpectedFailure is null && (f.Severity == FindingSeverity.Must || Count(Verdict.Failed) == 0))
                    .Select(ToldOf)
            )
            .Concat(
                Scenarios
                    .Where(s => s.Verdict == Verdict.Failed || (s.Verdict == Verdict.Inconclusive && !IsToldBefore(s)) || Weighs(s))
                    .Select(s => s.Describe())
            );
        throw new NonconformityException(
            $"{Contract} at {BaseUrl}: {(Outcome == Outcome.Failed ? "failed" : "could not be judged")}.{Environment.NewLine}{string.Join(Environment.NewLine, reasons)}"
        );

        // What keeps all of them from being judged is told once.
        bool IsToldBefore(ScenarioResult scenario) => scenario.Reason is { } reason && Obstacles.Contains(reason);

        // Under --strict a warning is what failed the run.
        bool Weighs(ScenarioResult scenario) =>
            Outcome == Outcome.Failed && Count(Verdict.Failed) == 0 && scenario.Verdict == Verdict.Warning;
    }

    private static string ToldOf(Finding finding)
    {
        var text = new StringBuilder("Finding: ").AppendLine(finding.Cause);
        text.Append("  expected: ").AppendLine(finding.Expected).Append("  found:    ").AppendLine(finding.Found);
        text.Append("  at ").AppendJoin(", ", finding.Operations).Append("; the contract says so at ").Append(finding.At).AppendLine();
        text.Append("  checks ").AppendJoin(", ", finding.Requirements).AppendLine();
        if (finding.Repeat is { } script)
            text.AppendLine("  repeat it, with bash and curl:").AppendLine(script);
        return LogText.Of(text.ToString().TrimEnd()).ReplaceLineEndings();
    }
}

/// <summary>The runs of one command.</summary>
/// <param name="Tool">The name and version of the program, for instance <c>conform 1.0.0</c>.</param>
/// <param name="IsStrict">Whether warnings fail the run.</param>
public sealed record VerificationReport(string Tool, bool IsStrict, ImmutableArray<ContractRun> Runs)
{
    /// <summary>The worst of the runs: failed, then not judged, then passed; not judged without any.</summary>
    public Outcome Outcome => Runs.IsEmpty ? Outcome.NotJudged : Runs.Max(r => r.Outcome);
}

/// <summary>A scenario or a run did not show what it had to. The message tells it for people: what was expected, what was found, and what was said on the wire, without secrets.</summary>
public sealed class NonconformityException(string message) : Exception(message);
