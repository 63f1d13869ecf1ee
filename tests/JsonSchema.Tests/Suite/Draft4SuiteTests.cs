using Conformance.TestKit;

namespace Conformance.JsonSchema.Tests.Suite;

/// <summary>The suite's draft 4 tests, which the schemas of Swagger 2.0 are judged by.</summary>
public sealed class Draft4SuiteTests(ITestOutputHelper output)
{
    private const string Draft = "draft4";

    private static readonly Dictionary<string, string> Skipped = new(StringComparer.Ordinal)
    {
        ["ref.json: remote ref, containing refs itself"] = "it refers to the metaschema of draft 4, which is not embedded",
        ["definitions.json: validate definition against metaschema"] = "it refers to the metaschema of draft 4, which is not embedded",
        ["optional/zeroTerminatedFloats.json: some languages do not distinguish between different types of numeric value"] =
            "1.0 is an integer here, as it is in every later draft",
    };

    public static TheoryData<string> Files => [.. SuiteFile.Names(Draft).Concat(SuiteFile.Names(Draft, "optional"))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Agrees_with_the_suite(string file)
    {
        Assert.SkipUnless(SuiteFile.IsThere, Repository.DataMissing);
        var run = new SuiteRun(Dialect.Draft4, Draft, assertFormat: false, Skipped);
        run.Run(file);
        output.WriteLine($"{file}: {run}");
        foreach (var skip in run.Skips)
            output.WriteLine($"skipped {skip}");
        Assert.Empty(run.Failures);
    }
}
