using System.Collections.Immutable;

namespace Conformance.Verification.Results;

/// <summary>Something that happened in a run. Events are immutable, and hold no secret.</summary>
public abstract record VerificationEvent(string Contract);

/// <summary>The run of a contract begins.</summary>
/// <param name="Scenarios">How many scenarios it has.</param>
public sealed record ContractStarted(string Contract, string Title, Uri BaseUrl, int Scenarios) : VerificationEvent(Contract);

/// <summary>A scenario begins.</summary>
public sealed record ScenarioBegun(string Contract, string Id, string Name) : VerificationEvent(Contract);

/// <summary>A step of a scenario begins; told only by a run with <see cref="Suite.RunSettings.IsTraced"/>.</summary>
/// <param name="Id">The scenario's.</param>
/// <param name="Step">The step with its keyword.</param>
public sealed record StepBegun(string Contract, string Id, string Step) : VerificationEvent(Contract);

/// <summary>A step of a scenario has ended; told only by a run with <see cref="Suite.RunSettings.IsTraced"/>.</summary>
/// <param name="Id">The scenario's.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Message">What ended the scenario here, a sentence; null where nothing did.</param>
/// <param name="Exchanges">What was said in it, secrets replaced by marks.</param>
public sealed record StepEnded(string Contract, string Id, StepOutcome Outcome, string? Message, ImmutableArray<RecordedExchange> Exchanges)
    : VerificationEvent(Contract);

/// <summary>A scenario has ended.</summary>
public sealed record ScenarioJudged(string Contract, ScenarioResult Result) : VerificationEvent(Contract);

/// <summary>The run of a contract has ended.</summary>
public sealed record ContractFinished(string Contract, ContractRun Run) : VerificationEvent(Contract);
