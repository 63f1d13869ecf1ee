using System.Collections.Immutable;
using Conformance.Contracts.Requirements;
using Conformance.Documents;
using Conformance.Verification.Oracle;
using Conformance.Verification.Results;

namespace Conformance.Verification.Suite;

/// <summary>Everything that a run can check: the documented behaviours of a contract, and the rules of <c>features/rules.yaml</c>.</summary>
internal static class RuleCatalog
{
    /// <summary>The name of the file beside the feature folders.</summary>
    public const string FileName = "rules.yaml";

    /// <summary>The requirements of a contract in the order of their sources, a client's left out, then the rules.</summary>
    public static ImmutableArray<CheckedRequirement> Load(ContractUnderTest subject, string featuresFolder, Problems problems) =>
        [.. Documented(subject), .. Rules(subject, Path.Combine(featuresFolder, FileName), problems)];

    private static IEnumerable<CheckedRequirement> Documented(ContractUnderTest subject) =>
        (subject.Requirements?.All ?? [])
            .Where(r => r.Level != RequirementLevel.Client)
            .Select(r => new CheckedRequirement(
                r.Id,
                RequirementFamily.Documented,
                Enum.Parse<CheckLevel>(r.Level.ToString()),
                r.Statement,
                $"{subject.Requirements!.Source}: {r.Source}",
                JsonPointer.TryParseFragment(r.Pointer)?.Resolve(subject.Contract.Document)?.At ?? r.At,
                r.Pointer
            )
            {
                Readings = r.Readings,
                DefaultReading = r.DefaultReading,
            });

    private static IEnumerable<CheckedRequirement> Rules(ContractUnderTest subject, string path, Problems problems)
    {
        if (!BuiltInFiles.Exists(path) || DocumentReader.ReadFile(path, problems) is not { } file)
            return [];
        var pointer = subject.Roles.Logout is { } logout ? "#" + logout.Pointer : "#";
        var at = subject.Roles.Logout?.At ?? subject.Contract.Document.At;
        return [.. Family(file, "any-contract", RequirementFamily.AnyContract), .. Family(file, "standards", RequirementFamily.Standard)];

        IEnumerable<CheckedRequirement> Family(Node root, string name, RequirementFamily family) =>
            (root[name]?.Items ?? [])
                .Where(r => IsSound(r, problems))
                .Select(r => new CheckedRequirement(
                    r["id"]!.AsString()!,
                    family,
                    r["level"]?.AsString() is { } level ? Enum.Parse<CheckLevel>(level, ignoreCase: true) : CheckLevel.Advice,
                    r["statement"]!.AsString()!,
                    r["source"]!.AsString()!,
                    at,
                    pointer
                ));
    }

    private static bool IsSound(Node rule, Problems problems)
    {
        var missing = ((string[])["id", "statement", "source"]).Where(n => rule[n]?.AsString() is null).ToList();
        if (missing.Count > 0)
            problems.Error(
                "rule",
                rule.At,
                $"The rule has no {string.Join(" and no ", missing)}.",
                "A rule has id, statement, source, and a level unless it is advice."
            );
        var isLevel = rule["level"] is null || Enum.TryParse<CheckLevel>(rule["level"]!.AsString(), ignoreCase: true, out _);
        if (!isLevel)
            problems.Error(
                "rule",
                rule["level"]!.At,
                $"\"{rule["level"]!.AsString()}\" is no level.",
                $"Write {string.Join(", ", Enum.GetNames<CheckLevel>().Select(n => n.ToLowerInvariant()))}."
            );
        return missing.Count == 0 && isLevel;
    }
}
