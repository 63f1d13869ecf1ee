namespace Conformance.Verification.Results;

/// <summary>What a run comes to; a caller makes an exit code of it.</summary>
public enum Outcome
{
    /// <summary>Every stated behaviour was seen.</summary>
    Passed,

    /// <summary>It could not be judged: the target was not reached, a check on which others stand did not work, or nothing ran.</summary>
    NotJudged,

    /// <summary>A stated behaviour was missed, or the list of expected failures is not true.</summary>
    Failed,
}
