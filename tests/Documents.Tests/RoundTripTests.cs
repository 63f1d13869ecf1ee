using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Conformance.Documents.Tests;

/// <summary>What System.Text.Json writes reads back equal, as JSON and as the YAML that every JSON text is.</summary>
public sealed class RoundTripTests
{
    private static readonly string[] _fragments =
    [
        "",
        "a",
        "null",
        "true",
        "1e3",
        "0x1F",
        "<<",
        "~",
        "- b",
        "a: b",
        "#c",
        "'",
        "\"",
        "\\",
        "\t",
        "\n",
        "\r\n",
        "\u0001",
        " x ",
        "ä",
        "😀",
        "\u2028",
        "\u0085",
        "/",
        "{{",
        "%",
        "@",
        "*x",
        "&x",
        "!x",
        "|",
        ">",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Reads_back_equal_what_System_Text_Json_writes(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 500; i++)
        {
            var written = new JsonObject { ["root"] = Value(random, depth: 0) };
            var text = written.ToJsonString(new JsonSerializerOptions { WriteIndented = i % 2 == 0 });
            var fromJson = Reading.Sound(text, "a.json");
            var fromYaml = Reading.Sound($"---\n{text}", "a.yaml");
            Assert.True(JsonNode.DeepEquals(written, JsonNode.Parse(fromJson.ToUtf8Json())), text);
            Assert.True(Node.DeepEquals(fromJson, fromYaml), text);
            AssertSamePlaces(fromJson, fromYaml);
        }
    }

    [Theory]
    [InlineData("1", "1.0", true)]
    [InlineData("1", "2", false)]
    public void Notices_a_difference(string left, string right, bool equal) =>
        Assert.Equal(equal, Node.DeepEquals(Reading.Sound($"[{left}]", "a.json"), Reading.Sound($"---\n[{right}]")));

    private static void AssertSamePlaces(Node json, Node yaml)
    {
        Assert.Equal((json.At.Line + 1, json.At.Column), (yaml.At.Line, yaml.At.Column));
        foreach (var (a, b) in json.Members.Zip(yaml.Members))
            AssertSamePlaces(a.Value, b.Value);
        foreach (var (a, b) in json.Items.Zip(yaml.Items))
            AssertSamePlaces(a, b);
    }

    private static JsonNode? Value(Random random, int depth)
    {
        switch (random.Next(depth > 5 ? 5 : 8))
        {
            case 0:
                return null;
            case 1:
                return JsonValue.Create(random.Next(2) == 0);
            case 2:
                return JsonValue.Create(random.NextInt64(long.MinValue, long.MaxValue));
            case 3:
                return JsonValue.Create((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-300, 300)));
            case 4:
                return JsonValue.Create(Text(random));
            case 5:
                return new JsonArray([.. Enumerable.Range(0, random.Next(5)).Select(_ => Value(random, depth + 1))]);
            default:
                var node = new JsonObject();
                for (var i = random.Next(12); i > 0; i--)
                    node[Text(random)] = Value(random, depth + 1);
                return node;
        }
    }

    private static string Text(Random random)
    {
        var text = new StringBuilder();
        for (var i = random.Next(4); i >= 0; i--)
            text.Append(_fragments[random.Next(_fragments.Length)]);
        return text.ToString();
    }
}
