using Conformance.JsonSchema.Compilation;
using Conformance.JsonSchema.Evaluation;

namespace Conformance.JsonSchema.Keywords;

/// <summary><c>not</c>: the schema does not hold (2020-12 core, 10.2.1.4).</summary>
internal sealed class Not(SchemaPlace place, SchemaNode schema) : Keyword(place)
{
    public override IEnumerable<SchemaNode> InPlace => [schema];

    public override bool Holds(ref Run run, int at, int marks) => !schema.Holds(ref run, at, Run.NoMarks);

    public override void Explain(ref Run run, int at, int marks, Report report) =>
        report.Add(
            ref run,
            at,
            Place,
            "not",
            $"a value that does not match the schema at {schema.Place.Location}",
            Report.Describe(ref run, at)
        );
}
