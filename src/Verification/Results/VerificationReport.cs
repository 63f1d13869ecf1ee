using System.Collections.Immutable;

namespace Conformance.Verification.Results;

/// <summary>The runs of one command.</summary>
/// <param name="Tool">The name and version of the program, for instance <c>conform 1.0.0</c>.</param>
/// <param name="IsStrict">Whether warnings fail the run.</param>
public sealed record VerificationReport(string Tool, bool IsStrict, ImmutableArray<ContractRun> Runs)
{
    /// <summary>The worst of the runs: failed, then not judged, then passed; not judged without any.</summary>
    public Outcome Outcome => Runs.IsEmpty ? Outcome.NotJudged : Runs.Max(r => r.Outcome);
}
