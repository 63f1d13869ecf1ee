using System.Text.Json.Nodes;
using Conformance.Contracts.Tests.Loading;
using Conformance.Documents;

namespace Conformance.Linting.Tests;

/// <summary>Documents with values where others belong: whatever is wrong, lint has sentences for it and never an exception.</summary>
public sealed class MutilatedDocumentTests
{
    private const int Runs = 200;

    private static readonly string[] Strangers =
    [
        "null",
        "[]",
        "{}",
        "\"x\"",
        "5",
        "true",
        "[null]",
        """{"$ref":"#/paths"}""",
        """{"$ref":"#"}""",
    ];

    [Theory]
    [InlineData(SessionTests.Contract)]
    [InlineData(SwaggerDocument.Yaml)]
    public void A_value_in_the_wrong_place_is_no_stumbling_block(string yaml)
    {
        var sound = DocumentReader.Read("a.yaml", System.Text.Encoding.UTF8.GetBytes(yaml), [])!;
        var random = new Random(1);
        var reported = 0;
        for (var run = 0; run < Runs; run++)
        {
            var root = sound.ToJsonNode()!;
            var nodes = All(root).Skip(1).ToList();
            var (victim, stranger) = (nodes[random.Next(nodes.Count)], JsonNode.Parse(Strangers[random.Next(Strangers.Length)]));
            if (victim.Parent is JsonObject holder)
                holder[victim.GetPropertyName()] = stranger;
            else
                victim.Parent!.AsArray()[victim.GetElementIndex()] = stranger;
            if (Linted.Text(root.ToJsonString()).Count > 0)
                reported++;
        }

        Assert.True(reported > Runs / 3, $"only {reported} of {Runs} had a problem");
    }

    private static IEnumerable<JsonNode> All(JsonNode node)
    {
        IEnumerable<JsonNode?> children = node switch
        {
            JsonObject members => members.Select(m => m.Value),
            JsonArray items => items,
            _ => [],
        };
        return children.OfType<JsonNode>().SelectMany(All).Prepend(node);
    }
}
