using System.Globalization;
using System.Text.Json.Nodes;
using Conformance.Contracts.Schemas;
using Conformance.Contracts.Structure;
using Conformance.Documents;

namespace Conformance.Generation.Versions;

/// <summary>
/// A document without what Microsoft.OpenApi would write otherwise than it read: schemas and free values (examples, extensions) are marks
/// that its writer passes on, and what the other version has no field for is told and left out. <see cref="Restore"/> puts the schemas, which
/// are of the other version by then, and the values back.
/// </summary>
internal sealed class DocumentShell(SpecVersion source, SpecVersion target, ISchemaDialect schemas, Problems problems)
{
    private const string Mark = "x-conform-at";

    private readonly List<JsonNode?> _kept = [];
    private readonly HashSet<Node> _inlining = [];

    /// <summary>Copies the document; what the target version cannot say is told.</summary>
    public JsonObject Build(Node root)
    {
        var shell = (JsonObject)Copy(root, PathObjects.Document)!;
        if (shell["components"] is not JsonObject && schemas.HasAdded)
            shell["components"] = new JsonObject();
        if (shell["components"] is JsonObject components)
            AddSchemas(components);

        // Required up to 3.0, and what every version may have.
        if (shell["paths"] is null)
            shell["paths"] = new JsonObject();
        return shell;
    }

    /// <summary>The value with each mark replaced by what it stands for.</summary>
    public JsonNode? Restore(JsonNode? written) =>
        written switch
        {
            JsonObject { Count: 1 } marked when marked[Mark] is JsonValue at => _kept[at.GetValue<int>()]?.DeepClone(),
            JsonObject map => new JsonObject(map.Select(m => KeyValuePair.Create(m.Key, Restore(m.Value)))),
            JsonArray list => new JsonArray([.. list.Select(Restore)]),
            JsonValue value when value.TryGetValue<string>(out var text) && text.StartsWith(Mark + ":", StringComparison.Ordinal) => _kept[
                int.Parse(text.AsSpan(Mark.Length + 1), CultureInfo.InvariantCulture)
            ]
                ?.DeepClone(),
            _ => written?.DeepClone(),
        };

    private void AddSchemas(JsonObject components)
    {
        var all = components["schemas"] as JsonObject ?? [];
        foreach (var (name, schema) in schemas.Added())
            all[name] = new JsonObject { [Mark] = Keep(schema) };
        if (all.Count > 0 && all.Parent is null)
            components["schemas"] = all;
    }

    private JsonNode? Copy(Node node, Shape shape)
    {
        switch (shape)
        {
            case LazyShape lazy:
                return Copy(node, lazy.Table());
            case SchemaShape:
                return new JsonObject { [Mark] = Keep(schemas.Convert(node)) };
            case AnyShape:
                return Value(node);
            case ScalarShape { Kind: ScalarKind.String } when node is ScalarNode scalar && !node.IsNull:
                return JsonValue.Create(scalar.Text);
            case ListShape list when node is ArrayNode:
                return new JsonArray([.. node.Items.Select(item => Copy(item, list.Item))]);
            case MapShape map when node is ObjectNode:
                return CopyMap(node, map);
            case CallbackShape callback when node is ObjectNode:
                return References.RefOf(node) is null ? Copy(node, callback.Expressions) : Reference(node, callback);
            case RequirementShape requirement when node is ObjectNode:
                return CopyMap(node, new MapShape(requirement.Scopes, null));
            case ObjectShape table when node is ObjectNode:
                return References.RefOf(node) is not null && (table.HasOwnReference || table.ReferableSince <= source)
                    ? Reference(node, table)
                    : CopyObject(node, table);
            default:
                return node.ToJsonNode();
        }
    }

    private JsonObject CopyMap(Node node, MapShape map)
    {
        var copy = new JsonObject();
        foreach (var (name, _, value) in node.Members)
        {
            if (map.Keys is { Extensions: true } && name.StartsWith("x-", StringComparison.Ordinal))
                copy[name] = Value(value);
            else if (Sayable(value, map.Value))
                copy[name] = Copy(value, map.Value);
        }

        return copy;
    }

    private JsonObject CopyObject(Node node, ObjectShape table)
    {
        var copy = new JsonObject();
        foreach (var (name, at, value) in node.Members)
        {
            if (table.Extensions && name.StartsWith("x-", StringComparison.Ordinal))
            {
                copy[name] = Value(value);
            }
            else if (table.Find(name, source) is { } field)
            {
                if (table.Find(name, target) is not { } other)
                    Tell(
                        at,
                        $"The field \"{name}\" of the {table.Name}",
                        "Leave it out of the document, or say it with what that version has."
                    );
                else if (other.Shape is not ListShape { Item: ObjectShape inner })
                    copy[name] = Copy(value, field.Shape);
                else
                    copy[name] = new JsonArray([.. value.Items.Where(item => Sayable(item, inner)).Select(item => Copy(item, inner))]);
            }
        }

        foreach (var field in table.Fields.Where(f => f.IsRequiredIn(target) && !f.IsRequiredIn(source) && copy[f.Name] is null))
            copy[field.Name] = field.Shape is MapShape ? new JsonObject() : "";
        return copy;
    }

    // An object that is told apart by a word which the other version does not have goes as a whole.
    private bool Sayable(Node node, Shape shape)
    {
        if ((shape as LazyShape)?.Table() is { } lazy)
            shape = lazy;
        if (
            shape is not ObjectShape table
            || node is not ObjectNode
            || References.RefOf(node) is not null && table.ReferableSince <= source
        )
            return true;
        foreach (var (name, _, value) in node.Members)
        {
            if (table.Find(name, target) is not { Shape: WordShape words } || table.Find(name, source) is not { Shape: WordShape before })
                continue;
            if (value.AsString() is not { } word || words.Words.Contains(word) || !before.Words.Contains(word))
                continue;
            Tell(value.At, $"A {table.Name} whose \"{name}\" is \"{word}\"", "Describe it otherwise, or keep the version.");
            return false;
        }

        return true;
    }

    // Microsoft.OpenApi follows references to components; what others point at is written in their place.
    private JsonNode? Reference(Node node, Shape shape)
    {
        var text = References.RefOf(node)!.AsString()!;
        var kept = shape is ObjectShape { HasOwnReference: false } or CallbackShape && IsComponent(text);
        if (kept || References.Resolve(node, []) is not { } found || !_inlining.Add(found))
        {
            if (!kept)
                problems.Error(
                    "openapi-version",
                    node.At,
                    $"The reference \"{text}\" leads to nothing that can be written in its place.",
                    "Write the object itself here."
                );
            var reference = new JsonObject { ["$ref"] = text };
            foreach (var prose in target >= SpecVersion.V31 ? ["summary", "description"] : Array.Empty<string>())
            {
                if (node[prose]?.AsString() is { } words)
                    reference[prose] = words;
            }

            return reference;
        }

        var inlined = Copy(found, shape);
        _inlining.Remove(found);
        return inlined;
    }

    private bool IsComponent(string reference) =>
        reference.Split('/') is ["#", "components", var section, _]
        && PathObjects.Components.Find(section, target) is not null
        && section != "pathItems";

    private JsonValue? Value(Node node) =>
        node.AsString() is { } text && !text.StartsWith(Mark, StringComparison.Ordinal)
            ? JsonValue.Create(text)
            : JsonValue.Create($"{Mark}:{Keep(node.ToJsonNode())}");

    private int Keep(JsonNode? node)
    {
        _kept.Add(node);
        return _kept.Count - 1;
    }

    private void Tell(Location at, string what, string mend) =>
        problems.Warning(
            "openapi-version",
            at,
            $"{what} cannot be said in OpenAPI {OpenApiVersionWriter.TextOf(target)}; it is left out.",
            mend
        );
}
