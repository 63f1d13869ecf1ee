namespace Conformance.Contracts.Requirements;

/// <summary>How much a document stands behind a behaviour.</summary>
public enum RequirementLevel
{
    /// <summary>Stated plainly; a run fails where it is missed.</summary>
    Must,

    /// <summary>Recommended, or only partly stated; a miss is a warning.</summary>
    Should,

    /// <summary>Seen in an example alone; a miss is a warning.</summary>
    Sample,

    /// <summary>Open or contradicted; a run reports what it saw and fails on nothing.</summary>
    Review,

    /// <summary>About the client, which no request shows; it has no check.</summary>
    Client,
}
