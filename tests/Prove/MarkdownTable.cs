using System.Text;
using Conformance.Verification.Results;

namespace Conformance.Prove;

/// <summary>The kill matrices as a document.</summary>
internal static class MarkdownTable
{
    /// <summary>For each server its mutants and what found them; then for each check the mutants that it found.</summary>
    public static string Of(IReadOnlyList<KillMatrix> matrices, ProofOutcome outcome)
    {
        var text = new StringBuilder();
        text.Append(
            """
            # Kill matrix

            Written by `./conform prove --output docs/kill-matrix.md`; do not edit.

            A mutant is a reference server (`tests/Reference`) in which one behaviour is broken on purpose. The verifier runs on each clean server and on each mutant.
            **Found** means that a check came out worse than on the clean server, or that a review saw another reading. **By the intended check** means one of those in the column "meant for it", or that such a check
            could not be made because of a finding.
            **Findings** are the causes that the run tells beyond those of the clean server: one for each mutant, were it to break one thing alone.


            """
        );
        text.AppendLine($"{outcome}.").AppendLine();
        foreach (var matrix in matrices)
            Append(text, matrix);
        AppendChecks(text, matrices);
        return text.ToString().ReplaceLineEndings("\n");
    }

    private static void Append(StringBuilder text, KillMatrix matrix)
    {
        text.AppendLine($"## {matrix.Api}").AppendLine();
        text.AppendLine(
                $"The clean server: {matrix.Clean.Count(Verdict.Failed)} failed, {matrix.Clean.Count(Verdict.Inconclusive)} inconclusive{Deviations(matrix)}."
            )
            .AppendLine();
        text.AppendLine("| mutant | what it does | meant for it | verdict | findings | found by |").AppendLine("|---|---|---|---|---|---|");
        foreach (var fate in matrix.Fates)
        {
            text.AppendLine(
                $"| `{fate.Mutant.Name}` | {fate.Mutant.Sentence.Replace("|", "\\|", StringComparison.Ordinal)} | {string.Join(", ", fate.Mutant.Checks)} | {fate.Word} | {fate.Findings.Length} | {string.Join(", ", fate.Killers)} |"
            );
        }

        text.AppendLine();
    }

    private static string Deviations(KillMatrix matrix)
    {
        var warned = matrix.Clean.Requirements.Where(r => r.Verdict == Verdict.Warning).Select(r => r.Requirement.Id).ToList();
        return warned.Count == 0 ? "" : $"; the API itself goes other ways than {string.Join(", ", warned)} advise";
    }

    private static void AppendChecks(StringBuilder text, IReadOnlyList<KillMatrix> matrices)
    {
        text.AppendLine("## By check").AppendLine().AppendLine("| check | statement | mutants that it found |").AppendLine("|---|---|---|");
        foreach (var check in matrices.SelectMany(m => m.Checked).DistinctBy(r => r.Id))
        {
            var found = matrices
                .SelectMany(m => m.Fates)
                .Where(f => f.Killers.Contains(check.Id))
                .Select(f => $"{f.Api} `{f.Mutant.Name}`")
                .ToList();
            text.AppendLine(
                $"| {check.Id} | {check.Statement.Replace("|", "\\|", StringComparison.Ordinal)} | {found.Count}: {string.Join(", ", found.Take(12))}{(found.Count > 12 ? " …" : "")} |"
            );
        }
    }
}
