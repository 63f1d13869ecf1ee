using Conformance.Documents;

namespace Conformance.Cli.Output;

/// <summary>Many problems on a terminal.</summary>
internal static class ProblemList
{
    /// <summary>From how many problems on a summary by rule pays.</summary>
    private const int Many = 50;

    /// <summary>A line for each problem, file by file with a blank line between two files; where they are many, a summary by rule at the end.</summary>
    public static IEnumerable<string> Lines(Problems problems)
    {
        string? file = null;
        foreach (var problem in problems)
        {
            if (file is not null && file != problem.At.File)
                yield return "";
            file = problem.At.File;
            yield return ProblemLine.Of(problem);
        }

        if (problems.Count <= Many)
            yield break;
        yield return "";
        yield return "By rule:";
        var rules = problems
            .GroupBy(p => (p.Rule, p.Severity))
            .OrderBy(g => g.Key.Severity)
            .ThenByDescending(g => g.Count())
            .ThenBy(g => g.Key.Rule, StringComparer.Ordinal)
            .ToList();
        foreach (var rule in rules)
        {
            var noun = rule.Key.Severity == Severity.Error ? "error" : "warning";
            var files = rule.Select(p => p.At.File).Distinct(StringComparer.Ordinal).Count();
            yield return $"  {Counted.Of(rule.Count(), noun), 13}  {rule.Key.Rule}{(files > 1 ? $" in {files} files" : "")}, first at {rule.First().At.Line}:{rule.First().At.Column}";
        }

        yield return "";
    }
}
