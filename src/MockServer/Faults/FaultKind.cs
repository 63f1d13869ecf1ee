namespace Conformance.MockServer.Faults;

/// <summary>What a fault does.</summary>
internal enum FaultKind
{
    /// <summary>Waits before the request goes on.</summary>
    Latency,

    /// <summary>Answers with a status, and changes no session.</summary>
    Status,

    /// <summary>Breaks the connection.</summary>
    Reset,

    /// <summary>Lets protected operations accept tokens that were revoked a moment ago, as a replica would that lags behind.</summary>
    StaleReplica,

    /// <summary>Answers a refresh with a status.</summary>
    RefreshFailure,
}
