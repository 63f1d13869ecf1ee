using System.Runtime.InteropServices;
using System.Text.Json;
using Conformance.JsonSchema.Tests.Fuzz;
using Conformance.JsonSchema.Tests.Suite;
using Conformance.TestKit;

namespace Conformance.JsonSchema.Tests.SecondOpinion;

/// <summary>Our validator and JsonSchema.Net judge the same pairs of schema and instance. Where they differ stands here or in <c>suite-differences.txt</c>, with the reason.</summary>
[Trait("Category", "Slow")]
public sealed class SecondOpinionTests
{
    private const string Draft = "draft2020-12";
    private const int SchemasPerSeed = 100;
    private const int InstancesPerSchema = 12;

    /// <summary>What the generated pairs hold that the two judge differently on purpose, and what stands in for it; <see cref="Differs_for_a_known_reason"/> has each.</summary>
    private static readonly (string Text, string Instead)[] Known = [("int32", "date"), ("1e400", "1e25"), ("^.{2}$", "^a.?$")];

    public static TheoryData<string> Required => [.. SuiteFile.Names(Draft)];

    public static TheoryData<string> Optional => [.. SuiteFile.Names(Draft, "optional")];

    public static TheoryData<string> Formats => [.. SuiteFile.Names(Draft, "optional/format")];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(101, 6)];

    [Theory]
    [MemberData(nameof(Required))]
    public void Agrees_on_the_required_tests_of_the_suite(string file) => Compare(file, assertFormat: false);

    [Theory]
    [MemberData(nameof(Optional))]
    public void Agrees_on_the_optional_tests_of_the_suite(string file) => Compare(file, assertFormat: false);

    [Theory]
    [MemberData(nameof(Formats))]
    public void Agrees_on_the_format_tests_of_the_suite(string file) => Compare(file, assertFormat: true);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Agrees_on_generated_pairs(int seed)
    {
        var writer = new JsonWriter(seed);
        var verdicts = new int[2];
        for (var turn = 0; turn < SchemasPerSeed; turn++)
        {
            var schema = Plain(writer.Schema().ToJsonString());
            var (ours, theirs) = (Compile(schema, assertFormat: true), new JsonSchemaNet(schema, assertFormat: true));
            for (var pair = 0; pair < InstancesPerSchema; pair++)
            {
                var instance = Plain(writer.Instance()?.ToJsonString() ?? "null");
                var valid = ours.IsValid(instance);
                Assert.True(theirs.IsValid(instance) == valid, $"{schema} on {instance}: ours {valid}, theirs {theirs.IsValid(instance)}");
                verdicts[valid ? 1 : 0]++;
            }
        }

        // Neither verdict may be so rare that the agreement says little.
        Assert.True(verdicts.Min() > SchemasPerSeed, $"{verdicts[0]} invalid, {verdicts[1]} valid");
    }

    [Theory]
    // Both are right: int32 is a format of OpenAPI's registry, and JSON Schema lets a validator pass over formats that it does not know.
    [InlineData("""{"format":"int32"}""", "3.5", false, true)]
    // Ours is right: patterns are ECMA-262's (2020-12 Core section 6.4), where "$" does not match before a last line break …
    [InlineData("""{"pattern":"^.{2}$"}""", "\"ab\\n\"", false, true)]
    // … and, as the suite reads them, a character is a code point and not half of a surrogate pair.
    [InlineData("""{"pattern":"^.{2}$"}""", "\"\U0001F432\"", false, true)]
    // Ours is right: a JSON number has no limit (RFC 8259 section 6); theirs gives up on what a decimal does not hold.
    [InlineData("""{"enum":[1e400]}""", "1", false, null)]
    public void Differs_for_a_known_reason(string schema, string instance, bool ours, bool? theirs)
    {
        Assert.Equal(ours, Compile(Element(schema), assertFormat: true).IsValid(Element(instance)));
        Assert.Equal(theirs, new JsonSchemaNet(Element(schema), assertFormat: true).IsValid(Element(instance)));
    }

    private static void Compare(string file, bool assertFormat)
    {
        if (!SuiteFile.IsThere)
            Assert.Skip(Repository.DataMissing);
        var remotes = SuiteFile.Remotes(Draft).ToList();
        var differences = new List<string>();
        foreach (var group in SuiteFile.Read(Draft, file).Groups.Where(g => !RefersToOlderDrafts(g)))
        {
            var ours = Compile(group.Schema, assertFormat, remotes);
            var theirs = new JsonSchemaNet(group.Schema, assertFormat, remotes);
            foreach (var each in group.Cases)
            {
                var valid = ours.IsValid(each.Data);
                if (theirs.IsValid(each.Data) == valid)
                    continue;
                var name = $"{file.Replace('\\', '/')}: {group.Description}: {each.Description}";
                Assert.True(valid == each.Valid, $"{name}: theirs agrees with the suite, ours does not.");
                differences.Add(name);
            }
        }

        Assert.Equal(SuiteDifferences.Of(file).Order(StringComparer.Ordinal), differences.Order(StringComparer.Ordinal));
    }

    // Ours has no drafts before 2020-12 and says so when it compiles; OfficialSuiteTests leaves the group out by name.
    private static bool RefersToOlderDrafts(SuiteGroup group) =>
        group.Description == "refs to historic drafts are processed as historic drafts";

    private static CompiledSchema Compile(
        JsonElement schema,
        bool assertFormat,
        IReadOnlyList<(Uri Uri, JsonElement Document)>? others = null
    )
    {
        var registry = new SchemaRegistry(Dialect.Draft202012, new SchemaOptions { AssertFormat = assertFormat });
        foreach (var (uri, document) in others ?? [])
            registry.Add(uri, Schemas.Tree(Utf8(document)));
        registry.Add(Schemas.Document, Schemas.Tree(Utf8(schema)));
        return registry.Compile(Schemas.Document);
    }

    private static byte[] Utf8(JsonElement value) => JsonMarshal.GetRawUtf8Value(value).ToArray();

    private static JsonElement Plain(string json) =>
        Element(Known.Aggregate(json, (text, known) => text.Replace(known.Text, known.Instead, StringComparison.Ordinal)));

    private static JsonElement Element(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
