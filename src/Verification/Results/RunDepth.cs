namespace Conformance.Verification.Results;

/// <summary>How deep a run goes.</summary>
public enum RunDepth
{
    /// <summary>Each check once, and nothing at once.</summary>
    Quick,

    /// <summary>What a check in CI should do.</summary>
    Standard,

    /// <summary>All that there is.</summary>
    Deep,
}
