namespace Conformance.MockServer.Engine.State;

/// <summary>Turns the state of a namespace into what replicas share, and back.</summary>
internal static class SharedForm
{
    /// <summary>What is shared of a state.</summary>
    public static SharedNamespace Of(NamespaceState state, long version, string generation)
    {
        var (frozenAt, offset) = state.Clock.Setting;
        return new SharedNamespace(
            version,
            generation,
            frozenAt,
            offset,
            [.. state.Accounts.All],
            [.. state.Faults.All.Select(Of)],
            state.Faults.Last
        );
    }

    /// <summary>Whether two hold the same.</summary>
    public static bool AreAlike(SharedNamespace one, SharedNamespace other) =>
        (one.Generation, one.FrozenAt, one.Offset, one.LastFault) == (other.Generation, other.FrozenAt, other.Offset, other.LastFault)
        && one.Accounts.SequenceEqual(other.Accounts)
        && one.Faults.SequenceEqual(other.Faults);

    /// <summary>The faults of what is shared.</summary>
    public static FaultTable FaultsOf(SharedNamespace shared, ISharedState store) =>
        new([.. shared.Faults.Select(f => Of(f, new FaultCounts(store, shared.Generation, f.Id)))], shared.LastFault);

    private static SharedFault Of(ActiveFault fault) =>
        new(
            fault.Id,
            fault.Effect.ToString(),
            fault.Contract,
            fault.Operation,
            fault.Times,
            fault.Probability,
            fault.Seed,
            fault.Span,
            fault.Status
        );

    private static ActiveFault Of(SharedFault fault, FaultCounts counts) =>
        new()
        {
            Id = fault.Id,
            Effect = Enum.Parse<FaultEffect>(fault.Effect),
            Contract = fault.Contract,
            Operation = fault.Operation,
            Times = fault.Times,
            Probability = fault.Probability,
            Seed = fault.Seed,
            Span = fault.Span,
            Status = fault.Status,
            Counts = counts,
        };
}

/// <summary>How often a fault was asked and has struck, counted over all replicas.</summary>
internal sealed class FaultCounts(ISharedState store, string generation, string fault)
{
    public ValueTask<long> SeeAsync() => store.CountAsync(generation, fault + " seen");

    public ValueTask<long> HitAsync() => store.CountAsync(generation, fault + " hits");

    public ValueTask<long> HitsAsync() => store.CountOfAsync(generation, fault + " hits");
}
