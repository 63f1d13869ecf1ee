using Conformance.MockServer.Engine.State;

namespace Conformance.Testing;

/// <summary>Something that goes wrong on purpose. Describe it, then have it set by <see cref="MockFaults.Add"/>.</summary>
/// <example><code>mock.Faults.Add(Fault.Status("logout", 503).Times(1));</code></example>
public sealed record Fault
{
    private Fault(FaultEffect effect, string? operation) => (Effect, Operation) = (effect, operation);

    internal FaultEffect Effect { get; }

    internal string? Operation { get; }

    internal TimeSpan Span { get; private init; }

    internal int StatusCode { get; private init; }

    internal int? Limit { get; private init; }

    internal double Share { get; private init; } = 1;

    internal long? Seed { get; private init; }

    /// <summary>Answers an operation with a status, as documented where it is, and changes no session.</summary>
    /// <param name="operation">The operationId; null for all operations.</param>
    /// <param name="status">From 200 to 599.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is no such status.</exception>
    /// <example><code>mock.Faults.Add(Fault.Status("logout", 503));</code></example>
    public static Fault Status(string? operation, int status) =>
        new(FaultEffect.Status, operation) { StatusCode = StatusFrom(200, status) };

    /// <summary>Lets requests wait before they go on.</summary>
    /// <param name="operation">The operationId; null for all operations.</param>
    /// <param name="by">How long.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is zero or less.</exception>
    /// <example><code>mock.Faults.Add(Fault.Latency("logout", TimeSpan.FromSeconds(3)));</code></example>
    public static Fault Latency(string? operation, TimeSpan by) => new(FaultEffect.Latency, operation) { Span = Positive(by) };

    /// <summary>Breaks the connection.</summary>
    /// <param name="operation">The operationId; null for all operations.</param>
    /// <example><code>mock.Faults.Add(Fault.Reset("logout").Times(2));</code></example>
    public static Fault Reset(string? operation = null) => new(FaultEffect.Reset, operation);

    /// <summary>Lets protected operations accept tokens that were revoked less than a while ago, as a replica would that lags behind.</summary>
    /// <param name="lag">How long ago, by the mock's clock.</param>
    /// <param name="operation">The operationId; null for all protected operations.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is zero or less.</exception>
    /// <example><code>mock.Faults.Add(Fault.StaleReplica(TimeSpan.FromSeconds(2)));</code></example>
    public static Fault StaleReplica(TimeSpan lag, string? operation = null) =>
        new(FaultEffect.StaleReplica, operation) { Span = Positive(lag) };

    /// <summary>Answers the next refresh with a status; <see cref="Times"/> says how many more.</summary>
    /// <param name="status">From 400 to 599.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is no such status.</exception>
    /// <example><code>mock.Faults.Add(Fault.RefreshFailure());</code></example>
    public static Fault RefreshFailure(int status = 503) =>
        new(FaultEffect.RefreshFailure, null) { StatusCode = StatusFrom(400, status), Limit = 1 };

    /// <summary>The same fault, which strikes so often and then no more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public Fault Times(int times)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        return this with { Limit = times };
    }

    /// <summary>The same fault, which strikes a share of the requests; which ones depends on the seed and the order in which they come alone.</summary>
    /// <param name="share">More than 0, and at most 1.</param>
    /// <param name="seed">Null for the fault's number.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is no such share.</exception>
    public Fault WithProbability(double share, long? seed = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        return this with { Share = share, Seed = seed };
    }

    private static TimeSpan Positive(TimeSpan span) =>
        span > TimeSpan.Zero ? span : throw new ArgumentOutOfRangeException(nameof(span), span, "Expected a time greater than zero.");

    private static int StatusFrom(int first, int status) =>
        status >= first && status <= 599
            ? status
            : throw new ArgumentOutOfRangeException(nameof(status), status, $"Expected a status from {first} to 599.");
}
