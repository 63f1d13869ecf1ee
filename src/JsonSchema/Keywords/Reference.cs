using Conformance.JsonSchema.Compilation;
using Conformance.JsonSchema.Evaluation;

namespace Conformance.JsonSchema.Keywords;

/// <summary><c>$ref</c>: another schema is applied to the same value (2020-12 core, 8.2.3.1).</summary>
internal sealed class Reference(SchemaPlace place, SchemaNode target) : Keyword(place)
{
    /// <summary>The schema referred to.</summary>
    public SchemaNode Target => target;

    public override IEnumerable<SchemaNode> InPlace => [target];

    public override bool Holds(ref Run run, int at, int marks) => target.Holds(ref run, at, marks);

    public override void Explain(ref Run run, int at, int marks, Report report) => target.Explain(ref run, at, report);
}
