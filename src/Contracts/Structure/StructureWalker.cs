using Conformance.Contracts.Schemas;
using Conformance.Documents;

namespace Conformance.Contracts.Structure;

/// <summary>Holds a document against the tables of its version, and notes what it meets. Values of extensions are not entered.</summary>
internal sealed class StructureWalker
{
    private readonly SpecVersion _version;
    private readonly StructureReport _report;
    private readonly SchemaWalker _schemas;

    private StructureWalker(SpecVersion version, Problems problems)
    {
        (_version, _report) = (version, new StructureReport(version, problems));
        _schemas = new SchemaWalker(this, version, _report);
    }

    public Inventory Inventory { get; } = new();

    /// <summary>Reports what breaks the tables of a version, everywhere in the document, and in what references lead to.</summary>
    public static Inventory Walk(Node root, SpecVersion version, Problems problems)
    {
        var walker = new StructureWalker(version, problems);
        walker.Visit(root, PathObjects.Root(version), new Place("the document", false));

        // What only a reference leads to may lie anywhere, and may hold references of its own.
        for (var i = 0; i < walker.Inventory.References.Count; i++)
        {
            var (holder, expected) = walker.Inventory.References[i];
            if (References.Resolve(holder, root, null) is { } target && walker.Inventory.ShapeOf(target) is null)
            {
                walker.Visit(target, expected, new Place($"what \"{References.RefOf(holder)!.AsString()}\" points at", false));
            }
        }

        return walker.Inventory;
    }

    public void Visit(Node node, Shape shape, Place place)
    {
        switch (shape)
        {
            case AnyShape:
                break;
            case LazyShape lazy:
                Visit(node, lazy.Table(), place);
                break;
            case SchemaShape:
                _schemas.Visit(node, place);
                break;
            case ScalarShape scalar:
                if ((node as ScalarNode)?.Kind != scalar.Kind)
                    _report.WrongType(node, shape, place);
                break;
            case WordShape words:
                if (node.AsString() is not { } word)
                    _report.WrongType(node, shape, place);
                else if (!words.Words.Contains(word))
                    _report.UnknownWord(node, words, place);
                break;
            case ListShape list:
                if (node is not ArrayNode)
                    _report.WrongType(node, shape, place);
                foreach (var item in node.Items)
                    Visit(item, list.Item, place with { Name = "an item of " + place.Name });
                break;
            case MapShape map:
                VisitMap(node, map, place);
                break;
            case CallbackShape callback:
                if (References.RefOf(node) is not null)
                    Inventory.AddReference(node, shape);
                else if (Inventory.Add(node, shape))
                    Visit(node, callback.Expressions, place);
                break;
            case RequirementShape requirement:
                if (node is not ObjectNode)
                    _report.WrongType(node, shape, place);
                else if (Inventory.Add(node, shape))
                    VisitMap(node, new MapShape(requirement.Scopes, null), place);
                break;
            case ObjectShape table:
                VisitObject(node, table, place);
                break;
        }
    }

    private void VisitMap(Node node, MapShape map, Place place)
    {
        if (node is not ObjectNode)
            _report.WrongType(node, map, place);
        if (map.Value is not (AnyShape or ScalarShape) && References.RefOf(node) is not null)
            Inventory.AddMisplacedReference(node);
        foreach (var (name, at, value) in node.Members)
        {
            if (map.Keys is { Extensions: true } && name.StartsWith("x-", StringComparison.Ordinal))
                continue;
            if (map.Keys is { } rule && !rule.Accepts(name))
                _report.WrongKey(name, at, rule, place);
            Visit(value, map.Value, new Place($"\"{name}\" of {place.Name}", place.Prose));
        }
    }

    private void VisitObject(Node node, ObjectShape table, Place place)
    {
        if (node is not ObjectNode)
        {
            _report.WrongType(node, table, place);
            return;
        }

        if (References.RefOf(node) is not null)
        {
            if (table.HasOwnReference || _version >= table.ReferableSince)
            {
                Inventory.AddReference(node, table);
                if (!table.HasOwnReference)
                {
                    _report.Siblings(node);
                    return;
                }
            }
            else
                Inventory.AddMisplacedReference(node);
        }

        if (!Inventory.Add(node, table))
            return;
        foreach (var (name, at, value) in node.Members)
        {
            if (table.Extensions && name.StartsWith("x-", StringComparison.Ordinal))
                continue;
            if (table.Find(name, _version) is { } field)
            {
                Visit(value, field.Shape, new Place($"\"{name}\" of the {table.Name}", field.Prose));
            }
            else
                _report.UnknownField(name, at, table);
        }

        _report.Incomplete(node, table);
    }
}

/// <summary>Where a walk stands, for messages.</summary>
/// <param name="Name">How a sentence names the value: <c>"in" of the Parameter Object</c>.</param>
/// <param name="Prose">Whether it is for readers alone.</param>
internal readonly record struct Place(string Name, bool Prose);
