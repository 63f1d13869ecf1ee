namespace Conformance.Verification.Scenarios;

/// <summary>Tells the steps of a scenario when to end. Reqnroll's container hands out no structs, so that the token comes in this; a binding class takes it in its constructor.</summary>
/// <param name="Token">Cancelled when the run is, or when the scenario takes too long.</param>
public sealed record ScenarioCancellation(CancellationToken Token);
