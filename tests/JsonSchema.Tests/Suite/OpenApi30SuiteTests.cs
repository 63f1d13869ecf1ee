using System.Text.Json;
using Conformance.TestKit;

namespace Conformance.JsonSchema.Tests.Suite;

/// <summary>
/// The suite's draft 4 tests of the keywords that the Schema Object of OpenAPI 3.0 took over. A group is left out, by rule, when its
/// schema uses
/// what 3.0 does not have.
/// </summary>
public sealed class OpenApi30SuiteTests(ITestOutputHelper output)
{
    private const string Draft = "draft4";

    private static readonly string[] Unknown = ["patternProperties", "additionalItems", "dependencies", "$schema", "id"];

    private static readonly Dictionary<string, string> Skipped = new(StringComparer.Ordinal)
    {
        ["ref.json: remote ref, containing refs itself"] = "it refers to the metaschema of draft 4, which OpenAPI 3.0 does not have",
    };

    public static TheoryData<string> Files =>
        [
            .. new[]
            {
                "additionalProperties",
                "allOf",
                "anyOf",
                "default",
                "enum",
                "format",
                "infinite-loop-detection",
                "items",
                "maxItems",
                "maxLength",
                "maxProperties",
                "maximum",
                "minItems",
                "minLength",
                "minProperties",
                "minimum",
                "multipleOf",
                "not",
                "oneOf",
                "pattern",
                "properties",
                "ref",
                "required",
                "type",
                "uniqueItems",
                "optional/bignum",
                "optional/ecmascript-regex",
                "optional/float-overflow",
                "optional/non-bmp-regex",
            }.Select(name => name + ".json"),
        ];

    public static TheoryData<string> Formats => [.. SuiteFile.Names(Draft, "optional/format")];

    [Theory]
    [MemberData(nameof(Files))]
    public void Agrees_with_the_tests_of_the_keywords_that_3_0_has(string file) => Check(file, assertFormat: false);

    [Theory]
    [MemberData(nameof(Formats))]
    public void Agrees_with_the_format_tests(string file) => Check(file, assertFormat: true);

    private void Check(string file, bool assertFormat)
    {
        if (!SuiteFile.IsThere)
            Assert.Skip(Repository.DataMissing);
        var run = new SuiteRun(Dialect.OpenApi30, Draft, assertFormat, Skipped);
        var leftOut = run.Run(file, group => !UsesMoreThan30(group.Schema, isSchema: true));
        output.WriteLine($"{file}: {run}, {leftOut} groups left out");
        Assert.True(run.Failures.Count == 0, string.Join('\n', run.Failures));
        Assert.True(run.Passed > 0, "every group was left out");
    }

    private static bool UsesMoreThan30(JsonElement value, bool isSchema) =>
        value.ValueKind switch
        {
            JsonValueKind.Array => value.EnumerateArray().Any(item => UsesMoreThan30(item, isSchema)),
            JsonValueKind.Object => value
                .EnumerateObject()
                .Any(member =>
                    (isSchema && Unknown.Contains(member.Name))
                    || (
                        isSchema
                        && member.NameEquals("type")
                        && (member.Value.ValueKind == JsonValueKind.Array || member.Value.ValueEquals("null"))
                    )
                    || (isSchema && member.NameEquals("items") && member.Value.ValueKind == JsonValueKind.Array)
                    || (
                        !member.NameEquals("enum")
                        && UsesMoreThan30(member.Value, !(isSchema && member.Name is "properties" or "definitions"))
                    )
                ),
            _ => false,
        };
}
