namespace Conformance.Verification.Results;

/// <summary>What a scenario or a requirement came to, from the best to the worst but for the last.</summary>
public enum Verdict
{
    /// <summary>The behaviour was seen as documented.</summary>
    Passed,

    /// <summary>The document is open here; the run tells what it saw and judges nothing.</summary>
    Review,

    /// <summary>Something that is recommended, seen in a sample alone, or advised by a standard was missed.</summary>
    Warning,

    /// <summary>The check could not be made: what it stands on did not work.</summary>
    Inconclusive,

    /// <summary>A stated behaviour was missed.</summary>
    Failed,

    /// <summary>The check does not apply to this contract or this target, and the reason says why.</summary>
    NotApplicable,
}

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

/// <summary>How much weight a check has, from the least to the most.</summary>
public enum CheckLevel
{
    /// <summary>The document is open; a run reports what it saw.</summary>
    Review,

    /// <summary>A standard advises it; a miss is a warning.</summary>
    Advice,

    /// <summary>Seen in an example alone; a miss is a warning.</summary>
    Sample,

    /// <summary>Recommended, or only partly stated; a miss is a warning.</summary>
    Should,

    /// <summary>Stated plainly; a miss fails the run.</summary>
    Must,
}
