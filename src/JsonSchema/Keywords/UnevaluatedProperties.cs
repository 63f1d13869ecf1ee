using System.Text;
using Conformance.JsonSchema.Compilation;
using Conformance.JsonSchema.Evaluation;

namespace Conformance.JsonSchema.Keywords;

/// <summary><c>unevaluatedProperties</c> (2020-12 core, 11.3).</summary>
internal sealed class UnevaluatedProperties(SchemaPlace place, SchemaNode schema) : Keyword(place), IReadsMarks
{
    public override Kinds AppliesTo => Kinds.Object;

    public override bool Holds(ref Run run, int at, int marks)
    {
        var end = run.Tokens[at].Next;
        var ordinal = 0;
        for (var name = at + 1; name < end; name = run.Tokens[name + 1].Next, ordinal++)
        {
            if (!run.IsMarked(marks, ordinal) && !schema.Holds(ref run, name + 1, Run.NoMarks))
                return false;
        }

        run.MarkAll(marks, at);
        return true;
    }

    public override void Explain(ref Run run, int at, int marks, Report report)
    {
        var end = run.Tokens[at].Next;
        var ordinal = 0;
        for (var name = at + 1; name < end; name = run.Tokens[name + 1].Next, ordinal++)
        {
            if (run.IsMarked(marks, ordinal) || schema.Holds(ref run, name + 1, Run.NoMarks))
                continue;
            if (!schema.AcceptsNothing)
            {
                schema.Explain(ref run, name + 1, report);
                continue;
            }

            var text = Encoding.UTF8.GetString(run.Text(name));
            var expected = $"no property {Report.Quote(text)}, which no part of the schema speaks of";
            report.Add(ref run, name + 1, Place, "unevaluatedProperties", expected, Report.Describe(ref run, name + 1), text);
        }
    }
}
