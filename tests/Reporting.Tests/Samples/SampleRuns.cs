using System.Collections.Immutable;
using Conformance.Contracts.Requirements;
using Conformance.Documents;
using Conformance.Verification.Results;
using static Conformance.Reporting.Tests.Samples.SampleExchanges;
using static Conformance.Reporting.Tests.Samples.SampleFeatures;
using static Conformance.Reporting.Tests.Samples.SampleScenarios;

namespace Conformance.Reporting.Tests.Samples;

/// <summary>Runs of three made-up contracts: one that fails, one that passes with remarks, one that cannot be judged.</summary>
internal static class SampleRuns
{
    private const string AlphaFile = "specs/alpha/openapi.yaml";
    private const string BetaFile = "specs/beta/openapi.yaml";

    public static CheckedRequirement Requirement(
        string id,
        CheckLevel level,
        string statement,
        string file,
        int line,
        RequirementFamily family = RequirementFamily.Documented
    ) =>
        new(
            id,
            family,
            level,
            statement,
            $"Manual, section {line / 10}, \"Sessions\"",
            new Location(file, line, 7),
            "#/paths/~1logout/post"
        );

    public static ContractRun Alpha()
    {
        ImmutableArray<ScenarioResult> scenarios =
        [
            Scenario(
                Logout,
                "Scenario: A revoked",
                "A revoked token is refused",
                Verdict.Failed,
                ["ALP-07"],
                [
                    Step("Given", "a user who is logged in", 7, exchanges: 1),
                    Step("When", "the user logs out", 11, exchanges: 2),
                    Step(
                        "Then",
                        "the access token is refused as revoked",
                        12,
                        StepOutcome.Stopped,
                        "The token «access#1 a3f9» still works at GET /me.",
                        null,
                        3
                    ),
                ],
                LogIn(1),
                LogOut(2),
                Me(3)
            ) with
            {
                Miss = new Miss("401 as documented for a revoked token", "200 with a body", 3),
            },
            Scenario(
                Logout,
                "Scenario: Another",
                "Another session survives",
                Verdict.Inconclusive,
                ["ALP-08"],
                [
                    Step("Given", "a user who is logged in", 7, exchanges: 1),
                    Step("Given", "a second session of the same user", 18, StepOutcome.Stopped, "The second login did not work.", null, 2),
                    Step("When", "the user logs out", 19, StepOutcome.Skipped),
                    Step("Then", "the second session still works", 20, StepOutcome.Skipped),
                ],
                LogIn(1),
                Unanswered(2)
            ) with
            {
                Rule = "Nobody else is logged out",
                Reason = "The login that the check stands on was not answered.",
            },
            Scenario(
                Logout,
                "| phone",
                "Logging out of phone",
                Verdict.Failed,
                ["ALP-09"],
                [
                    Step("Given", "a user who is logged in", 7, exchanges: 1),
                    Step("When", "the phone sends", 24, StepOutcome.Stopped, "The device is not known.", """{"device": "phone"}""", 2),
                    Step("Then", "the answer has", 28, StepOutcome.Skipped, null, "| field | value |"),
                ],
                LogIn(1),
                LogOut(2)
            ) with
            {
                Rule = "Nobody else is logged out",
                Miss = new Miss("204", "409 without a body", null),
            },
            Scenario(
                Logout,
                "| laptop",
                "Logging out of laptop",
                Verdict.Passed,
                ["ALP-09", "ALP-07"],
                [
                    Step("Given", "a user who is logged in", 7, exchanges: 1),
                    Step("When", "the laptop sends", 24, exchanges: 2, argument: """{"device": "laptop"}"""),
                    Step("Then", "the answer has", 28),
                ],
                LogIn(1),
                LogOut(2)
            ) with
            {
                Rule = "Nobody else is logged out",
            },
        ];
        return Run(
            "alpha",
            "Alpha's sessions",
            AlphaFile,
            Outcome.Failed,
            scenarios,
            [Logout],
            [
                RequirementResult.Of(
                    Requirement("ALP-07", CheckLevel.Must, "After a logout the access token is refused.", AlphaFile, 120),
                    scenarios
                ),
                RequirementResult.Of(
                    Requirement("ALP-08", CheckLevel.Must, "Other sessions of the user live on.", AlphaFile, 131),
                    scenarios
                ),
                RequirementResult.Of(Requirement("ALP-09", CheckLevel.Must, "A logout names the device.", AlphaFile, 140), scenarios) with
                {
                    ExpectedFailure = "ticket 77, until March",
                },
                RequirementResult.Of(Requirement("ALP-10", CheckLevel.Should, "A logout is logged.", AlphaFile, 150), scenarios),
            ]
        );
    }

    public static ContractRun Beta()
    {
        var open = Requirement("BET-03", CheckLevel.Review, "Where the token stands is not said.", BetaFile, 30) with
        {
            Readings =
            [
                new Reading("in-body", "the token stands in the body of the answer", new Location(BetaFile, 31, 9)),
                new Reading("in-header", "the token stands in a header", new Location(BetaFile, 32, 9)),
            ],
            DefaultReading = "in-body",
        };
        ImmutableArray<ScenarioResult> scenarios =
        [
            Scenario(
                Advice,
                "Scenario: A refusal",
                "A refusal names its scheme",
                Verdict.Warning,
                ["STD-01"],
                [
                    Step("When", "the user calls without a token", 5, exchanges: 1),
                    Step("Then", "the answer has a challenge", 6, StepOutcome.Stopped, "There is no WWW-Authenticate."),
                ],
                Me(1, 401)
            ) with
            {
                Level = CheckLevel.Advice,
                Miss = new Miss("a header WWW-Authenticate", "none", 1),
            },
            Scenario(
                Advice,
                "Scenario: A refresh",
                "A refresh token is rotated",
                Verdict.NotApplicable,
                ["STD-02"],
                [
                    Step("When", "the user refreshes", 10, StepOutcome.Skipped),
                    Step("Then", "the old refresh token is refused", 11, StepOutcome.Skipped),
                ]
            ) with
            {
                Level = CheckLevel.Advice,
                Reason = "The contract has no operation that refreshes.",
            },
            Scenario(
                Advice,
                "Scenario: The place",
                "The place of the token is open",
                Verdict.Review,
                ["BET-03"],
                [Step("When", "the user logs in", 15, exchanges: 1), Step("Then", "the run tells where the token is", 16)],
                LogIn(1)
            ) with
            {
                Level = CheckLevel.Review,
                Reason = "The token stands in a header.",
                ReadingsSeen = ImmutableSortedDictionary<string, string>.Empty.Add("BET-03", "in-header"),
            },
            Scenario(
                Advice,
                "Scenario: Nobody",
                "Nobody asked for this",
                Verdict.Passed,
                [],
                [Step("When", "the user logs in", 19, exchanges: 1)],
                LogIn(1)
            ),
        ];
        return Run(
            "beta",
            "Beta's sessions",
            BetaFile,
            Outcome.Passed,
            scenarios,
            [Advice],
            [
                RequirementResult.Of(open, scenarios),
                RequirementResult.Of(
                    Requirement("STD-01", CheckLevel.Advice, "A refusal carries a challenge.", BetaFile, 12, RequirementFamily.Standard),
                    scenarios
                ),
                RequirementResult.Of(
                    Requirement("STD-02", CheckLevel.Advice, "A refresh token is used once.", BetaFile, 14, RequirementFamily.Standard),
                    scenarios
                ),
            ]
        ) with
        {
            IsEmbedded = true,
            BaseUrl = new Uri("http://127.0.0.1:4010/beta"),
            Readings = ImmutableSortedDictionary<string, string>.Empty.Add("BET-03", "in-body"),
        };
    }

    public static ContractRun Gamma() =>
        Run("gamma", "Gamma's sessions", "specs/gamma/openapi.yaml", Outcome.NotJudged, [], [], []) with
        {
            Obstacles =
            [
                "https://gamma.example/ does not answer: the connection was refused. Start the target, or give its address with --base-url.",
            ],
            BaselineFaults = ["GAM-01 is listed as an expected failure, and no requirement has this id; take it off the list."],
        };

    private static ContractRun Run(
        string contract,
        string title,
        string file,
        Outcome outcome,
        ImmutableArray<ScenarioResult> scenarios,
        ImmutableArray<FeatureSource> features,
        ImmutableArray<RequirementResult> requirements
    ) =>
        new()
        {
            Contract = contract,
            Title = title,
            ContractFile = file,
            BaseUrl = new Uri($"https://{contract}.example/"),
            IsEmbedded = false,
            Readings = ImmutableSortedDictionary<string, string>.Empty,
            Requirements = requirements,
            Scenarios = scenarios,
            Features = features,
            Obstacles = [],
            BaselineFaults = [],
            StartedAt = Start,
            Duration = TimeSpan.FromMilliseconds(840),
            Outcome = outcome,
        };
}
