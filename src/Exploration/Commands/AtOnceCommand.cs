using System.Collections.Immutable;
using System.Globalization;
using Conformance.Exploration.Model;
using Conformance.Verification.Steps;

namespace Conformance.Exploration.Commands;

/// <summary>What a session does at the same time as others.</summary>
/// <param name="Does">As a line of the step's table says it.</param>
internal readonly record struct ActAtOnce(int Session, string Does)
{
    public static ActAtOnce Refresh(int session) => new(session, AtOnceSteps.Refreshes);

    public static ActAtOnce LogOut(int session) => new(session, AtOnceSteps.LogsOut);

    public static ActAtOnce Ask(int session, string operation) => new(session, AtOnceSteps.AsksFor + operation);

    /// <summary>The same where nothing else is done at that time.</summary>
    public SequenceCommand Alone() =>
        Does switch
        {
            AtOnceSteps.Refreshes => new RefreshCommand(Session),
            AtOnceSteps.LogsOut => new LogOutCommand(Session),
            _ => new AskCommand(Session, Does[AtOnceSteps.AsksFor.Length..]),
        };
}

/// <summary>Several requests that are sent at the same time. Some order of them has to explain all answers, and all that comes after.</summary>
internal sealed record AtOnceCommand(ImmutableArray<ActAtOnce> Acts) : SequenceCommand
{
    public override ImmutableArray<int> Needs => [.. Acts.Select(a => a.Session).Distinct()];

    public override bool IsAtOnce => true;

    public override Task RunAsync(ScenarioState state) =>
        new AtOnceSteps(state).DoAsync([.. Acts.Select(a => (state.Session(UseCommand.NameOf(a.Session)), a.Does))]);

    public override IEnumerable<WrittenStep> Steps(Func<int, string> name, AnswerExpectation expected) =>
        [
            WrittenStep.When("these are done at the same time:") with
            {
                Table =
                [
                    ["session", "does"],
                    .. Acts.Select(a => (ImmutableArray<string>)[NumberIn(name(a.Session)), a.Does]),
                ],
            },
        ];

    public override IEnumerable<WrittenStep> LastSteps(Func<int, string> name, AnswerExpectation expected) =>
        [.. Steps(name, expected), WrittenStep.Then(Outcome(expected))];

    public override SequenceCommand Renumbered(Func<int, int> number) =>
        new AtOnceCommand([.. Acts.Select(a => a with { Session = number(a.Session) })]);

    private static string Outcome(AnswerExpectation expected) =>
        (expected.Answer, expected.LetIn) switch
        {
            (ExpectedAnswer.Refused, > 0 and var letIn) => $"at most {Are(letIn - 1)} accepted",
            (ExpectedAnswer.Accepted, { } letIn) => $"at least {Are(letIn + 1)} accepted",
            _ => "none of them is a server error",
        };

    private static string Are(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} of them {(count == 1 ? "is" : "are")}");

    private static string NumberIn(string name) => name[(name.LastIndexOf(' ') + 1)..];
}
