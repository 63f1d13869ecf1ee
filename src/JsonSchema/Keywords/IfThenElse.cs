using Conformance.JsonSchema.Compilation;
using Conformance.JsonSchema.Evaluation;

namespace Conformance.JsonSchema.Keywords;

/// <summary><c>if</c> with <c>then</c> and <c>else</c> (2020-12 core, 10.2.2).</summary>
internal sealed class IfThenElse(SchemaPlace place, SchemaNode condition, SchemaNode? consequence, SchemaNode? alternative) : Keyword(place)
{
    public override bool IsChoice => true;

    public override IEnumerable<SchemaNode> InPlace => new[] { condition, consequence, alternative }.OfType<SchemaNode>();

    public override bool Holds(ref Run run, int at, int marks)
    {
        var branch = HoldsAside(condition, ref run, at, marks) ? consequence : alternative;
        return branch is null || branch.Holds(ref run, at, marks);
    }

    public override void Explain(ref Run run, int at, int marks, Report report)
    {
        var branch = condition.Holds(ref run, at, Run.NoMarks) ? consequence : alternative;
        branch?.Explain(ref run, at, report);
    }
}
