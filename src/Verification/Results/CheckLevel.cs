namespace Conformance.Verification.Results;

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
