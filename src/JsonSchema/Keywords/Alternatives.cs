using Conformance.JsonSchema.Compilation;
using Conformance.JsonSchema.Evaluation;

namespace Conformance.JsonSchema.Keywords;

/// <summary>
/// <c>anyOf</c> and <c>oneOf</c> (2020-12 core, 10.2.1.2 and 10.2.1.3), with the <c>discriminator</c> beside them when there is one.
/// </summary>
internal sealed class Alternatives(SchemaPlace place, bool exactlyOne, SchemaNode[] branches, Discriminator? discriminator) : Keyword(place)
{
    private string Name => exactlyOne ? "oneOf" : "anyOf";

    public override bool IsChoice => true;

    public override IEnumerable<SchemaNode> InPlace => branches;

    public override bool Holds(ref Run run, int at, int marks)
    {
        if (discriminator is { Decides: true } && discriminator.TrySelect(ref run, at, out var chosen))
            return chosen is not null && chosen.Holds(ref run, at, marks);
        var matches = 0;
        foreach (var branch in branches)
        {
            if (!HoldsAside(branch, ref run, at, marks))
                continue;
            matches++;
            if (exactlyOne ? matches > 1 : marks == Run.NoMarks)
                break;
        }

        return exactlyOne ? matches == 1 : matches > 0;
    }

    public override void Explain(ref Run run, int at, int marks, Report report)
    {
        if (discriminator is not null && discriminator.TrySelect(ref run, at, out var chosen) && ExplainChosen(ref run, at, chosen, report))
            return;
        if (branches.Length == 1)
        {
            branches[0].Explain(ref run, at, report);
            return;
        }

        var matching = new List<int>();
        for (var index = 0; index < branches.Length; index++)
        {
            if (branches[index].Holds(ref run, at, Run.NoMarks))
                matching.Add(index);
        }

        var count = $"{(exactlyOne ? "exactly one" : "at least one")} of {branches.Length} alternatives";
        var found =
            matching.Count == 0
                ? $"{Report.Describe(ref run, at)}, which matches none"
                : $"{Report.Describe(ref run, at)}, which matches {string.Join(" and ", matching.Select(index => $"{Name}/{index}"))}";
        report.Add(ref run, at, Place, Name, $"a value that matches {count}", found);
        if (matching.Count == 0)
            ExplainClosest(ref run, at, report);
    }

    /// <summary>True when the discriminator alone says what is wrong.</summary>
    private bool ExplainChosen(ref Run run, int at, SchemaNode? chosen, Report report)
    {
        if (chosen is null)
        {
            if (!discriminator!.Decides)
                return false;
            discriminator.Explain(ref run, at, report);
            return true;
        }

        if (chosen.Holds(ref run, at, Run.NoMarks))
            return false;
        chosen.Explain(ref run, at, report);
        return true;
    }

    // The branch whose first complaint is about something further in, then the one with the fewest complaints, is most likely the one
    // that was meant.
    private void ExplainClosest(ref Run run, int at, Report report)
    {
        var here = InstancePath.Of(run.ValueAt(0), at);
        Report? closest = null;
        var best = (Mistaken: int.MaxValue, Count: int.MaxValue);
        foreach (var branch in branches)
        {
            var aside = report.Aside();
            branch.Explain(ref run, at, aside);
            var mistaken = aside.Violations.Count(violation =>
                violation.InstancePointer == here && violation.Keyword is ("type" or "const" or "enum" or "")
            );
            var score = (mistaken, aside.Violations.Count);
            if (aside.Violations.Count > 0 && score.CompareTo(best) < 0)
                (closest, best) = (aside, score);
        }

        if (closest is not null && best.Mistaken == 0)
            report.AddAll(closest);
    }
}
