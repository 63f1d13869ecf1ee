using Conformance.JsonSchema.Compilation;
using Conformance.JsonSchema.Evaluation;

namespace Conformance.JsonSchema.Keywords;

/// <summary><c>prefixItems</c> and <c>items</c> (2020-12 core, 10.3.1).</summary>
internal sealed class Items(SchemaPlace place, SchemaNode[] prefix, SchemaNode? rest) : Keyword(place)
{
    public override Kinds AppliesTo => Kinds.Array;

    public override bool Holds(ref Run run, int at, int marks)
    {
        var end = run.Tokens[at].Next;
        var ordinal = 0;
        for (var item = at + 1; item < end; item = run.Tokens[item].Next, ordinal++)
        {
            var schema = ordinal < prefix.Length ? prefix[ordinal] : rest;
            if (schema is null)
                return true;
            if (!schema.Holds(ref run, item, Run.NoMarks))
                return false;
            run.Mark(marks, ordinal);
        }

        return true;
    }

    public override void Explain(ref Run run, int at, int marks, Report report)
    {
        var end = run.Tokens[at].Next;
        var ordinal = 0;
        for (var item = at + 1; item < end && !report.IsFull; item = run.Tokens[item].Next, ordinal++)
        {
            var schema = ordinal < prefix.Length ? prefix[ordinal] : rest;
            if (schema is null)
                return;
            if (schema.Holds(ref run, item, Run.NoMarks))
                continue;
            if (!schema.AcceptsNothing)
                schema.Explain(ref run, item, report);
            else if (ordinal >= prefix.Length)
                report.Add(ref run, item, Place, "items", $"no item after the first {prefix.Length}", Report.Describe(ref run, item));
            else
                report.Add(ref run, item, Place, "prefixItems", "no item here", Report.Describe(ref run, item));
        }
    }
}
