using Conformance.JsonSchema.Compilation;
using Conformance.JsonSchema.Evaluation;

namespace Conformance.JsonSchema.Keywords;

/// <summary>
/// A bound on the members of a container: <c>minItems</c>, <c>maxItems</c>, <c>minProperties</c>, <c>maxProperties</c> (2020-12
/// validation, 6.4 and 6.5).
/// </summary>
internal sealed class MemberCount(SchemaPlace place, string keyword, long limit, bool isUpper, bool ofObject) : Keyword(place)
{
    public override Kinds AppliesTo => ofObject ? Kinds.Object : Kinds.Array;

    public override bool Holds(ref Run run, int at, int marks)
    {
        long count = run.Tokens[at].Length;
        return isUpper ? count <= limit : count >= limit;
    }

    public override void Explain(ref Run run, int at, int marks, Report report)
    {
        var member = (ofObject, limit == 1) switch
        {
            (true, true) => "property",
            (true, false) => "properties",
            (false, true) => "item",
            (false, false) => "items",
        };
        report.Add(ref run, at, Place, keyword, $"at {(isUpper ? "most" : "least")} {limit} {member}", Report.Describe(ref run, at));
    }
}
