using System.Reflection;
using System.Text.RegularExpressions;
using Conformance.Reference.Switches;
using Conformance.TestKit;

namespace Conformance.Reference.Tests.Mutants;

/// <summary>Every mutant is seen from outside, and breaks what it says.</summary>
[Trait("Category", "Slow")]
public sealed partial class MutantTests
{
    // Whatever the member `details` holds is right, so nothing that a server sends breaks it.
    private static readonly string[] CannotBeBroken = ["NET-13"];

    // The rows of the table of standards that the contracts' requirements do not hold.
    private static readonly string[] Standards =
    [
        "RFC9110-11.6.1",
        "RFC6750-3",
        "RFC6750-3.1",
        "RFC9110-11.1",
        "RFC9110-15.5.6",
        "RFC9110-15.5.16",
        "RFC9110-9.2.2",
        "RFC7009-2.1",
        "RFC7009-2.2",
        "RFC7519-4.1.4",
        "RFC8725-3.1",
        "RFC8725-3.12",
        "RFC9700-4.14.2",
        "RFC6265-4.1.1",
        "RFC9111-5.2.2.5",
        "ASVS5-7.4.1",
        "ASVS5-7.4.3",
        "ASVS5-9.1.1",
        "API2-2023",
        "WSTG-SESS-06",
    ];

    // What these break shows only in many requests, as the verifier sends them; tests/Prove tries each, beside the clean server.
    private static readonly Type[] SeenByTheVerifier =
    [
        typeof(PathMutants),
        typeof(LaterMutants),
        typeof(SpellingMutants),
        typeof(PlaceMutants),
        typeof(FormMutants),
        typeof(ForgeryMutants),
        typeof(ExchangeMutants),
        typeof(CookiesMutants),
        typeof(GrantsMutants),
        typeof(AgeMutants),
        typeof(LogoutMutants),
    ];

    public static TheoryData<string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            var left = SeenByTheVerifier
                .SelectMany(table => table.GetFields(BindingFlags.Public | BindingFlags.Static))
                .Select(member => member.GetValue(null))
                .ToHashSet();
            foreach (var mutant in MutantTable.All.Where(mutant => !left.Contains(mutant)))
            {
                foreach (var api in mutant.Apis)
                    pairs.Add(api, mutant.Name);
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_mutant_is_seen_and_the_clean_server_is_not(string api, string name)
    {
        var mutant = MutantTable.Find(api, name);
        var sight = Assert.Single(SightsOf(api), sight => sight.Mutant == mutant);

        Assert.NotEqual(sight.Clean, sight.Broken);
        Assert.Equal(sight.Clean, await Sight.PlayAsync(api, sight.Script));
        Assert.Equal(sight.Broken, await Sight.PlayAsync(api, sight.Script, mutant));
    }

    [Fact]
    public void Every_requirement_that_can_be_checked_has_a_mutant()
    {
        foreach (var api in ReferenceApis.OnStubs)
        {
            var requirements = Requirement().Matches(File.ReadAllText(Repository.PathOf("specs", api, "requirements.yaml")));
            Assert.NotEmpty(requirements);
            var toBreak = requirements
                .Where(requirement => requirement.Groups["level"].Value != "client")
                .Select(requirement => requirement.Groups["id"].Value);
            Assert.Empty(toBreak.Except(CannotBeBroken).Except(MutantTable.Of(api).SelectMany(mutant => mutant.Checks)));
        }
    }

    [Fact]
    public void Every_standard_has_a_mutant() => Assert.Empty(Standards.Except(MutantTable.All.SelectMany(mutant => mutant.Checks)));

    [Fact]
    public void Names_tell_what_a_mutant_breaks()
    {
        Assert.Equal(MutantTable.All.Count, MutantTable.All.Select(mutant => mutant.Name).Distinct().Count());
        Assert.All(
            MutantTable.All,
            mutant =>
                Assert.True(
                    mutant.Checks.Any(id => mutant.Name.StartsWith(id + "-", StringComparison.Ordinal))
                        || mutant.Name.StartsWith("ANY-", StringComparison.Ordinal),
                    mutant.Name
                )
        );
        Assert.All(MutantTable.All, mutant => Assert.Matches(Form(), mutant.Name));
        Assert.All(MutantTable.All, mutant => Assert.EndsWith(".", mutant.Sentence, StringComparison.Ordinal));
    }

    private static IEnumerable<Sight> SightsOf(string api) =>
        [
            .. SessionSights.Of(api),
            .. TokenSights.Of(),
            .. RequestSights.Of(),
            .. AnswerSights.Of(api),
            .. FincodeSights.Of(),
            .. SigSights.Of(),
            .. NethesisSights.Of(),
            .. BankezySights.Of(),
            .. RinneSights.Of(),
        ];

    [GeneratedRegex(@"- id: (?<id>\S+)\s+level: (?<level>\S+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Requirement();

    [GeneratedRegex("^[A-Z][A-Z0-9]*(-[A-Z0-9.]+)*(-[a-z0-9]+)+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
