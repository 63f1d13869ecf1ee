namespace Conformance.Verification.Results;

/// <summary>What became of a step.</summary>
public enum StepOutcome
{
    /// <summary>It did what it says.</summary>
    Passed,

    /// <summary>It missed something, and ended the scenario.</summary>
    Stopped,

    /// <summary>It did not run, because one before it ended the scenario.</summary>
    Skipped,
}

/// <summary>A step that ran or was skipped.</summary>
/// <param name="Keyword">As written, without the blank: <c>Given</c>, <c>And</c>.</param>
/// <param name="Text">Its text.</param>
/// <param name="Argument">Its doc string or table as text; null where it has none.</param>
/// <param name="Line">Its line in the feature file.</param>
/// <param name="Message">What ended the scenario here, a sentence; null where nothing did.</param>
/// <param name="Exchanges">The numbers of the exchanges that it made, in order.</param>
public sealed record StepRecord(
    string Keyword,
    string Text,
    string? Argument,
    int Line,
    StepOutcome Outcome,
    string? Message,
    TimeSpan Duration,
    System.Collections.Immutable.ImmutableArray<int> Exchanges
);
