using System.Globalization;
using System.Text.Json.Nodes;

namespace Conformance.JsonSchema.Tests.Fuzz;

/// <summary>Writes random schemas of 2020-12 and instances that have a fair chance of meeting them, from a seed.</summary>
internal sealed class JsonWriter(int seed)
{
    private static readonly string[] Names = ["a", "b", "ab", "é", "x-1"];
    private static readonly string[] Texts = ["", "a", "ab", "abc", "é", "\U0001F432", "2026-01-02", "a@b.example", "\"\\\n"];
    private static readonly string[] Numbers =
    [
        "0",
        "-0.0",
        "1",
        "1.0",
        "10e-1",
        "2",
        "3.5",
        "-1",
        "100",
        "1e2",
        "0.1",
        "9007199254740993",
        "1e400",
    ];
    private static readonly string[] Patterns = ["^a", "b$", "^.{2}$", "[^a]", "\\p{L}", "(a|b)+c?"];

    private readonly Random _random = new(seed);

    public JsonNode? Instance(int depth = 3) =>
        _random.Next(depth > 0 ? 8 : 5) switch
        {
            0 => Pick<JsonNode?>(null, JsonValue.Create(true), JsonValue.Create(false)),
            1 or 2 => Number(),
            3 or 4 => JsonValue.Create(Pick(Texts)),
            5 or 6 => Object(() => Instance(depth - 1)),
            _ => Array(() => Instance(depth - 1), least: 0),
        };

    public JsonNode Schema(int depth = 3)
    {
        if (depth == 0 || _random.Next(12) == 0)
            return _random.Next(5) == 0 ? JsonValue.Create(_random.Next(2) == 0) : Leaf();
        var schema = Leaf();
        for (var count = _random.Next(1, 4); count > 0; count--)
        {
            var (name, value) = Applicator(depth - 1);
            schema[name] = value;
        }

        return schema;
    }

    private JsonObject Leaf()
    {
        var schema = new JsonObject();
        for (var count = _random.Next(3); count > 0; count--)
        {
            var (name, value) = Assertion();
            schema[name] = value;
        }

        return schema;
    }

    private (string Name, JsonNode? Value) Assertion() =>
        _random.Next(14) switch
        {
            0 => ("type", Pick("object", "array", "string", "number", "integer", "boolean", "null")),
            1 => ("type", new JsonArray("object", Pick("array", "string"), "integer")),
            2 => ("const", Instance(2)),
            3 => ("enum", Array(() => Instance(1), least: 1)),
            4 => (Pick("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"), Number()),
            5 => ("multipleOf", JsonNode.Parse(Pick("1", "0.5", "0.1", "3"))),
            6 => (Pick("minLength", "maxLength"), _random.Next(4)),
            7 => ("pattern", Pick(Patterns)),
            8 => (Pick("minItems", "maxItems", "minProperties", "maxProperties"), _random.Next(4)),
            9 => ("uniqueItems", true),
            10 => ("required", new JsonArray(Pick(Names), Pick(Names))),
            11 => ("dependentRequired", new JsonObject { [Pick(Names)] = new JsonArray(Pick(Names)) }),
            12 => ("format", Pick("date", "email", "int32", "uri")),
            _ => (Pick("minContains", "maxContains"), _random.Next(3)),
        };

    private (string Name, JsonNode? Value) Applicator(int depth)
    {
        JsonNode Inner() => Schema(depth);
        return _random.Next(12) switch
        {
            0 or 1 => ("properties", Object(Inner)),
            2 => ("patternProperties", new JsonObject { [Pick(Patterns)] = Inner() }),
            3 => (Pick("additionalProperties", "propertyNames"), Inner()),
            4 => (Pick("items", "contains"), Inner()),
            5 => ("prefixItems", Array(Inner, least: 1)),
            6 or 7 => (Pick("allOf", "anyOf", "oneOf"), Array(Inner, least: 1)),
            8 => ("not", Inner()),
            9 => (Pick("if", "then", "else"), Inner()),
            10 => ("dependentSchemas", new JsonObject { [Pick(Names)] = Inner() }),
            _ => (Pick("unevaluatedProperties", "unevaluatedItems"), _random.Next(2) == 0 ? false : Inner()),
        };
    }

    private JsonNode? Number() => JsonNode.Parse(Pick(Numbers));

    private JsonObject Object(Func<JsonNode?> member)
    {
        var written = new JsonObject();
        for (var count = _random.Next(4); count > 0; count--)
            written[Pick(Names)] = member();
        return written;
    }

    private JsonArray Array(Func<JsonNode?> item, int least)
    {
        var written = new JsonArray();
        for (var count = _random.Next(least, 4); count > 0; count--)
            written.Add(item());
        return written;
    }

    private T Pick<T>(params T[] choices) => choices[_random.Next(choices.Length)];

    public override string ToString() => seed.ToString(CultureInfo.InvariantCulture);
}
