using Conformance.JsonSchema.Compilation;
using Conformance.JsonSchema.Evaluation;

namespace Conformance.JsonSchema.Keywords;

/// <summary><c>unevaluatedItems</c> (2020-12 core, 11.2).</summary>
internal sealed class UnevaluatedItems(SchemaPlace place, SchemaNode schema) : Keyword(place), IReadsMarks
{
    public override Kinds AppliesTo => Kinds.Array;

    public override bool Holds(ref Run run, int at, int marks)
    {
        var end = run.Tokens[at].Next;
        var ordinal = 0;
        for (var item = at + 1; item < end; item = run.Tokens[item].Next, ordinal++)
        {
            if (!run.IsMarked(marks, ordinal) && !schema.Holds(ref run, item, Run.NoMarks))
                return false;
        }

        run.MarkAll(marks, at);
        return true;
    }

    public override void Explain(ref Run run, int at, int marks, Report report)
    {
        var end = run.Tokens[at].Next;
        var ordinal = 0;
        for (var item = at + 1; item < end; item = run.Tokens[item].Next, ordinal++)
        {
            if (run.IsMarked(marks, ordinal) || schema.Holds(ref run, item, Run.NoMarks))
                continue;
            if (schema.AcceptsNothing)
                report.Add(
                    ref run,
                    item,
                    Place,
                    "unevaluatedItems",
                    "no item that no part of the schema speaks of",
                    Report.Describe(ref run, item)
                );
            else
                schema.Explain(ref run, item, report);
        }
    }
}
