using Conformance.JsonSchema.Compilation;
using Conformance.JsonSchema.Evaluation;

namespace Conformance.JsonSchema.Keywords;

/// <summary>
/// <c>$dynamicRef</c> to a <c>$dynamicAnchor</c>: the outermost resource entered so far that has the anchor provides the schema (2020-12
/// core, 8.2.3.2).
/// </summary>
internal sealed class DynamicReference(SchemaPlace place, int anchor, SchemaNode initial) : Keyword(place)
{
    public override bool Holds(ref Run run, int at, int marks) => Target(ref run).Holds(ref run, at, marks);

    public override void Explain(ref Run run, int at, int marks, Report report) => Target(ref run).Explain(ref run, at, report);

    private SchemaNode Target(ref Run run)
    {
        foreach (var resource in run.Scope)
        {
            if (((SchemaResource)resource).DynamicTarget(anchor) is { } target)
                return target;
        }

        return initial;
    }
}
