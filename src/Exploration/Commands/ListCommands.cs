using System.Collections.Immutable;
using Conformance.Exploration.Model;
using Conformance.Verification.Oracle;
using Conformance.Verification.Steps;

namespace Conformance.Exploration.Commands;

/// <summary>A session looks at the list of its user's sessions.</summary>
internal sealed record LookAtListCommand(int Session) : SequenceCommand
{
    /// <summary>The session that the list has otherwise than expected; null where it is the answer that is another one.</summary>
    public int? Wrong { get; init; }

    /// <summary>Whether that one has to be in the list.</summary>
    public bool IsWrongMissing { get; init; }

    public override ImmutableArray<int> Needs => Wrong is { } wrong ? [Session, wrong] : [Session];

    public override Task RunAsync(ScenarioState state) => new ListedSteps(state).Look(state.Session(UseCommand.NameOf(Session)));

    public override IEnumerable<WrittenStep> Steps(Func<int, string> name, AnswerExpectation expected) =>
        [WrittenStep.When($"{name(Session)} looks at the list of sessions"), .. Outcome(expected)];

    public override IEnumerable<WrittenStep> LastSteps(Func<int, string> name, AnswerExpectation expected) =>
        Wrong is { } wrong
            ? [.. Steps(name, expected), WrittenStep.Then($"{name(wrong)} is {(IsWrongMissing ? "" : "not ")}among them")]
            : base.LastSteps(name, expected);

    public override SequenceCommand Renumbered(Func<int, int> number) =>
        this with
        {
            Session = number(Session),
            Wrong = Wrong is { } wrong ? number(wrong) : null,
        };
}

/// <summary>A session ends another one by the id that the list has of it.</summary>
internal sealed record EndNamedCommand(int Session, int Other) : SequenceCommand
{
    public override ImmutableArray<int> Needs => [Session, Other];

    public override Task RunAsync(ScenarioState state)
    {
        var other = state.Session(UseCommand.NameOf(Other));
        return other.ListedId is null
            ? throw new NotApplicableException($"The id of {other.Name} is not known.")
            : new ListedSteps(state).End(state.Session(UseCommand.NameOf(Session)), other);
    }

    public override IEnumerable<WrittenStep> Steps(Func<int, string> name, AnswerExpectation expected) =>
        [WrittenStep.When($"{name(Session)} ends {name(Other)} by its id"), .. Outcome(expected)];

    public override SequenceCommand Renumbered(Func<int, int> number) => this with { Session = number(Session), Other = number(Other) };
}

/// <summary>A session asks for what protected operations give, such as a ticket.</summary>
internal sealed record GetGiftsCommand(int Session) : SequenceCommand
{
    public override ImmutableArray<int> Needs => [Session];

    public override Task RunAsync(ScenarioState state) => new ListedSteps(state).AskForGifts(state.Session(UseCommand.NameOf(Session)));

    public override IEnumerable<WrittenStep> Steps(Func<int, string> name, AnswerExpectation expected) =>
        [WrittenStep.When($"{name(Session)} asks for what it can be given"), .. Outcome(expected)];

    public override SequenceCommand Renumbered(Func<int, int> number) => this with { Session = number(Session) };
}

/// <summary>A session uses what it was given last.</summary>
internal sealed record UseGiftsCommand(int Session) : SequenceCommand
{
    public override ImmutableArray<int> Needs => [Session];

    public override Task RunAsync(ScenarioState state) => new ListedSteps(state).UseGifts(state.Session(UseCommand.NameOf(Session)));

    public override IEnumerable<WrittenStep> Steps(Func<int, string> name, AnswerExpectation expected) =>
        [WrittenStep.When($"{name(Session)} uses what it was given"), .. Outcome(expected)];

    public override SequenceCommand Renumbered(Func<int, int> number) => this with { Session = number(Session) };
}
