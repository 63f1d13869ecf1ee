using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Conformance.Contracts;
using Conformance.Contracts.Model;

namespace Conformance.Comparison;

/// <summary>What changed between two versions of a contract.</summary>
public static partial class ContractComparison
{
    /// <summary>The changes, the worst first, then in the order of the new version's operations.</summary>
    /// <param name="old">The version that clients rely on.</param>
    /// <param name="now">The version that is to come.</param>
    public static ImmutableArray<ContractChange> Of(Contract old, Contract now)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(now);
        var found = new List<ContractChange>();
        var whole = new Changes(found, "", now.Document.At);
        BasePaths(old, now, whole);
        PolicyDifference.Find(old, now, whole);
        var before = old.Operations.GroupBy(Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var after = now.Operations.GroupBy(Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        foreach (var (key, operation) in after)
        {
            var changes = new Changes(found, operation.ToString(), operation.At);
            if (!before.TryGetValue(key, out var earlier))
            {
                changes.Add("operation-added", "The operation is new.");
                continue;
            }

            OperationDifference.Find(old, earlier, now, operation, changes);
            SessionDifference.Find(old, earlier, now, operation, changes);
        }

        foreach (var (key, operation) in before)
        {
            if (!after.ContainsKey(key))
                new Changes(found, operation.ToString(), operation.At).Add("operation-removed", "The operation is gone.");
        }

        return [.. found.Distinct().OrderByDescending(c => c.Effect)];
    }

    // Names of path parameters mean nothing to a request.
    private static string Key(Operation operation) => $"{operation.Method} {Parameter().Replace(operation.Path, "{}")}#{operation.Variant}";

    private static void BasePaths(Contract old, Contract now, Changes changes)
    {
        var before = old.Operations.SelectMany(o => o.BasePaths).Distinct(StringComparer.Ordinal).ToList();
        var after = now.Operations.SelectMany(o => o.BasePaths).Distinct(StringComparer.Ordinal).ToList();
        var gone = before.Except(after, StringComparer.Ordinal).ToList();
        if (gone.Count > 0 && after.Count > 0)
            changes.Add("base-path-changed", $"The base path was {Shown(gone)} and is {Shown(after)}.");

        static string Shown(IEnumerable<string> paths) => string.Join(", ", paths.Select(p => p.Length == 0 ? "/" : p));
    }

    [GeneratedRegex(@"\{[^{}]*\}", RegexOptions.None, 60_000)]
    private static partial Regex Parameter();
}
