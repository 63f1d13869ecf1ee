namespace Conformance.MockServer.Journals;

/// <summary>How a request ended.</summary>
public enum Verdict
{
    /// <summary>The operation went on.</summary>
    Accepted,

    /// <summary>The contract or the session said no.</summary>
    Refused,

    /// <summary>A Prefer header or a fault chose the answer.</summary>
    Forced,

    /// <summary>The mock has a defect, or the request was broken HTTP.</summary>
    Failed,
}
