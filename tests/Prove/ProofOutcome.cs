using Conformance.Verification.Results;

namespace Conformance.Prove;

/// <summary>What the matrices come to.</summary>
internal sealed class ProofOutcome
{
    private const double LeastByIntended = 0.95;

    private readonly int _mutants;
    private readonly int _killed;
    private readonly int _byIntended;
    private readonly int _median;

    /// <param name="isWhole">Whether all servers and mutants were tried.</param>
    public ProofOutcome(IReadOnlyList<KillMatrix> matrices, bool isWhole)
    {
        var fates = matrices.SelectMany(m => m.Fates).ToList();
        var counts = fates.Select(f => f.Findings.Length).Where(c => c > 0).Order().ToList();
        _median = counts.Count == 0 ? 0 : counts[counts.Count / 2];
        (_mutants, _killed, _byIntended) = (fates.Count, fates.Count(f => f.IsKilled), fates.Count(f => f.IsByIntended));
        var faults = new List<string>();
        faults.AddRange(
            matrices.SelectMany(m =>
                m.Clean.Scenarios.Where(s => s.Verdict is Verdict.Failed or Verdict.Inconclusive)
                    .Select(s => $"false alarm on the clean {m.Api}: {s.Id} {s.Name}: {s.Miss?.ToString() ?? s.Reason}")
            )
        );
        faults.AddRange(
            matrices
                .Where(m => m.Clean.Outcome != Outcome.Passed)
                .Select(m =>
                    $"the clean {m.Api} is not green: {m.Clean.Outcome}. {string.Join(' ', m.Clean.Obstacles.Concat(m.Clean.Findings.Where(f => f.Severity == FindingSeverity.Must).Select(f => $"{f.Cause} Expected {f.Expected}; found {f.Found}.")))}"
                )
        );
        faults.AddRange(fates.Where(f => !f.IsKilled).Select(f => $"survived: {f.Api} {f.Mutant.Name}: {f.Mutant.Sentence}"));
        if (_mutants > 0 && _byIntended < LeastByIntended * _mutants)
            faults.Add(
                $"only {_byIntended} of {_mutants} mutants were found by a check that is meant for them; expected {LeastByIntended:P0}."
            );
        if (isWhole)
        {
            if (_median > 1)
                faults.Add($"the median of findings per mutant is {_median}; expected 1: one cause is one finding.");
            var killers = fates.SelectMany(f => f.Killers).ToHashSet(StringComparer.Ordinal);
            faults.AddRange(
                matrices
                    .SelectMany(m => m.Checked)
                    .Select(r => r.Id)
                    .Distinct(StringComparer.Ordinal)
                    .Where(id => !killers.Contains(id))
                    .Select(id => $"no mutant is found by {id}: a check that cannot fail.")
            );
        }

        Faults = faults;
    }

    /// <summary>False alarms, survivors, and checks that found nothing; empty where all is well.</summary>
    public IReadOnlyList<string> Faults { get; }

    /// <summary>One line.</summary>
    public override string ToString() =>
        $"{_mutants} mutants: {_killed} found, {_byIntended} of them by a check that is meant for them, {_mutants - _killed} survived; findings per mutant: median {_median}";
}
