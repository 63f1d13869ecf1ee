using System.Globalization;
using System.Text.Json.Nodes;

namespace Conformance.Validation.Tests;

/// <summary>Random values, written by each style as RFC 6570 has it, are read back as themselves and as nothing else.</summary>
public sealed class StyleFuzzTests
{
    private const int Rounds = 60;
    private const string Awkward = "aZ09-_~ ,;=&|%+/?#[]\"\\<>äß漢😀'*()!$@:{}";

    [Theory]
    [InlineData("path", "simple", false)]
    [InlineData("path", "simple", true)]
    [InlineData("path", "label", false)]
    [InlineData("path", "label", true)]
    [InlineData("path", "matrix", false)]
    [InlineData("path", "matrix", true)]
    [InlineData("query", "form", false)]
    [InlineData("query", "form", true)]
    [InlineData("query", "spaceDelimited", false)]
    [InlineData("query", "pipeDelimited", false)]
    [InlineData("query", "deepObject", true)]
    [InlineData("cookie", "form", false)]
    [InlineData("cookie", "form", true)]
    [InlineData("cookie", "cookie", false)]
    [InlineData("cookie", "cookie", true)]
    [InlineData("header", "simple", false)]
    [InlineData("header", "simple", true)]
    public void Values_survive(string place, string style, bool explode)
    {
        var random = new Random(HashOf(place + style + explode));
        var cases = Enumerable.Range(0, Rounds).Select(_ => Value(random, place == "header" ? place : style)).ToList();
        var paths = new JsonObject();
        for (var i = 0; i < cases.Count; i++)
        {
            paths[place == "path" ? $"/p{i}/{{color}}" : $"/p{i}"] = Operation(place, style, explode, cases[i]);
            paths[place == "path" ? $"/q{i}/{{color}}" : $"/q{i}"] = Operation(place, style, explode, cases[(i + 1) % cases.Count]);
        }

        var contract = Served.Load(
            new JsonObject
            {
                ["openapi"] = "3.2.0",
                ["info"] = new JsonObject { ["title"] = "t", ["version"] = "1" },
                ["paths"] = paths,
            }.ToJsonString()
        );
        for (var i = 0; i < cases.Count; i++)
        {
            var sent = Write(place == "header" ? place : style, explode, cases[i]);
            var violations = contract.Ask(Request(place, $"/p{i}", sent));
            Assert.True(
                violations.Count == 0,
                $"{cases[i].ToJsonString()} as \"{sent}\": {string.Join(" ", violations.Select(v => v.Message))}"
            );
            if (!JsonNode.DeepEquals(cases[i], cases[(i + 1) % cases.Count]))
                Assert.NotEmpty(contract.Ask(Request(place, $"/q{i}", sent)));
        }
    }

    private static SentRequest Request(string place, string path, string sent) =>
        place switch
        {
            "path" => new SentRequest($"{path}/{sent}"),
            "query" => new SentRequest(path, sent),
            "cookie" => new SentRequest(path, Cookies: sent),
            _ => new SentRequest(path, Headers: ("color", sent)),
        };

    private static JsonObject Operation(string place, string style, bool explode, JsonNode value)
    {
        var schema = new JsonObject
        {
            ["const"] = value.DeepClone(),
            ["type"] =
                value is JsonArray ? "array"
                : value is JsonObject ? "object"
                : "string",
        };
        if (value is JsonArray array)
            schema["prefixItems"] = new JsonArray([.. array.Select(Typed)]);
        if (value is JsonArray)
            schema["items"] = new JsonObject { ["type"] = new JsonArray("integer", "boolean", "string") };
        if (value is JsonObject members)
            schema["properties"] = new JsonObject(members.Select(m => KeyValuePair.Create(m.Key, (JsonNode?)Typed(m.Value))));
        var parameter = new JsonObject
        {
            ["name"] = "color",
            ["in"] = place,
            ["required"] = true,
            ["style"] = style,
            ["explode"] = explode,
            ["schema"] = schema,
        };
        return new JsonObject
        {
            ["post"] = new JsonObject
            {
                ["parameters"] = new JsonArray(parameter),
                ["responses"] = new JsonObject { ["204"] = new JsonObject { ["description"] = "" } },
            },
        };
    }

    private static JsonObject Typed(JsonNode? value) =>
        new()
        {
            ["type"] = value!.GetValueKind() switch
            {
                System.Text.Json.JsonValueKind.Number => "integer",
                System.Text.Json.JsonValueKind.String => "string",
                _ => "boolean",
            },
        };

    private static JsonNode Value(Random random, string style)
    {
        var kind =
            style is "deepObject" ? 2
            : style is "spaceDelimited" or "pipeDelimited" ? random.Next(1, 3)
            : random.Next(3);
        var count = random.Next(1, 6);

        // Within one array all are strings, or none is: a text that looks like a number is one where numbers may stand.
        var areStrings = random.Next(2) == 0;
        return kind switch
        {
            0 => Text(random, style),
            1 => new JsonArray([
                .. Enumerable.Range(0, count).Select(_ => areStrings ? (JsonNode)("t" + Text(random, style)) : Scalar(random)),
            ]),
            _ => new JsonObject(
                Enumerable
                    .Range(0, count)
                    .Select(i =>
                        KeyValuePair.Create(
                            $"k{i}{(style is "cookie" ? "" : Text(random, style)).Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal)}",
                            (JsonNode?)(random.Next(2) == 0 ? Text(random, style) : Scalar(random))
                        )
                    )
            ),
        };
    }

    private static JsonNode Scalar(Random random) => random.Next(2) == 0 ? random.Next(-1000, 1000) : random.Next(2) == 0;

    // What a style cannot carry, because it escapes nothing or decodes before it cuts, is left out.
    private static string Text(Random random, string style)
    {
        var without = style switch
        {
            "cookie" => " ,;&=\"\\%",
            "header" => " ,=",
            "simple" or "label" => ".",
            "spaceDelimited" => " +",
            "pipeDelimited" => "|",
            _ => "",
        };
        var runes = Awkward.EnumerateRunes().Where(r => !without.Contains(r.ToString(), StringComparison.Ordinal)).ToArray();
        return "v" + string.Concat(Enumerable.Range(0, random.Next(0, 8)).Select(_ => runes[random.Next(runes.Length)].ToString()));
    }

    private static string Write(string style, bool explode, JsonNode value)
    {
        Func<string, string> escape = style is "cookie" or "header" ? text => text : Uri.EscapeDataString;
        var (prefix, separator) = (style, explode) switch
        {
            ("label", true) => (".", "."),
            ("label", false) => (".", ","),
            ("matrix", true) => (";", ";"),
            ("matrix", false) => (";color=", ","),
            ("form", true) => ("", "&"),
            ("cookie", true) => ("", "; "),
            ("form", false) or ("cookie", false) => ("color=", ","),
            ("spaceDelimited", _) => ("color=", "%20"),
            ("pipeDelimited", _) => ("color=", "%7C"),
            _ => ("", ","),
        };
        var isNamed = explode && style is "matrix" or "form" or "cookie" && explode;
        return value switch
        {
            JsonArray items => prefix + string.Join(separator, items.Select(i => (isNamed ? "color=" : "") + escape(TextOf(i)))),
            JsonObject members when style == "deepObject" => string.Join(
                '&',
                members.Select(m => $"color%5B{escape(m.Key)}%5D={escape(TextOf(m.Value))}")
            ),
            JsonObject members => prefix
                + string.Join(separator, members.Select(m => escape(m.Key) + (explode ? "=" : separator) + escape(TextOf(m.Value)))),
            _ => prefix + (isNamed ? "color=" : "") + escape(TextOf(value)),
        };
    }

    private static string TextOf(JsonNode? value) =>
        value!.GetValueKind() switch
        {
            System.Text.Json.JsonValueKind.String => value.GetValue<string>(),
            System.Text.Json.JsonValueKind.Number => value.GetValue<int>().ToString(CultureInfo.InvariantCulture),
            _ => value.ToJsonString(),
        };

    private static int HashOf(string text) => text.Aggregate(17, (hash, c) => unchecked((hash * 31) + c));
}
