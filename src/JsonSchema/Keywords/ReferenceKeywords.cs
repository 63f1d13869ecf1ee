using Conformance.JsonSchema.Compilation;
using Conformance.JsonSchema.Evaluation;
using Conformance.JsonSchema.Resources;

namespace Conformance.JsonSchema.Keywords;

/// <summary><c>$ref</c> and <c>$dynamicRef</c>, and the form of <c>$id</c>.</summary>
internal static class ReferenceKeywords
{
    public static void AddTo(ICollection<Keyword> keywords, KeywordSource source)
    {
        if (source.Text("$id") is { } id && SchemaUri.Split(id).Fragment is { Length: > 0 } fragment)
        {
            var remedy = $"say \"$anchor\": \"{fragment}\" to name the schema within its resource";
            source.Problem("$id", ViolationReport.Quote(id), "a URI without a fragment", remedy);
        }

        if (source.Text("$ref") is { } reference && Find(source, "$ref", reference) is { } target)
            keywords.Add(new Reference(source.Place, source.Compiler.NodeFor(target)));
        if (source.Text("$dynamicRef") is { } dynamic && Find(source, "$dynamicRef", dynamic) is { } initial)
            keywords.Add(Dynamic(source, dynamic, initial));
    }

    // Only a reference whose first target is a dynamic anchor looks further; any other behaves as $ref.
    private static Keyword Dynamic(KeywordSource source, string reference, SchemaPlace initial)
    {
        var node = source.Compiler.NodeFor(initial);
        return SchemaUri.Split(reference).Fragment is { } anchor && initial.Resource.DynamicAnchors.Contains(anchor)
            ? new DynamicReference(source.Place, source.Compiler.DynamicAnchor(anchor), node)
            : new Reference(source.Place, node);
    }

    private static SchemaPlace? Find(KeywordSource source, string keyword, string reference)
    {
        var place = source.Compiler.Find(source.Place.Resource, reference);
        if (place is null)
        {
            const string Remedy = "correct the reference, or register the document it leads to";
            source.Problem(keyword, ViolationReport.Quote(reference), "a reference to a schema that is there", Remedy);
        }

        return place;
    }
}

/// <summary><c>$ref</c>: another schema is applied to the same value (2020-12 core, 8.2.3.1).</summary>
internal sealed class Reference(SchemaPlace place, CompiledNode target) : Keyword(place)
{
    public override CompiledNode Alias => target;

    public override IEnumerable<CompiledNode> InPlace => [target];

    public override bool Holds(ref Run run, int at, int evaluated) => target.Holds(ref run, at, evaluated);

    public override void Explain(ref Run run, int at, int evaluated, ViolationReport report) => target.Explain(ref run, at, report);
}

/// <summary>
/// <c>$dynamicRef</c> to a <c>$dynamicAnchor</c>: the outermost resource entered so far that has the anchor provides the schema (2020-12
/// core, 8.2.3.2).
/// </summary>
internal sealed class DynamicReference(SchemaPlace place, DynamicAnchor anchor, CompiledNode initial) : Keyword(place)
{
    public override bool Holds(ref Run run, int at, int evaluated) => Target(ref run).Holds(ref run, at, evaluated);

    public override void Explain(ref Run run, int at, int evaluated, ViolationReport report) =>
        Target(ref run).Explain(ref run, at, report);

    private CompiledNode Target(ref Run run)
    {
        foreach (var resource in run.Scope)
        {
            if (anchor.TargetIn((SchemaResource)resource) is { } target)
                return target;
        }

        return initial;
    }
}
