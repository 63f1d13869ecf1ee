using Conformance.JsonSchema.Compilation;
using Conformance.JsonSchema.Evaluation;

namespace Conformance.JsonSchema.Keywords;

/// <summary>The schema <c>false</c>, which accepts nothing.</summary>
internal sealed class FalseSchema(SchemaPlace place) : Keyword(place)
{
    public override bool Holds(ref Run run, int at, int marks) => false;

    public override void Explain(ref Run run, int at, int marks, Report report) =>
        report.Add(ref run, at, Place, string.Empty, "no value here", Report.Describe(ref run, at));
}
