using System.Text;
using System.Text.Json;

namespace Conformance.JsonSchema.Tests.Fuzz;

[Trait("Category", "Slow")]
public sealed class AgreementTests
{
    private const int SchemasPerSeed = 150;
    private const int InstancesPerSchema = 12;

    /// <summary>Schemas made of a schema S that must give S's verdict, and one that must give the opposite.</summary>
    private static readonly (string Text, bool Same)[] Wrappings =
    [
        ("{'allOf':[S]}", true),
        ("{'anyOf':[false,S]}", true),
        ("{'oneOf':[S,false]}", true),
        ("{'if':S,'else':false}", true),
        ("{'$ref':'#/$defs/s','$defs':{'s':S}}", true),
        ("{'allOf':[S],'unevaluatedProperties':true,'unevaluatedItems':true}", true),
        ("{'not':S}", false),
        ("{'if':S,'then':false}", false),
    ];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_passes_agree_and_so_do_equivalent_schemas(int seed)
    {
        var writer = new JsonWriter(seed);
        var verdicts = new int[2];
        for (var turn = 0; turn < SchemasPerSeed; turn++)
        {
            var text = writer.Schema().ToJsonString();
            var schema = Compile(text);
            var wrapped = Wrappings
                .Select(wrapping =>
                    (Schema: Compile(wrapping.Text.Replace('\'', '"').Replace("S", text, StringComparison.Ordinal)), wrapping.Same)
                )
                .ToList();
            for (var instance = 0; instance < InstancesPerSchema; instance++)
            {
                var json = writer.Instance()?.ToJsonString() ?? "null";
                var valid = Verdict(schema, text, json);
                verdicts[valid ? 1 : 0]++;
                foreach (var (other, same) in wrapped)
                    Assert.True(Verdict(other, text, json) == (valid == same), $"{other.Location} of {text} on {json}: S is {valid}");
            }
        }

        // Neither verdict may be so rare that the agreement says little.
        Assert.True(verdicts.Min() > SchemasPerSeed, $"{verdicts[0]} invalid, {verdicts[1]} valid");
    }

    private static bool Verdict(CompiledSchema schema, string text, string json)
    {
        using var document = JsonDocument.Parse(json);
        var utf8 = Encoding.UTF8.GetBytes(json);
        var valid = schema.IsValid(utf8);
        Assert.True(valid == schema.IsValid(document.RootElement), $"text and element differ: {text} on {json}");
        Assert.True(valid == (schema.Validate(document.RootElement).Count == 0), $"fast and collecting pass differ: {text} on {json}");
        Assert.True(valid == (schema.Validate(utf8).Count == 0), $"fast and collecting pass differ: {text} on {json}");
        return valid;
    }

    private static CompiledSchema Compile(string text)
    {
        var registry = new SchemaRegistry(Dialect.Draft202012, new SchemaOptions { AssertFormat = true });
        registry.Add(Schemas.Document, Schemas.Tree(Encoding.UTF8.GetBytes(text)));
        return registry.Compile(Schemas.Document);
    }
}
