using Conformance.JsonSchema.Compilation;
using Conformance.JsonSchema.Evaluation;

namespace Conformance.JsonSchema.Keywords;

/// <summary><c>allOf</c>: every schema holds (2020-12 core, 10.2.1.1).</summary>
internal sealed class AllOf(SchemaPlace place, SchemaNode[] branches) : Keyword(place)
{
    public override IEnumerable<SchemaNode> InPlace => branches;

    public override bool Holds(ref Run run, int at, int marks)
    {
        foreach (var branch in branches)
        {
            if (!branch.Holds(ref run, at, marks))
                return false;
        }

        return true;
    }

    public override void Explain(ref Run run, int at, int marks, Report report)
    {
        foreach (var branch in branches)
        {
            if (!branch.Holds(ref run, at, Run.NoMarks))
                branch.Explain(ref run, at, report);
        }
    }
}
