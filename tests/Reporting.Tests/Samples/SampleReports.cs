using System.Collections.Immutable;
using Conformance.Documents;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Tests.Samples;

/// <summary>Reports with everything that a run can find.</summary>
internal static class SampleReports
{
    private const string Tool = "conform 1.0.0";

    /// <summary>Markup, the end of a CDATA section, line separators, a control, a lone surrogate, an escape sequence, a change of direction.</summary>
    public const string HostileText =
        "<script>alert(1)</script> ]]> \u2028\u2029 \0\u0008 \ud800 \u001b[31mred \u202eevil & \"quoted\" 'single' |pipe| `tick` @team #12 [a](b) </script><!-- {0} 😀";

    /// <summary>All verdicts, three contracts.</summary>
    public static readonly VerificationReport Rich = new(
        Tool,
        IsStrict: false,
        [SampleRuns.Alpha(), SampleRuns.Beta(), SampleRuns.Gamma()]
    );

    /// <summary>The same, where warnings fail.</summary>
    public static readonly VerificationReport Strict = Rich with { IsStrict = true };

    /// <summary>One contract whose scenarios all pass.</summary>
    public static readonly VerificationReport Green = new(Tool, IsStrict: false, [Passed(SampleRuns.Alpha())]);

    /// <summary>No contract at all.</summary>
    public static readonly VerificationReport Empty = new(Tool, IsStrict: false, []);

    /// <summary>Hostile text wherever a target, a contract or a feature has a word.</summary>
    public static readonly VerificationReport Hostile = HostileBy(HostileText);

    /// <summary>A failure with all that is known of it, a warning, and a failure that was expected.</summary>
    public static readonly VerificationReport Found = SampleFindings.Report(
        isStrict: false,
        SampleFindings.Of(FindingSeverity.Must, "GET /me lets in a revoked token."),
        SampleFindings.Of(FindingSeverity.Advice, "The logout may be cached."),
        SampleFindings.Of(FindingSeverity.Must, "GET /me lets in a forged token.") with
        {
            ExpectedFailure = "ticket 12",
            Repeat = null,
        }
    );

    /// <summary>A text wherever a target, a contract or a feature has a word.</summary>
    public static VerificationReport HostileBy(string text) => new(Tool, IsStrict: false, [HostileRun(text)]);

    /// <summary>A run in which a requirement failed a number of times over.</summary>
    public static VerificationReport WithFailures(int count)
    {
        var alpha = SampleRuns.Alpha();
        var failed = alpha.Requirements[0];
        return new VerificationReport(
            Tool,
            IsStrict: false,
            [
                alpha with
                {
                    Requirements =
                    [
                        .. Enumerable
                            .Range(1, count)
                            .Select(i => failed with { Requirement = failed.Requirement with { Id = $"ALP-{1000 + i}" } }),
                    ],
                },
            ]
        );
    }

    /// <summary>All of them, by name.</summary>
    public static readonly ImmutableSortedDictionary<string, VerificationReport> All = new Dictionary<string, VerificationReport>
    {
        ["rich"] = Rich,
        ["strict"] = Strict,
        ["green"] = Green,
        ["empty"] = Empty,
        ["hostile"] = Hostile,
        ["found"] = Found,
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The names, for theories.</summary>
    public static TheoryData<string> Names => [.. All.Keys];

    private static ContractRun Passed(ContractRun run)
    {
        ImmutableArray<ScenarioResult> scenarios =
        [
            .. run.Scenarios.Select(s =>
                s with
                {
                    Verdict = Verdict.Passed,
                    Miss = null,
                    Reason = null,
                    Steps = [.. s.Steps.Select(t => t with { Outcome = StepOutcome.Passed, Message = null })],
                }
            ),
        ];
        return run with
        {
            Outcome = Outcome.Passed,
            Scenarios = scenarios,
            Requirements = [.. run.Requirements.Take(3).Select(r => RequirementResult.Of(r.Requirement, scenarios))],
        };
    }

    private static ContractRun HostileRun(string text)
    {
        var run = SampleRuns.Alpha();
        ImmutableArray<ScenarioResult> scenarios =
        [
            .. run.Scenarios.Select(s =>
                s with
                {
                    Name = text,
                    Feature = text,
                    Rule = text,
                    Reason = text,
                    Tags = [text],
                    Miss = s.Miss is null ? null : new Miss(text, text, s.Miss.Exchange),
                    Steps = [.. s.Steps.Select(t => t with { Text = text, Argument = text, Message = t.Message is null ? null : text })],
                    Exchanges = [.. s.Exchanges.Select(e => Hostilely(e, text))],
                }
            ),
        ];
        return run with
        {
            Contract = "alpha <i>",
            Title = text,
            ContractFile = text,
            Scenarios = scenarios,
            Obstacles = [text],
            Findings =
            [
                SampleFindings.Of(FindingSeverity.Must, text, text) with
                {
                    Expected = text,
                    Repeat = text,
                    Pointer = text,
                    ExpectedFailure = null,
                },
                SampleFindings.Of(FindingSeverity.Advice, text, text),
                SampleFindings.Of(FindingSeverity.Must, text, text) with
                {
                    ExpectedFailure = text,
                },
            ],
            BaselineFaults = [text],
            Requirements =
            [
                .. run.Requirements.Select(r =>
                    RequirementResult.Of(
                        r.Requirement with
                        {
                            Statement = text,
                            Source = text,
                            At = new Location("specs/<alpha> \u2028.yaml", 0, 0),
                        },
                        scenarios
                    )
                ),
            ],
        };
    }

    private static RecordedExchange Hostilely(RecordedExchange exchange, string text) =>
        exchange with
        {
            Label = text,
            Url = "https://alpha.example/" + text,
            RequestHeaders = [new("X-<b>" + text, text)],
            RequestBody = text,
            ResponseHeaders = [new("X-<b>" + text, text)],
            ResponseBody = """{"a": "<script>alert(1)</script>", "b": "\ud800"}""",
            Failure = exchange.Status is null ? text : null,
            Curl = "curl " + text,
        };
}
