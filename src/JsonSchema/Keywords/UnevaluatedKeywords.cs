using System.Text;
using Conformance.JsonSchema.Compilation;
using Conformance.JsonSchema.Evaluation;
using Conformance.JsonSchema.Instances;
using Conformance.JsonSchema.Resources;

namespace Conformance.JsonSchema.Keywords;

/// <summary><c>unevaluatedItems</c> and <c>unevaluatedProperties</c>.</summary>
internal static class UnevaluatedKeywords
{
    public static void AddTo(ICollection<Keyword> keywords, KeywordSource source)
    {
        if (source.Schema("unevaluatedItems") is { } items)
            keywords.Add(new UnevaluatedItems(source.Place, items));
        if (source.Schema("unevaluatedProperties") is { } properties)
            keywords.Add(new UnevaluatedProperties(source.Place, properties));
    }
}

/// <summary><c>unevaluatedItems</c> (2020-12 core, 11.2).</summary>
internal sealed class UnevaluatedItems(SchemaPlace place, CompiledNode schema) : Keyword(place), IReadsEvaluated
{
    public override Kinds AppliesTo => Kinds.Array;

    public override bool Holds(ref Run run, int at, int evaluated)
    {
        var end = run.Tokens[at].Next;
        var ordinal = 0;
        for (var item = at + 1; item < end; item = run.Tokens[item].Next, ordinal++)
        {
            if (!run.IsEvaluated(evaluated, ordinal) && !schema.Holds(ref run, item, Run.NotTracked))
                return false;
        }

        run.MarkAllEvaluated(evaluated, at);
        return true;
    }

    public override void Explain(ref Run run, int at, int evaluated, ViolationReport report)
    {
        var end = run.Tokens[at].Next;
        var ordinal = 0;
        for (var item = at + 1; item < end; item = run.Tokens[item].Next, ordinal++)
        {
            if (run.IsEvaluated(evaluated, ordinal) || schema.Holds(ref run, item, Run.NotTracked))
                continue;
            if (schema.AcceptsNothing)
                report.Add(
                    ref run,
                    item,
                    Place,
                    "unevaluatedItems",
                    "no item that no part of the schema speaks of",
                    ViolationReport.Describe(ref run, item)
                );
            else
                schema.Explain(ref run, item, report);
        }
    }
}

/// <summary><c>unevaluatedProperties</c> (2020-12 core, 11.3).</summary>
internal sealed class UnevaluatedProperties(SchemaPlace place, CompiledNode schema) : Keyword(place), IReadsEvaluated
{
    public override Kinds AppliesTo => Kinds.Object;

    public override bool Holds(ref Run run, int at, int evaluated)
    {
        var end = run.Tokens[at].Next;
        var ordinal = 0;
        for (var name = at + 1; name < end; name = run.Tokens[name + 1].Next, ordinal++)
        {
            if (!run.IsEvaluated(evaluated, ordinal) && !schema.Holds(ref run, name + 1, Run.NotTracked))
                return false;
        }

        run.MarkAllEvaluated(evaluated, at);
        return true;
    }

    public override void Explain(ref Run run, int at, int evaluated, ViolationReport report)
    {
        var end = run.Tokens[at].Next;
        var ordinal = 0;
        for (var name = at + 1; name < end; name = run.Tokens[name + 1].Next, ordinal++)
        {
            if (run.IsEvaluated(evaluated, ordinal) || schema.Holds(ref run, name + 1, Run.NotTracked))
                continue;
            if (!schema.AcceptsNothing)
            {
                schema.Explain(ref run, name + 1, report);
                continue;
            }

            var text = Encoding.UTF8.GetString(run.Text(name));
            var expected = $"no property {ViolationReport.Quote(text)}, which no part of the schema speaks of";
            report.Add(ref run, name + 1, Place, "unevaluatedProperties", expected, ViolationReport.Describe(ref run, name + 1), text);
        }
    }
}
