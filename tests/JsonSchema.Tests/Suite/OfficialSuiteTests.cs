using Conformance.TestKit;

namespace Conformance.JsonSchema.Tests.Suite;

/// <summary>The official test suite of JSON Schema, through the public surface.</summary>
public sealed class OfficialSuiteTests(ITestOutputHelper output)
{
    private const string Draft = "draft2020-12";

    private static readonly Dictionary<string, string> Skipped = new(StringComparer.Ordinal)
    {
        ["optional/cross-draft.json: refs to historic drafts are processed as historic drafts"] = "drafts before 2020-12 are not supported",
    };

    public static TheoryData<string> Required => [.. SuiteFile.Names(Draft)];

    public static TheoryData<string> Optional => [.. SuiteFile.Names(Draft, "optional")];

    public static TheoryData<string> Formats => [.. SuiteFile.Names(Draft, "optional/format")];

    [Theory]
    [MemberData(nameof(Required))]
    public void Agrees_with_the_required_tests_of_2020_12(string file) => Check(Dialect.Draft202012, file, assertFormat: false);

    [Theory]
    [MemberData(nameof(Optional))]
    public void Agrees_with_the_optional_tests_of_2020_12(string file) => Check(Dialect.Draft202012, file, assertFormat: false);

    [Theory]
    [MemberData(nameof(Formats))]
    public void Agrees_with_the_format_tests_of_2020_12(string file) => Check(Dialect.Draft202012, file, assertFormat: true);

    private void Check(Dialect dialect, string file, bool assertFormat)
    {
        if (!SuiteFile.IsThere)
            Assert.Skip(Repository.DataMissing);
        var run = new SuiteRun(dialect, Draft, assertFormat, Skipped);
        run.Run(file);
        output.WriteLine($"{file}: {run}");
        foreach (var skip in run.Skips)
            output.WriteLine($"skipped {skip}");
        Assert.True(run.Failures.Count == 0, string.Join('\n', run.Failures));
    }
}
