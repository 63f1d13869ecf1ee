using System.Runtime.CompilerServices;
using Conformance.Documents;
using Conformance.JsonSchema.Compilation;
using Conformance.JsonSchema.Evaluation;
using Conformance.JsonSchema.Instances;
using Conformance.JsonSchema.Resources;

namespace Conformance.JsonSchema.Keywords;

/// <summary>The keywords of arrays.</summary>
internal static class ArrayKeywords
{
    public static void AddTo(ICollection<Keyword> keywords, KeywordSource source)
    {
        if (source.Count("minItems") is { } fewest)
            keywords.Add(new MemberCount(source.Place, "minItems", fewest, isUpper: false, ofObject: false));
        if (source.Count("maxItems") is { } most)
            keywords.Add(new MemberCount(source.Place, "maxItems", most, isUpper: true, ofObject: false));
        var isList = source.Dialect == Dialect.Draft4 && source.TryGet("items", out var items) && items is ArrayNode;
        var prefix = source.Schemas(isList ? "items" : "prefixItems");
        var rest = isList ? ObjectKeywords.Additional(source, "additionalItems") : Rest(source);
        if (prefix is not null || rest is not null)
            keywords.Add(new Items(source.Place, prefix ?? [], rest));
        var minimum = source.Count("minContains");
        var maximum = source.Count("maxContains");
        if (source.Schema("contains") is { } contains)
            keywords.Add(new Contains(source.Place, contains, minimum ?? 1, maximum));
        if (source.Flag("uniqueItems"))
            keywords.Add(new UniqueItems(source.Place));
    }

    private static CompiledNode? Rest(KeywordSource source)
    {
        if (!source.TryGet("items", out var items) || items is not ArrayNode)
            return source.Schema("items");
        source.Problem("items", items, "one schema", "list schemas by position in \"prefixItems\", or join them with \"oneOf\"");
        return null;
    }
}

/// <summary><c>prefixItems</c> and <c>items</c> (2020-12 core, 10.3.1).</summary>
internal sealed class Items(SchemaPlace place, CompiledNode[] prefix, CompiledNode? rest) : Keyword(place)
{
    public override Kinds AppliesTo => Kinds.Array;

    public override bool Holds(ref Run run, int at, int evaluated)
    {
        var end = run.Tokens[at].Next;
        var ordinal = 0;
        for (var item = at + 1; item < end; item = run.Tokens[item].Next, ordinal++)
        {
            var schema = ordinal < prefix.Length ? prefix[ordinal] : rest;
            if (schema is null)
                return true;
            if (!schema.Holds(ref run, item, Run.NotTracked))
                return false;
            run.MarkEvaluated(evaluated, ordinal);
        }

        return true;
    }

    public override void Explain(ref Run run, int at, int evaluated, ViolationReport report)
    {
        var end = run.Tokens[at].Next;
        var ordinal = 0;
        for (var item = at + 1; item < end && !report.IsFull; item = run.Tokens[item].Next, ordinal++)
        {
            var schema = ordinal < prefix.Length ? prefix[ordinal] : rest;
            if (schema is null)
                return;
            if (schema.Holds(ref run, item, Run.NotTracked))
                continue;
            if (!schema.AcceptsNothing)
                schema.Explain(ref run, item, report);
            else
                AddSuperfluous(ref run, item, isAfterPrefix: ordinal >= prefix.Length, report);
        }
    }

    // Apart, so that what goes deeper into the instance leaves little on the stack.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddSuperfluous(ref Run run, int item, bool isAfterPrefix, ViolationReport report)
    {
        if (isAfterPrefix)
            report.Add(ref run, item, Place, "items", $"no item after the first {prefix.Length}", ViolationReport.Describe(ref run, item));
        else
            report.Add(ref run, item, Place, "prefixItems", "no item here", ViolationReport.Describe(ref run, item));
    }
}

/// <summary>
/// <c>contains</c> with <c>minContains</c> and <c>maxContains</c> (2020-12 core, 10.3.1.3; validation, 6.4.4 and 6.4.5).
/// </summary>
internal sealed class Contains(SchemaPlace place, CompiledNode schema, long minimum, long? maximum) : Keyword(place)
{
    public override Kinds AppliesTo => Kinds.Array;

    public override bool Holds(ref Run run, int at, int evaluated)
    {
        long count = 0;
        var end = run.Tokens[at].Next;
        var ordinal = 0;
        for (var item = at + 1; item < end; item = run.Tokens[item].Next, ordinal++)
        {
            if (!schema.Holds(ref run, item, Run.NotTracked))
                continue;
            count++;
            if (count > maximum)
                return false;
            run.MarkEvaluated(evaluated, ordinal);
            if (evaluated == Run.NotTracked && maximum is null && count >= minimum)
                return true;
        }

        return count >= minimum;
    }

    public override void Explain(ref Run run, int at, int evaluated, ViolationReport report)
    {
        var count = 0;
        var end = run.Tokens[at].Next;
        for (var item = at + 1; item < end; item = run.Tokens[item].Next)
            count += schema.Holds(ref run, item, Run.NotTracked) ? 1 : 0;
        var (keyword, bound) =
            count > maximum ? ("maxContains", $"at most {maximum}")
            : minimum == 1 ? ("contains", "at least 1")
            : ("minContains", $"at least {minimum}");
        report.Add(
            ref run,
            at,
            Place,
            keyword,
            $"{bound} of the items to match the schema at {schema.Place.Location}",
            $"{count} that match"
        );
    }
}

/// <summary><c>uniqueItems</c> (2020-12 validation, 6.4.3), in a time that grows with the array's size and not with its square.</summary>
internal sealed class UniqueItems(SchemaPlace place) : Keyword(place)
{
    /// <summary>Up to here comparing each with each is cheaper than hashing.</summary>
    private const int FewItems = 8;

    public override Kinds AppliesTo => Kinds.Array;

    public override bool Holds(ref Run run, int at, int evaluated) => FindTwins(ref run, at) is null;

    public override void Explain(ref Run run, int at, int evaluated, ViolationReport report)
    {
        if (FindTwins(ref run, at) is not var (first, second))
            return;
        var pointer = InstancePath.Of(run.ValueAt(0), first);
        var found = $"{ViolationReport.Describe(ref run, second)}, the same as at {pointer}";
        report.Add(ref run, second, Place, "uniqueItems", "an item that differs from all others", found);
    }

    private static (int First, int Second)? FindTwins(ref Run run, int at) =>
        run.Tokens[at].Length <= FewItems ? CompareAll(ref run, at) : CompareHashed(ref run, at);

    private static (int First, int Second)? CompareAll(ref Run run, int at)
    {
        var end = run.Tokens[at].Next;
        for (var second = at + 1; second < end; second = run.Tokens[second].Next)
        {
            for (var first = at + 1; first < second; first = run.Tokens[first].Next)
            {
                if (ValueEquality.AreEqual(run.ValueAt(first), run.ValueAt(second), run.Workspace))
                    return (first, second);
            }
        }

        return null;
    }

    // An open hash table of token indices and hashes in turn; 0 is free, because no item is the first token.
    private static (int First, int Second)? CompareHashed(ref Run run, int at)
    {
        var workspace = run.Workspace;
        var size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)run.Tokens[at].Length * 2);
        if (workspace.Slots.Length < size * 2)
            workspace.Slots = new int[size * 2];
        var slots = workspace.Slots.AsSpan(0, size * 2);
        slots.Clear();
        var end = run.Tokens[at].Next;
        for (var item = at + 1; item < end; item = run.Tokens[item].Next)
        {
            var hash = ValueHash.Of(run.ValueAt(item), ref workspace.Text);
            var slot = hash & (size - 1);
            for (; slots[slot * 2] != 0; slot = (slot + 1) & (size - 1))
            {
                var earlier = slots[slot * 2];
                if (slots[(slot * 2) + 1] == hash && ValueEquality.AreEqual(run.ValueAt(earlier), run.ValueAt(item), workspace))
                    return (earlier, item);
            }

            slots[slot * 2] = item;
            slots[(slot * 2) + 1] = hash;
        }

        return null;
    }
}

/// <summary>
/// A bound on the members of a container: <c>minItems</c>, <c>maxItems</c>, <c>minProperties</c>, <c>maxProperties</c> (2020-12
/// validation, 6.4 and 6.5).
/// </summary>
internal sealed class MemberCount(SchemaPlace place, string keyword, long limit, bool isUpper, bool ofObject) : Keyword(place)
{
    public override Kinds AppliesTo => ofObject ? Kinds.Object : Kinds.Array;

    public override bool Holds(ref Run run, int at, int evaluated)
    {
        long count = run.Tokens[at].Length;
        return isUpper ? count <= limit : count >= limit;
    }

    public override void Explain(ref Run run, int at, int evaluated, ViolationReport report)
    {
        var member = (ofObject, limit == 1) switch
        {
            (true, true) => "property",
            (true, false) => "properties",
            (false, true) => "item",
            (false, false) => "items",
        };
        report.Add(
            ref run,
            at,
            Place,
            keyword,
            $"at {(isUpper ? "most" : "least")} {limit} {member}",
            ViolationReport.Describe(ref run, at)
        );
    }
}
