using System.Text.RegularExpressions;
using Conformance.Documents;
using Conformance.TestKit;
using Conformance.Verification.Results;
using Conformance.Verification.Suite;

namespace Conformance.Features.Tests;

/// <summary>Both ways: every behaviour that can be checked is checked by a scenario that runs, and every tag of a scenario names something.</summary>
public sealed partial class TraceabilityTests(Running<MockImplementation> mock) : IClassFixture<Running<MockImplementation>>
{
    // Conditions that no built-in contract can show both sides of, and where the other side is shown.
    private static readonly Dictionary<string, string> Justified = new()
    {
        ["needs-clock"] = "it asks something of the target, not of the contract",
        ["needs-login"] = "a document without a login cannot be mocked to the end; tests/Verification.Tests has one",
        ["needs-protected"] = "a document without a protected operation is of little use; tests/Verification.Tests has one",
        ["needs-password"] = "every login takes a secret or an assertion; tests/Verification.Tests has a contract without a login",
        ["requires-access"] =
            "only a reading of a built-in contract leaves the access token out of its logout; tests/Verification.Tests has a contract that does",
        ["needs-lifetime"] = "every built-in access token expires; tests/Verification.Tests has one that does not",
        ["needs-alternatives"] =
            "every built-in access token travels in one way; tests/Verification.Tests has contracts where it has several",
        ["needs-client"] = "no built-in contract names credentials of the client; tests/Field.Tests has one that does",
        ["needs-idle"] = Words,
        ["needs-uncounted"] = Words,
        ["needs-session-lifetime"] = Words,
        ["needs-grace"] = Words,
        ["needs-end"] = Words,
        ["needs-end-of-use"] = Words,
        ["needs-list"] = Words,
        ["needs-given"] = Words,
        ["needs-honoured"] = Words,
        ["needs-poll"] = "no built-in operation makes its caller wait; tests/Prove has a contract with one that does",
        ["needs-stream"] = "no built-in operation answers with a stream; tests/Prove has a contract with one",
        ["needs-places"] = "no built-in protected operation takes more than one token; tests/Field.Tests has ones that do",
        ["needs-opaque"] = "every built-in access token is a JWT or a JWE; tests/Field.Tests has ones that are not",
        ["needs-owner"] = "every built-in logout takes the access token; tests/Field.Tests has ones that do not",
        ["needs-cookies"] = "no built-in login issues a cookie; tests/Field.Tests has ones that do",
        ["needs-cookie-token"] = "no built-in access token travels in a cookie; tests/Prove has a contract where it does",
        ["revokes-user-access"] = "no built-in logout ends all sessions of a user; tests/Prove has a contract whose does",
        ["revokes-user-refresh"] = "no built-in logout ends all sessions of a user; tests/Prove has a contract whose does",
        ["revokes-no-user"] = "no built-in logout ends all sessions of a user; tests/Verification.Tests has one",
    };

    private const string Words = "no built-in document says so; tests/Field.Tests has a contract for each word";

    // Rules of words that no built-in document says; tests/Field.Tests shows most of them kept and broken, tests/Prove all.
    private static readonly string[] OfWords =
    [
        "ANY-31",
        "ANY-32",
        "ANY-33",
        "ANY-34",
        "ANY-35",
        "ANY-36",
        "ANY-37",
        "ANY-38",
        "ANY-40",
        "RFC6265-5.3",
        "WSTG-CLNT-07",
    ];

    // Has a token ask for a key at an address of the run's own, which no mock here is told of.
    private const string AskedForByName = "RFC8725-3.10";

    public static TheoryData<string> Contracts => Suites.Contracts;

    [Trait("Category", "Slow")]
    [Theory]
    [MemberData(nameof(Contracts))]
    public async Task Every_documented_behaviour_is_checked_by_a_scenario_that_ran(string contract)
    {
        var run = await mock.RunToEndAsync(contract);
        Assert.Empty(run.Obstacles);
        Assert.DoesNotContain(run.Requirements, r => r.Requirement.Family == RequirementFamily.Documented && !Ran(r));
        Assert.Equal(Outcome.Passed, run.Outcome);
    }

    [Trait("Category", "Slow")]
    [Fact]
    public async Task Every_rule_is_checked_on_some_contract()
    {
        var runs = new List<ContractRun>();
        foreach (var source in Suites.Catalog.Sources)
            runs.Add(await mock.RunToEndAsync(source.Name));
        var rules = runs[0]
            .Requirements.Where(r => r.Requirement.Family != RequirementFamily.Documented)
            .Select(r => r.Requirement.Id)
            .ToList();
        Assert.NotEmpty(rules);
        Assert.DoesNotContain(
            rules.Except(OfWords).Except([AskedForByName]),
            id => !runs.Any(run => run.Requirements.Any(r => r.Requirement.Id == id && Ran(r)))
        );
    }

    // Beside them a tag may say when a scenario runs.
    [Theory]
    [MemberData(nameof(Contracts))]
    public void Every_tag_names_a_requirement_a_condition_or_a_level(string contract)
    {
        var suite = Suites.Of(contract);
        var known = suite
            .Requirements.Select(r => r.Id)
            .Concat(ConformanceSuite.Conditions.Select(c => c.Tag))
            .Concat(Enum.GetNames<CheckLevel>().Select(n => n.ToLowerInvariant()))
            .Concat(["runs-first", "runs-apart", "runs-last", "undocumented", "from-standard", "from-deep"])
            .ToHashSet();
        Assert.DoesNotContain(suite.Scenarios.SelectMany(s => s.Tags), t => !known.Contains(t));
    }

    [Theory]
    [MemberData(nameof(Contracts))]
    public void Every_scenario_checks_a_requirement_under_a_name_of_its_own(string contract)
    {
        var scenarios = Suites.Of(contract).Scenarios;
        Assert.DoesNotContain(scenarios, s => s.Requirements.IsEmpty);
        Assert.Empty(scenarios.GroupBy(s => s.Name).Where(g => g.Count() > 1).Select(g => g.Key));
        Assert.Empty(scenarios.GroupBy(s => s.Id).Where(g => g.Count() > 1).Select(g => g.Key));
    }

    [Fact]
    public void Every_condition_tells_some_contracts_from_others()
    {
        var suites = Suites.All.ToList();
        var onesided = ConformanceSuite
            .Conditions.Where(c => suites.All(s => s.Meets(c)) || !suites.Any(s => s.Meets(c)))
            .Select(c => c.Tag);
        Assert.Equal(Justified.Keys.Order(), onesided.Order());
    }

    [Fact]
    public void Every_condition_holds_for_the_contracts_that_are_like_that()
    {
        Dictionary<string, string> expected = new()
        {
            ["needs-clock"] = "bankezy fincode nethesis rinne sig",
            ["needs-protected"] = "bankezy fincode nethesis rinne sig",
            ["needs-login"] = "bankezy fincode nethesis rinne sig",
            ["needs-password"] = "bankezy fincode nethesis rinne sig",
            ["needs-refresh"] = "bankezy fincode nethesis sig",
            ["needs-refresh-token"] = "fincode nethesis sig",
            ["needs-other-kinds"] = "bankezy fincode nethesis sig",
            ["needs-lifetime"] = "bankezy fincode nethesis rinne sig",
            ["needs-client"] = "",
            ["needs-idle"] = "",
            ["needs-uncounted"] = "",
            ["needs-session-lifetime"] = "",
            ["needs-grace"] = "",
            ["needs-end"] = "",
            ["needs-end-of-use"] = "",
            ["needs-list"] = "",
            ["needs-given"] = "",
            ["needs-honoured"] = "",
            ["needs-poll"] = "",
            ["needs-refresh-alone"] = "fincode nethesis sig",
            ["needs-stream"] = "",
            ["revokes-refresh-of-session"] = "bankezy fincode nethesis",
            ["needs-jwt"] = "fincode nethesis rinne sig",
            ["needs-opaque"] = "",
            ["needs-opaque-tokens"] = "sig",
            ["needs-body"] = "bankezy fincode nethesis sig",
            ["requires-body"] = "bankezy fincode nethesis",
            ["requires-access"] = "bankezy fincode nethesis rinne sig",
            ["presents-refresh"] = "fincode nethesis sig",
            ["needs-bearer"] = "nethesis rinne sig",
            ["needs-alternatives"] = "",
            ["needs-cookies"] = "",
            ["needs-cookie-token"] = "",
            ["needs-owner"] = "bankezy fincode nethesis rinne sig",
            ["needs-places"] = "",
            ["needs-logout-places"] = "bankezy",
            ["revokes-access"] = "bankezy fincode nethesis",
            ["keeps-access"] = "rinne sig",
            ["revokes-refresh"] = "bankezy fincode nethesis sig",
            ["revokes-whole-session"] = "bankezy fincode nethesis",
            ["revokes-user-access"] = "",
            ["revokes-user-refresh"] = "",
            ["revokes-no-user"] = "bankezy fincode nethesis rinne sig",
            ["rotates"] = "bankezy fincode nethesis",
            ["detects-reuse"] = "fincode",
            ["logout-by-put"] = "fincode",
        };
        Assert.Equal(
            expected.OrderBy(e => e.Key, StringComparer.Ordinal),
            ConformanceSuite
                .Conditions.ToDictionary(c => c.Tag, c => string.Join(' ', Suites.All.Where(s => s.Meets(c)).Select(s => s.Contract)))
                .OrderBy(e => e.Key, StringComparer.Ordinal)
        );
    }

    // A scenario that does not apply is not checked, and a mistake that makes it so would go unseen.
    [Trait("Category", "Slow")]
    [Fact]
    public async Task Only_what_is_known_not_to_apply_does_not_apply()
    {
        List<string> reasons = [];
        foreach (var source in Suites.Catalog.Sources)
        {
            var run = await mock.RunToEndAsync(source.Name);
            reasons.AddRange(
                run.Scenarios.Where(s =>
                        s.Verdict == Verdict.NotApplicable && !s.Reason!.StartsWith("Only for contracts ", StringComparison.Ordinal)
                    )
                    .Select(s => $"{source.Name}: {s.Reason}")
            );
        }

        Assert.Equal(
            [
                "bankezy: No answer was a 401. 1",
                "bankezy: No protected operation answers the two users otherwise, and each of them alike every time. 4",
                "bankezy: The access token is no signed JWT. 6",
                "bankezy: The contract documents POST /onboarding/user/logout/v1. 1",
                "bankezy: The login has a use of its own for the place where the access token travels. 3",
                "bankezy: The target takes no access token that a refresh has replaced, as it may. 1",
                "bankezy: There is no other way to try it in. 1",
                "fincode: No address is known at which the target could ask this run for a key. Give one with Target.ForeignEndpoint to have it tried. 3",
                "fincode: The contract documents PUT /securitymanagement/logout. 1",
                "fincode: The contract documents that an unknown user is told. 1",
                "fincode: The target's public key is not known. Give it with Target.PublicKey to have its text tried as a secret. 1",
                "fincode: There is no other way to try it in. 1",
                "nethesis: No address is known at which the target could ask this run for a key. Give one with Target.ForeignEndpoint to have it tried. 3",
                "nethesis: No answer carried a Bearer challenge. 4",
                "nethesis: No answer was a 401. 1",
                "nethesis: The access token is signed with a secret, so there is no public key to mistake for one. 1",
                "nethesis: The contract documents POST /auth/logout. 1",
                "nethesis: The contract documents one form of the login. 1",
                "nethesis: The login takes no name and password. 1",
                "nethesis: The login takes no name of a user. 1",
                "nethesis: There is no other way to try it in. 1",
                "rinne: No address is known at which the target could ask this run for a key. Give one with Target.ForeignEndpoint to have it tried. 2",
                "rinne: No answer carried a Bearer challenge. 3",
                "rinne: The access token is signed with a secret, so there is no public key to mistake for one. 1",
                "rinne: The contract documents POST /v1/auth/logout. 1",
                "rinne: The logout ends no token that could be tried after it. 5",
                "sig: No address is known at which the target could ask this run for a key. Give one with Target.ForeignEndpoint to have it tried. 3",
                "sig: POST /api/logout documents no schema of application/json that refuses {}. 1",
                "sig: The contract documents POST /api/logout. 1",
                "sig: The contract documents one form of the login. 1",
                "sig: The refresh token is no signed JWT. 3",
                "sig: The target's public key is not known. Give it with Target.PublicKey to have its text tried as a secret. 1",
            ],
            reasons
                .Where(r => !r.Contains("RunDepth.Deep", StringComparison.Ordinal))
                .CountBy(r => r)
                .Select(r => $"{r.Key} {r.Value}")
                .Order(StringComparer.Ordinal)
        );
    }

    // Nor does a warning fail a scenario's row.
    [Trait("Category", "Slow")]
    [Theory]
    [InlineData("bankezy", "RFC9110-11.6.1", "RFC9111-5.2.2.5")]
    [InlineData("fincode", "RFC7009-2.2", "RFC9110-11.6.1", "RFC9110-11.6.1", "RFC9111-5.2.2.5")]
    [InlineData("nethesis", "RFC9110-11.6.1", "RFC9111-5.2.2.5", "RFC9700-4.14.2")]
    [InlineData("rinne", "ASVS5-7.4.1", "RFC9110-11.6.1", "RFC9110-11.6.1", "RFC9111-5.2.2.5", "WSTG-SESS-06")]
    [InlineData("sig", "ASVS5-7.4.1", "RFC6750-3", "RFC6750-3.1", "RFC7009-2.1", "RFC9111-5.2.2.5", "RFC9700-4.14.2", "WSTG-SESS-06")]
    public async Task Only_advice_that_a_document_goes_against_is_not_followed(string contract, params string[] requirements)
    {
        var run = await mock.RunToEndAsync(contract);
        Assert.Equal(
            requirements,
            run.Scenarios.Where(s => s.Verdict == Verdict.Warning).SelectMany(s => s.Requirements).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Every_condition_is_asked_for_by_a_scenario()
    {
        var tags = Suites.All.SelectMany(s => s.Scenarios).SelectMany(s => s.Tags).ToHashSet();
        Assert.DoesNotContain(ConformanceSuite.Conditions, c => !tags.Contains(c.Tag));
    }

    [Fact]
    public void The_standards_are_those_of_the_facts()
    {
        var path = Path.Combine(Repository.Root, "..", "shared", "facts.md");
        if (!File.Exists(path))
            Assert.Skip("the facts beside the checkout (../shared/facts.md) are not there");
        var section = File.ReadAllText(path).Split("\n## ").Single(s => s.StartsWith("3. ", StringComparison.Ordinal));
        var documented = FirstCell().Matches(section).Select(m => m.Groups["id"].Value).Where(id => id != "id");
        var rules = DocumentReader.ReadFile(Path.Combine(Suites.FeaturesFolder, "rules.yaml"), [])!["standards"]!.Items.Select(r =>
            r["id"]!.AsString()!
        );

        // Met at real servers, and asked of dead tokens and logins, after the facts were gathered.
        string[] added =
        [
            "RFC6265-4.1.1",
            "API8-2023",
            "WSTG-IDNT-04",
            "RFC7519-2",
            "ASVS5-7.2.3",
            "ASVS5-7.2.4",
            "RFC6265-5.3",
            "RFC8725-3.10",
            "WSTG-CLNT-07",
        ];
        Assert.Equal(documented.Concat(added).Order(), rules.Order());
    }

    private static bool Ran(RequirementResult result) => result.Scenarios.Any(s => s.Verdict != Verdict.NotApplicable);

    [GeneratedRegex(@"^\| (?<id>[A-Za-z0-9.-]+) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FirstCell();
}
