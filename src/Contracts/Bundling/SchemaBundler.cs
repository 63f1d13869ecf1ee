using Conformance.Contracts.Schemas;
using Conformance.Contracts.Structure;
using Conformance.Documents;
using Conformance.Documents.Files;

namespace Conformance.Contracts.Bundling;

/// <summary>
/// Looks through schemas. Their references become JSON pointers into the bundle, so that the names which schemas have by <c>$id</c> and <c>$anchor</c>
/// are not needed any more; a schema with dynamic anchors, whose meaning hangs on where a name counts, keeps them.
/// </summary>
internal sealed class SchemaBundler(
    DocumentSet set,
    SpecVersion version,
    Inliner inliner,
    Func<Node, ReferenceScope, Shape, string?> localize,
    Action<Part> refer
)
{
    private static readonly Shape ListOfSchemas = Shape.List(Shape.Schema);
    private static readonly Shape MapOfSchemas = Shape.Map(Shape.Schema);

    private readonly Dictionary<Node, bool> _keeping = [];
    private readonly List<(ObjectNode Schema, string Keyword)> _unneeded = [];

    /// <summary>What references in a part are seen from: a schema's own <c>$id</c> counts.</summary>
    public ReferenceScope ScopeOf(Part part) =>
        part.Shape is SchemaShape && set.Identifiers.BaseOf(part.Original) is { } own
            ? new ReferenceScope(part.Scope.Document, own, part.Original)
            : part.Scope;

    /// <summary>Whether a scope keeps the name that an <c>$id</c> gives it.</summary>
    public bool KeepsName(ReferenceScope scope)
    {
        if (scope.IsWholeFile && set.Identifiers.BaseOf(scope.Resource) is null)
            return false;
        if (!_keeping.TryGetValue(scope.Resource, out var keeps))
            _keeping[scope.Resource] = keeps = IsDynamic(scope.Resource);
        return keeps;
    }

    public void Visit(Part part)
    {
        if (part.Original is not ObjectNode || part.Copy is not ObjectNode copy)
            return;
        var scope = ScopeOf(part);
        if (version >= SpecVersion.V31)
            NoteNames(part, copy, scope);
        if (References.RefOf(part.Original) is not null)
        {
            refer(part);
            if (version < SpecVersion.V31)
                return;
        }

        part = part with { Scope = scope };
        foreach (var (name, _, original) in part.Original.Members)
        {
            if (copy[name] is { } value)
                Enter(name, part.Inner(value, original, Shape.Schema));
        }
    }

    /// <summary>Takes away the names that nothing needs.</summary>
    public void Close()
    {
        foreach (var (schema, keyword) in _unneeded)
        {
            if (schema[keyword] is { } value)
                schema.RemoveAll([value]);
        }
    }

    private void Enter(string keyword, Part value)
    {
        if (SchemaKeywords.Single.Contains(keyword))
            Visit(value);
        else if (SchemaKeywords.Lists.Contains(keyword))
        {
            if (Inlines(value with { Shape = ListOfSchemas }))
                return;
            for (var i = 0; i < value.Original.Items.Count; i++)
                Visit(value.Inner(value.Copy.Items[i], value.Original.Items[i], Shape.Schema));
        }
        else if (SchemaKeywords.Maps.Contains(keyword))
        {
            if (Inlines(value with { Shape = MapOfSchemas }))
                return;
            foreach (var (name, _, original) in value.Original.Members)
            {
                if (value.Copy[name] is { } copy)
                    Visit(value.Inner(copy, original, Shape.Schema));
            }
        }
        else if (keyword == "discriminator" && version > SpecVersion.V20)
            BundleMapping(value);
    }

    private bool Inlines(Part part)
    {
        if (References.RefOf(part.Original) is not { } reference)
            return false;
        if (part.Scope.Document == set.Root && ForeignReferences.IsLocal(reference.AsString()!))
            return false;
        inliner.Replace(part);
        return true;
    }

    // OpenAPI 3.1.1, section 4.8.25: a value is the name of a schema among the components, or else a reference.
    private void BundleMapping(Part discriminator)
    {
        foreach (var (name, _, original) in discriminator.Original["mapping"]?.Members ?? [])
            Map(discriminator.Copy["mapping"]!.AsObject()!, name, original, discriminator.Scope);
        if (discriminator.Original["defaultMapping"] is { } otherwise)
            Map(discriminator.Copy.AsObject()!, "defaultMapping", otherwise, discriminator.Scope);
    }

    private void Map(ObjectNode holder, string name, Node value, ReferenceScope scope)
    {
        var inRoot = scope.Document == set.Root && scope.IsWholeFile;
        if (value.AsString() is not { Length: > 0 } text || inRoot && ForeignReferences.IsLocal(text))
            return;
        if (set.Root.Root["components"]?["schemas"]?[text] is not null)
            return;
        var reference = value;
        if (!text.AsSpan().ContainsAny('/', '.', '#'))
        {
            if (scope.Document.Root["components"]?["schemas"]?[text] is null)
                return;
            reference = new ScalarNode(
                value.At,
                ScalarKind.String,
                Components.Fragment(JsonPointer.Root.Append("components").Append("schemas").Append(text))
            );
            scope = scope.Document.Scope;
        }

        if (localize(reference, scope, Shape.Schema) is { } local && holder.TryGetMember(name, out var member))
            holder.Replace(name, member.NameAt, new ScalarNode(value.At, ScalarKind.String, local));
    }

    private void NoteNames(Part part, ObjectNode copy, ReferenceScope scope)
    {
        if (KeepsName(scope))
            return;
        if (part.Original["$id"] is not null)
            _unneeded.Add((copy, "$id"));
        if (part.Original["$anchor"] is not null && (scope.Document != set.Root || !scope.IsWholeFile))
            _unneeded.Add((copy, "$anchor"));

        // Where the whole bundle is one resource, the dialect is that of the document.
        if (part.Original["$schema"] is not null)
            _unneeded.Add((copy, "$schema"));
    }

    private static bool IsDynamic(Node node) =>
        node.Members.Any(m => m.Name is "$dynamicRef" or "$dynamicAnchor" || IsDynamic(m.Value)) || node.Items.Any(IsDynamic);
}
