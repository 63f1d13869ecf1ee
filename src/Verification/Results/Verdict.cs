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
