using System.Runtime.CompilerServices;
using Conformance.JsonSchema.Compilation;
using Conformance.JsonSchema.Evaluation;
using Conformance.JsonSchema.Resources;

namespace Conformance.JsonSchema.Keywords;

/// <summary><c>allOf</c>, <c>anyOf</c>, <c>oneOf</c>, <c>not</c> and <c>if</c>.</summary>
internal static class InPlaceApplicators
{
    public static void AddTo(ICollection<Keyword> keywords, KeywordSource source)
    {
        if (source.Schemas("allOf") is { } all)
            keywords.Add(new AllOfKeyword(source.Place, all));
        if (source.Schemas("anyOf") is { } any)
            keywords.Add(new Alternatives(source.Place, exactlyOne: false, any, DiscriminatorKeyword.Read(source, any)));
        if (source.Schemas("oneOf") is { } one)
            keywords.Add(new Alternatives(source.Place, exactlyOne: true, one, DiscriminatorKeyword.Read(source, one)));
        if (source.Schema("not") is { } not)
            keywords.Add(new NotKeyword(source.Place, not));
        var consequence = source.Schema("then");
        var alternative = source.Schema("else");
        if (source.Schema("if") is { } condition)
            keywords.Add(new IfThenElse(source.Place, condition, consequence, alternative));
    }
}

/// <summary><c>allOf</c>: every schema holds (2020-12 core, 10.2.1.1).</summary>
internal sealed class AllOfKeyword(SchemaPlace place, CompiledNode[] branches) : Keyword(place)
{
    public override IEnumerable<CompiledNode> InPlace => branches;

    public override bool Holds(ref Run run, int at, int evaluated)
    {
        foreach (var branch in branches)
        {
            if (!branch.Holds(ref run, at, evaluated))
                return false;
        }

        return true;
    }

    public override void Explain(ref Run run, int at, int evaluated, ViolationReport report)
    {
        foreach (var branch in branches)
        {
            if (!branch.Holds(ref run, at, Run.NotTracked))
                branch.Explain(ref run, at, report);
        }
    }
}

/// <summary>
/// <c>anyOf</c> and <c>oneOf</c> (2020-12 core, 10.2.1.2 and 10.2.1.3), with the <c>discriminator</c> beside them when there is one.
/// </summary>
internal sealed class Alternatives(SchemaPlace place, bool exactlyOne, CompiledNode[] branches, DiscriminatorKeyword? discriminator)
    : Keyword(place)
{
    private string Name => exactlyOne ? "oneOf" : "anyOf";

    public override bool IsChoice => true;

    public override IEnumerable<CompiledNode> InPlace => branches;

    public override bool Holds(ref Run run, int at, int evaluated)
    {
        if (discriminator is { Decides: true } && discriminator.TrySelect(ref run, at, out var chosen))
            return chosen is not null && chosen.Holds(ref run, at, evaluated);
        var matches = 0;
        foreach (var branch in branches)
        {
            if (!HoldsAside(branch, ref run, at, evaluated))
                continue;
            matches++;
            if (exactlyOne ? matches > 1 : evaluated == Run.NotTracked)
                break;
        }

        return exactlyOne ? matches == 1 : matches > 0;
    }

    public override void Explain(ref Run run, int at, int evaluated, ViolationReport report)
    {
        if (discriminator is not null && discriminator.TrySelect(ref run, at, out var chosen) && ExplainChosen(ref run, at, chosen, report))
            return;
        if (branches.Length == 1)
        {
            branches[0].Explain(ref run, at, report);
            return;
        }

        ExplainAll(ref run, at, report);
    }

    // Apart, so that what goes deeper into the instance leaves little on the stack.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ExplainAll(ref Run run, int at, ViolationReport report)
    {
        var matching = new List<int>();
        for (var index = 0; index < branches.Length; index++)
        {
            if (branches[index].Holds(ref run, at, Run.NotTracked))
                matching.Add(index);
        }

        var count = $"{(exactlyOne ? "exactly one" : "at least one")} of {branches.Length} alternatives";
        var found =
            matching.Count == 0
                ? $"{ViolationReport.Describe(ref run, at)}, which matches none"
                : $"{ViolationReport.Describe(ref run, at)}, which matches {string.Join(" and ", matching.Select(index => $"{Name}/{index}"))}";
        report.Add(ref run, at, Place, Name, $"a value that matches {count}", found);
        if (matching.Count == 0)
            ExplainClosest(ref run, at, report);
    }

    /// <summary>True when the discriminator alone says what is wrong.</summary>
    private bool ExplainChosen(ref Run run, int at, CompiledNode? chosen, ViolationReport report)
    {
        if (chosen is null)
        {
            if (!discriminator!.Decides)
                return false;
            discriminator.Explain(ref run, at, report);
            return true;
        }

        if (chosen.Holds(ref run, at, Run.NotTracked))
            return false;
        chosen.Explain(ref run, at, report);
        return true;
    }

    // The branch whose first complaint is about something further in, then the one with the fewest complaints, is most likely the one
    // that was meant.
    private void ExplainClosest(ref Run run, int at, ViolationReport report)
    {
        var here = InstancePath.Of(run.ValueAt(0), at);
        ViolationReport? closest = null;
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

/// <summary><c>not</c>: the schema does not hold (2020-12 core, 10.2.1.4).</summary>
internal sealed class NotKeyword(SchemaPlace place, CompiledNode schema) : Keyword(place)
{
    public override IEnumerable<CompiledNode> InPlace => [schema];

    public override bool Holds(ref Run run, int at, int evaluated) => !schema.Holds(ref run, at, Run.NotTracked);

    public override void Explain(ref Run run, int at, int evaluated, ViolationReport report) =>
        report.Add(
            ref run,
            at,
            Place,
            "not",
            $"a value that does not match the schema at {schema.Place.Location}",
            ViolationReport.Describe(ref run, at)
        );
}

/// <summary><c>if</c> with <c>then</c> and <c>else</c> (2020-12 core, 10.2.2).</summary>
internal sealed class IfThenElse(SchemaPlace place, CompiledNode condition, CompiledNode? consequence, CompiledNode? alternative)
    : Keyword(place)
{
    public override bool IsChoice => true;

    public override IEnumerable<CompiledNode> InPlace => new[] { condition, consequence, alternative }.OfType<CompiledNode>();

    public override bool Holds(ref Run run, int at, int evaluated)
    {
        var branch = HoldsAside(condition, ref run, at, evaluated) ? consequence : alternative;
        return branch is null || branch.Holds(ref run, at, evaluated);
    }

    public override void Explain(ref Run run, int at, int evaluated, ViolationReport report)
    {
        var branch = condition.Holds(ref run, at, Run.NotTracked) ? consequence : alternative;
        branch?.Explain(ref run, at, report);
    }
}
