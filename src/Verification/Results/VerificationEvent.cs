namespace Conformance.Verification.Results;

/// <summary>Something that happened in a run. Events are immutable, and hold no secret.</summary>
public abstract record VerificationEvent(string Contract);

/// <summary>The run of a contract begins.</summary>
/// <param name="Scenarios">How many scenarios it has.</param>
public sealed record ContractStarted(string Contract, string Title, Uri BaseUrl, int Scenarios) : VerificationEvent(Contract);

/// <summary>A scenario begins.</summary>
public sealed record ScenarioBegun(string Contract, string Id, string Name) : VerificationEvent(Contract);

/// <summary>A scenario has ended.</summary>
public sealed record ScenarioJudged(string Contract, ScenarioResult Result) : VerificationEvent(Contract);

/// <summary>The run of a contract has ended.</summary>
public sealed record ContractFinished(string Contract, ContractRun Run) : VerificationEvent(Contract);
