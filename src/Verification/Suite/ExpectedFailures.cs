using System.Collections.Immutable;
using System.Globalization;
using Conformance.Documents;
using Conformance.Verification.Results;

namespace Conformance.Verification.Suite;

/// <summary>A failure that is known.</summary>
/// <param name="Id">The id of the requirement.</param>
/// <param name="Reason">Why it is let pass, for people.</param>
/// <param name="Expires">The last day on which it is let pass, in UTC.</param>
/// <param name="At">Where it is written.</param>
public sealed record ExpectedFailure(string Id, string Reason, DateOnly Expires, Location At);

/// <summary>The list of failures that do not fail a run. It has to stay true: what is listed and passes fails the run, and so does what has expired.</summary>
public sealed class ExpectedFailures
{
    private ExpectedFailures(ImmutableArray<ExpectedFailure> entries) => Entries = entries;

    /// <summary>The entries in the order written.</summary>
    public ImmutableArray<ExpectedFailure> Entries { get; }

    /// <summary>Reads a YAML or JSON list of <c>{id, reason, expires}</c>. Null where it is faulty; every fault is then a problem.</summary>
    public static ExpectedFailures? Load(string path, Problems problems)
    {
        if (DocumentReader.ReadFile(path, problems) is not { } file)
            return null;
        if (file is not ArrayNode list)
        {
            problems.Error(
                "expected-failures",
                file.At,
                $"The file is {file.Describe()}; expected a list.",
                "Write entries such as \"- {id: ACM-07, reason: ticket 4711, expires: 2027-01-31}\"."
            );
            return null;
        }

        var entries = list.Items.Select(i => Read(i, problems)).OfType<ExpectedFailure>().ToImmutableArray();
        return entries.Length == list.Items.Count ? new ExpectedFailures(entries) : null;
    }

    /// <summary>ExchangeCounts the failures that were expected, and tells what the list is wrong about.</summary>
    internal ImmutableArray<string> Apply(List<RequirementResult> results, bool isStrict, DateTimeOffset now)
    {
        var faults = ImmutableArray.CreateBuilder<string>();
        foreach (var entry in Entries)
        {
            var index = results.FindIndex(r => r.Requirement.Id == entry.Id);

            // The same list may serve several contracts.
            if (index < 0)
                continue;
            var fails = results[index].Verdict == Verdict.Failed || (isStrict && results[index].Verdict == Verdict.Warning);
            if (entry.Expires < DateOnly.FromDateTime(now.UtcDateTime))
                faults.Add(
                    $"{entry.At}: the expected failure of {entry.Id} has expired on {entry.Expires:yyyy-MM-dd} ({entry.Reason}). Mend the implementation, or agree on a later day."
                );
            else if (fails)
                results[index] = results[index] with { ExpectedFailure = entry.Reason };
            else if (results[index].Verdict is Verdict.Passed or Verdict.Warning)
                faults.Add($"{entry.At}: {entry.Id} is listed as an expected failure, and it passes. Take it off the list.");
        }

        return faults.ToImmutable();
    }

    private static ExpectedFailure? Read(Node node, Problems problems)
    {
        var id = Text(node, "id", problems);
        var reason = Text(node, "reason", problems);
        var expires = Text(node, "expires", problems);
        foreach (var (name, at, _) in node.Members.Where(m => m.Name is not ("id" or "reason" or "expires")))
        {
            problems.Warning("expected-failures", at, $"\"{name}\" means nothing here.", "An entry has id, reason and expires.");
        }

        if (id is null || reason is null || expires is null)
            return null;
        if (DateOnly.TryParseExact(expires, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return new ExpectedFailure(id, reason, day, node.At);
        problems.Error("expected-failures", node["expires"]!.At, $"\"{expires}\" is no date.", "Write it as 2027-01-31.");
        return null;
    }

    private static string? Text(Node node, string name, Problems problems)
    {
        if (node[name] is ScalarNode { IsNull: false } scalar)
            return scalar.Text;
        problems.Error(
            "expected-failures",
            (node[name] ?? node).At,
            $"The entry has no \"{name}\".",
            $"Write \"{name}\": the entry needs id, reason and expires."
        );
        return null;
    }
}
