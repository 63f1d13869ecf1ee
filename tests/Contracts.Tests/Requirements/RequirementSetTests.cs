using Conformance.Contracts.Loading;
using Conformance.Contracts.Requirements;
using Conformance.Documents;
using Conformance.TestKit;

namespace Conformance.Contracts.Tests.Requirements;

public sealed class RequirementSetTests
{
    private const string Sound = """
        contract: acme
        source: The guide
        requirements:
          - id: ACM-01
            level: must
            statement: The logout ends the token.
            check: P is refused after L.
            source: First page
            pointer: '#/paths/~1logout/post'
          - id: ACM-02
            level: review
            statement: Whether the token dies is left open.
            check: P after L.
            source: Second page
            pointer: '#/x-session/readings/ACM-02'
            see: ACM-01
            default-reading: stays
            readings:
              stays: P is accepted.
              dies: P is refused.
          - id: ACM-03
            level: client
            statement: The app forgets the token.
            source: Third page
            pointer: '#/paths'
        """;

    private const string Contract = """
        x-session: {readings: {ACM-02: {default: stays, choices: {stays: [], dies: []}}}}
        paths: {/logout: {post: {}}}
        """;

    [Fact]
    public void The_model_holds_what_the_file_says()
    {
        var set = Load(Sound, out var problems)!;
        Assert.Empty(problems);
        Assert.Equal(("acme", "The guide", 3), (set.Contract, set.Source, set.All.Length));
        var review = set.Find("ACM-02")!;
        Assert.Equal(
            (RequirementLevel.Review, "P after L.", "stays", "ACM-01", 10),
            (review.Level, review.Check, review.DefaultReading, review.See, review.At.Line)
        );
        Assert.Equal(["stays: P is accepted.", "dies: P is refused."], review.Readings.Select(r => $"{r.Name}: {r.Meaning}"));
        Assert.Null(set.Find("ACM-03")!.Check);
        Assert.Null(set.Find("ACM-04"));
    }

    [Theory]
    [InlineData("level: must", "level: musst", "5:12 requirement", "Did you mean \"must\"?")]
    [InlineData("    check: P is refused", "    chekc: P is refused", "4:5 requirement; 7:12 requirement", null)]
    [InlineData("    source: Third page", "    check: Nothing.\n    source: Third page", "24:12 requirement", null)]
    [InlineData("id: ACM-03", "id: ACM-01", "21:9 requirement-duplicate", "Give it the next free number.")]
    [InlineData("~1logout/post'", "~1logout/pst'", "9:14 requirement-pointer", "Did you mean \"#/paths/~1logout/post\"?")]
    [InlineData("'#/paths/~1logout/post'", "/paths", "9:14 requirement", null)]
    [InlineData("see: ACM-01", "see: ACM-11", "16:10 requirement-see", "Did you mean \"ACM-01\"?")]
    [InlineData("default-reading: stays", "default-reading: dies", "17:22 requirement-readings", "Change one of them.")]
    [InlineData("      dies: P is", "      dead: P is", "19:7 requirement-readings; 20:7 requirement-readings", null)]
    [InlineData("id: ACM-02", "id: ACM-05", "1:24 requirement-readings; 19:7 requirement-readings; 20:7 requirement-readings", null)]
    [InlineData(
        "contract: acme",
        "contract: acne",
        "1:11 requirement-contract",
        "Write \"contract: acme\", or move the file to the contract that it belongs to."
    )]
    public void A_mistake_is_told_at_its_place_with_a_mend(string found, string replacement, string expected, string? mend)
    {
        Assert.Contains(found, Sound, StringComparison.Ordinal);
        Load(Sound.Replace(found, replacement, StringComparison.Ordinal), out var problems);
        Assert.Equal(expected, string.Join("; ", problems.OrderBy(p => p.At.Line).Select(p => $"{p.At.Line}:{p.At.Column} {p.Rule}")));
        if (mend is not null)
            Assert.Equal(mend, Assert.Single(problems).Mend);
    }

    [Fact]
    public void Mistakes_of_all_kinds_are_told_at_once()
    {
        var broken = Sound
            .Replace("level: must", "level: shuld", StringComparison.Ordinal)
            .Replace("see: ACM-01", "see: ACM-09", StringComparison.Ordinal);
        Assert.Null(Load(broken, out var problems));
        Assert.Equal(["5:12 requirement", "16:10 requirement-see"], problems.Select(p => $"{p.At.Line}:{p.At.Column} {p.Rule}"));
        Assert.Equal("Did you mean \"should\"?", problems.First().Mend);
    }

    [Theory]
    [MemberData(nameof(BuiltIn))]
    public void The_requirements_of_every_built_in_contract_fit_it(string name)
    {
        var source = new ContractCatalog(Repository.PathOf("specs")).Find(name)!;
        var problems = new Problems();
        var contract = ContractLoader.Load(source, new Dictionary<string, string>(), null, problems)!;
        var set = RequirementSet.Load(source, contract.Document, problems)!;
        Assert.Empty(problems);
        Assert.True(set.All.Length >= 10, $"only {set.All.Length} requirements");
    }

    public static TheoryData<string> BuiltIn => [.. new ContractCatalog(Repository.PathOf("specs")).Sources.Select(s => s.Name)];

    private static RequirementSet? Load(string text, out Problems problems)
    {
        problems = [];
        var folder = Directory.CreateTempSubdirectory("conformance-requirements-");
        try
        {
            var path = Path.Combine(folder.FullName, ContractSource.RequirementsFile);
            File.WriteAllText(path, text);
            var contract = DocumentReader.Read("a.yaml", System.Text.Encoding.UTF8.GetBytes(Contract), problems)!;
            return RequirementSet.Load(new ContractSource("acme", "a.yaml", [], path), contract, problems);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
