using System.Text.Json.Nodes;
using Conformance.Contracts.Schemas;
using Conformance.Contracts.Structure;
using Conformance.Documents;

namespace Conformance.Generation.Versions;

/// <summary>
/// Schemas of OpenAPI 3.1 and later (JSON Schema 2020-12) in the dialect of 3.0. What 3.0 says in other words is said in those; what it cannot say
/// is told with its place, and what is written then allows more, never less.
/// </summary>
internal sealed class SchemasAs30(Node root, Inventory inventory, Problems problems) : ISchemaDialect
{
    private readonly MovedSchemas _moved = new(root, inventory);

    /// <summary>Whether only the shape of values matters, as it does for code: rules that depend on other members are left out unsaid.</summary>
    public bool ShapeOnly { get; init; }

    public bool HasAdded => _moved.Any;

    public IEnumerable<(string Name, JsonNode Schema)> Added() => _moved.Converted(Convert);

    public JsonNode Convert(Node schema)
    {
        if (schema.AsBoolean() is { } everything)
            return everything ? new JsonObject() : Nothing();
        if (schema is not ObjectNode)
            return schema.ToJsonNode()!;
        var copy = new JsonObject();
        foreach (var (name, at, value) in schema.Members)
            Keyword(schema, name, at, value, copy);
        Types(schema, copy);
        if (copy["type"]?.ToString() == "array" && copy["items"] is null)
            copy["items"] = new JsonObject();
        return WithoutSiblings(copy);
    }

    private void Keyword(Node schema, string name, Location at, Node value, JsonObject copy)
    {
        switch (name)
        {
            case "$ref" when value.AsString() is { } reference:
                copy["$ref"] = _moved.Redirect(value, reference);
                break;
            case "type" or "nullable" or "$schema" or "$comment" or "$defs" or "definitions" or "then" or "else" or "minContains":
                break;
            case "const" when ShapeOnly:
                if (schema["type"] is null && value is ScalarNode { Kind: not ScalarKind.Null } constant)
                    copy["type"] = constant.Kind.ToString().ToLowerInvariant();
                break;
            case "const":
                Add(copy, "enum", new JsonArray(value.ToJsonNode()));
                break;
            case "enum":
                Add(copy, name, value.ToJsonNode()!);
                break;
            case "exclusiveMinimum" or "exclusiveMaximum" when value is ScalarNode { Kind: ScalarKind.Number }:
                Exclusive(schema, name, value, copy);
                break;
            case "minimum" or "maximum" when copy[name] is not null:
                break;
            case "examples" when value.Items is [var first, ..] && schema["example"] is null:
                copy["example"] = first.ToJsonNode();
                if (value.Items.Count > 1)
                    Tell(at, "More than one example of a schema", "Keep the first, or move the others to the media type.");
                break;
            case "prefixItems" or "items":
                Items(schema, copy);
                break;
            case "contentEncoding" when value.AsString() is "base64" && schema["format"] is null:
                copy["format"] = "byte";
                break;
            case "contentMediaType" when schema["contentEncoding"] is null && schema["format"] is null && schema["type"] is not null:
                copy["format"] = "binary";
                break;
            case "contentEncoding" or "contentMediaType" or "contentSchema":
                Note(at, name);
                break;
            case "if" or "dependentRequired" or "dependentSchemas" or "contains" or "not" when ShapeOnly:
                break;
            case "if":
                Condition(schema, value, copy);
                break;
            case "dependentRequired" when value is ObjectNode:
                foreach (var member in value.Members)
                    And(copy, Or(Lacks(member.Name), new JsonObject { ["required"] = member.Value.ToJsonNode() }));
                break;
            case "dependentSchemas" when value is ObjectNode:
                foreach (var member in value.Members)
                    And(copy, Or(Lacks(member.Name), Convert(member.Value)));
                break;
            case "contains":
                if ((schema["minContains"] as ScalarNode)?.Text is "0")
                    break;
                And(copy, Not(new JsonObject { ["type"] = "array", ["items"] = Not(Convert(value)) }));
                if (schema["minContains"] is { } count && (count as ScalarNode)?.Text != "1")
                    Note(count.At, "minContains");
                break;
            case "unevaluatedProperties" when schema["additionalProperties"] is null && !HasApplicators(schema):
                copy["additionalProperties"] = value.AsBoolean() is { } allowed ? allowed : Convert(value);
                break;
            case "additionalProperties" when schema["patternProperties"] is not null:
                if (value.AsBoolean() != false)
                    And(copy, new JsonObject());
                break;
            case "additionalProperties" when value.AsBoolean() is { } more:
                copy[name] = more;
                break;
            case var known when SchemaKeywords.Of(SpecVersion.V30).Contains(known) || known.StartsWith("x-", StringComparison.Ordinal):
                copy[name] = Inner(name, value);
                break;
            default:
                Note(at, name);
                break;
        }
    }

    private JsonNode? Inner(string name, Node value)
    {
        if (SchemaKeywords.Single.Contains(name))
            return Convert(value);
        if (SchemaKeywords.Lists.Contains(name) && value is ArrayNode)
        {
            var parts = new JsonArray([.. value.Items.Select(Convert)]);
            return parts;
        }

        if (SchemaKeywords.Maps.Contains(name) && value is ObjectNode)
            return new JsonObject(value.Members.Select(m => KeyValuePair.Create<string, JsonNode?>(m.Name, Convert(m.Value))));
        return value.ToJsonNode();
    }

    // 3.0 names one type, and null by "nullable" beside it.
    private static void Types(Node schema, JsonObject copy)
    {
        if (schema["type"] is not { } type)
            return;
        var names = type is ArrayNode ? [.. type.Items.Select(t => t.AsString() ?? "")] : (string[])[type.AsString() ?? ""];
        var nullable = names.Contains("null");
        string[] others = [.. names.Where(n => n is not "null" and not "").Distinct(StringComparer.Ordinal)];
        switch (others)
        {
            case []:
                Add(copy, "enum", new JsonArray((JsonNode?)null));
                break;
            case [var only]:
                copy["type"] = only;
                if (nullable)
                    copy["nullable"] = true;
                break;
            default:
                And(copy, Or([.. others.Select((name, i) => OfType(name, nullable && i == 0))]), alone: "anyOf");
                break;
        }
    }

    private static JsonObject OfType(string name, bool nullable)
    {
        var schema = new JsonObject { ["type"] = name };
        if (nullable)
            schema["nullable"] = true;
        if (name == "array")
            schema["items"] = new JsonObject();
        return schema;
    }

    private static void Exclusive(Node schema, string name, Node value, JsonObject copy)
    {
        var (inclusive, lower) = name == "exclusiveMinimum" ? ("minimum", true) : ("maximum", false);
        if (schema[inclusive]?.AsDecimal() is { } other && value.AsDecimal() is { } limit && (lower ? other > limit : other < limit))
            return;
        copy[inclusive] = value.ToJsonNode();
        copy[name] = true;
    }

    private void Items(Node schema, JsonObject copy)
    {
        if (copy["items"] is not null)
            return;
        if (schema["prefixItems"] is not { Items.Count: > 0 } first)
        {
            copy["items"] = schema["items"] is { } plain ? Convert(plain) : new JsonObject();
            return;
        }

        Tell(
            first.At,
            "What each item of an array is by its position (\"prefixItems\")",
            "Describe the array as an object with named members."
        );
        var each = first.Items.Select(Convert).ToList();
        if (schema["items"]?.AsBoolean() == false)
            copy["maxItems"] = schema["maxItems"] is { } most ? most.ToJsonNode() : each.Count;
        else
            each.Add(schema["items"] is { } rest ? Convert(rest) : new JsonObject());
        copy["items"] = Or([.. each]);
    }

    private void Condition(Node schema, Node condition, JsonObject copy)
    {
        if (schema["then"] is { } then)
            And(copy, Or(Not(Convert(condition)), Convert(then)));
        if (schema["else"] is { } otherwise)
            And(copy, Or(Convert(condition), Convert(otherwise)));
    }

    // In 3.0 nothing beside "$ref" counts.
    private static JsonObject WithoutSiblings(JsonObject schema)
    {
        if (schema["$ref"] is not { } reference || schema.Count == 1)
            return schema;
        schema.Remove("$ref");
        And(schema, new JsonObject { ["$ref"] = reference.DeepClone() }, first: true);
        return schema;
    }

    private static bool HasApplicators(Node schema) =>
        schema.Members.Any(m =>
            m.Name is "$ref" or "allOf" or "anyOf" or "oneOf" or "if" or "dependentSchemas" or "patternProperties" or "$dynamicRef"
        );

    private static JsonObject Nothing() => Not(new JsonObject());

    private static JsonObject Not(JsonNode schema) => new() { ["not"] = schema };

    private static JsonObject Or(params JsonNode[] schemas) => new() { ["anyOf"] = new JsonArray([.. schemas]) };

    private static JsonObject Lacks(string member) => Not(new JsonObject { ["type"] = "object", ["required"] = new JsonArray(member) });

    // One more thing that must hold: as a keyword of its own where that is free, else under allOf.
    private static void Add(JsonObject schema, string keyword, JsonNode value)
    {
        if (schema[keyword] is null)
            schema[keyword] = value;
        else
            And(schema, new JsonObject { [keyword] = value });
    }

    private static void And(JsonObject schema, JsonObject more, string? alone = null, bool first = false)
    {
        if (more.Count == 0)
            return;
        if (alone is not null && schema[alone] is null && more[alone] is { } value)
        {
            schema[alone] = value.DeepClone();
            return;
        }

        if (schema["allOf"] is not JsonArray all)
            schema["allOf"] = all = [];
        all.Insert(first ? 0 : all.Count, more);
    }

    private void Note(Location at, string keyword) =>
        Tell(at, $"The keyword \"{keyword}\"", "Say it with the keywords of that version, or in a description.");

    private void Tell(Location at, string what, string mend) =>
        problems.Warning("openapi-version", at, $"{what} cannot be said in OpenAPI 3.0; it is left out.", mend);
}
