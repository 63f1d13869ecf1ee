using Conformance.Verification.Results;

namespace Conformance.Prove;

/// <summary>A kill matrix on a terminal: a line for each mutant.</summary>
internal static class ConsoleTable
{
    public static void Write(KillMatrix matrix, ProveOptions options)
    {
        Console.WriteLine(
            $"{matrix.Api}: clean {matrix.Clean.Outcome}, {matrix.Clean.Count(Verdict.Warning)} warnings; {matrix.Fates.Length} mutants in the order of seed {options.Seed}"
        );
        foreach (var fate in matrix.Fates)
        {
            Console.WriteLine($"  {fate.Word, -9} {fate.Mutant.Name, -44} {fate.Findings.Length, 2}  {Short(fate)}");
            foreach (var finding in options.Mutants.Count > 0 ? fate.Findings : [])
                Console.WriteLine($"    {finding.Severity}: {finding}\n      {finding.Key}; {string.Join(", ", finding.Requirements)}");
        }
    }

    private static string Short(Fate fate)
    {
        const int shown = 6;
        var intended = fate.Killers.Where(fate.Mutant.Checks.Contains);
        var all = intended.Concat(fate.Killers.Except(fate.Mutant.Checks)).ToList();
        return string.Join(", ", all.Take(shown)) + (all.Count > shown ? $" and {all.Count - shown} more" : "");
    }
}
