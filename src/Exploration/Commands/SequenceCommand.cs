using System.Collections.Immutable;
using System.Globalization;
using System.Xml;
using Conformance.Contracts.Model;
using Conformance.Exploration.Model;
using Conformance.Verification.Oracle;
using Conformance.Verification.Steps;

namespace Conformance.Exploration.Commands;

/// <summary>
/// One thing that a client does in a sequence. It names sessions by numbers and tokens by their position, never by their text, so that a sequence can be replayed on fresh sessions; and it does
/// what its step does in a scenario.
/// </summary>
internal abstract record SequenceCommand
{
    /// <summary>The numbers of the sessions that have to be there.</summary>
    public virtual ImmutableArray<int> Needs => [];

    /// <summary>Whether it sends what no contract documents.</summary>
    public virtual bool IsUndocumented => false;

    /// <summary>Whether the target's clock has to be one that can be moved.</summary>
    public virtual bool MovesClock => false;

    /// <summary>Whether its requests are sent at once.</summary>
    public virtual bool IsAtOnce => false;

    /// <summary>Does it. The requests are then in the conversation.</summary>
    /// <exception cref="NotApplicableException">It cannot be done in this state.</exception>
    public abstract Task RunAsync(ScenarioState state);

    /// <summary>The steps that do the same in a scenario, and say what has to come of it.</summary>
    /// <param name="name">What the scenario calls a session, by its number.</param>
    public abstract IEnumerable<WrittenStep> Steps(Func<int, string> name, AnswerExpectation expected);

    /// <summary>The same where it is what a target did otherwise: the last step tells what was expected.</summary>
    public virtual IEnumerable<WrittenStep> LastSteps(Func<int, string> name, AnswerExpectation expected) =>
        expected.Answer == ExpectedAnswer.Open
            ? [.. Steps(name, expected), WrittenStep.Then("none of them is a server error")]
            : Steps(name, expected);

    /// <summary>The same so often that what happens now and then happens; itself where it cannot be done often.</summary>
    public virtual SequenceCommand Often() => this;

    /// <summary>The same with other numbers of sessions.</summary>
    public abstract SequenceCommand Renumbered(Func<int, int> number);

    /// <summary>What an answer has to be, as a step that speaks of the last one.</summary>
    protected static IEnumerable<WrittenStep> Outcome(AnswerExpectation expected, string accepted = "it is accepted") =>
        expected.Answer switch
        {
            ExpectedAnswer.Accepted => [WrittenStep.Then(accepted)],
            ExpectedAnswer.Refused => [WrittenStep.Then($"it is refused as {expected.Reason!.Value.Name()}")],
            _ => [],
        };

    /// <summary>The same where a request is turned away for what it is, and not for its token alone.</summary>
    protected static IEnumerable<WrittenStep> Rejection(AnswerExpectation expected) =>
        expected.Answer == ExpectedAnswer.Refused ? [WrittenStep.Then("it is rejected")] : Outcome(expected, "the logout succeeds");
}

/// <summary>A step as it is written, without <c>And</c>.</summary>
/// <param name="Keyword"><c>Given</c>, <c>When</c> or <c>Then</c>.</param>
internal sealed record WrittenStep(string Keyword, string Text)
{
    /// <summary>The rows of the table below it, its heading first; none without one.</summary>
    public ImmutableArray<ImmutableArray<string>> Table { get; init; } = [];

    public static WrittenStep Given(string text) => new("Given", text);

    public static WrittenStep When(string text) => new("When", text);

    public static WrittenStep Then(string text) => new("Then", text);
}

/// <summary>A user logs in.</summary>
/// <param name="User">The position of the user.</param>
/// <param name="Session">The number of the session that begins.</param>
/// <param name="SeenBy">The session that looks at the list before and after, so that the id is known; null for none.</param>
internal sealed record LogInCommand(int User, int Session, int? SeenBy = null) : SequenceCommand
{
    public override ImmutableArray<int> Needs => SeenBy is { } seeing ? [seeing] : [];

    public override Task RunAsync(ScenarioState state) =>
        SeenBy is { } seeing
            ? new ListedSteps(state).BeginSeen(new UserPosition(User), Session, state.Session(UseCommand.NameOf(seeing)))
            : new SequenceSteps(state).Begin(new UserPosition(User), Session);

    public override IEnumerable<WrittenStep> Steps(Func<int, string> name, AnswerExpectation expected) =>
        [WrittenStep.Given($"{UserName(User)} logs in as {name(Session)}{(SeenBy is { } seeing ? $", which {name(seeing)} sees" : "")}")];

    public override IEnumerable<WrittenStep> LastSteps(Func<int, string> name, AnswerExpectation expected) =>
        SeenBy is null ? [WrittenStep.Then($"{UserName(User)} can log in")] : Steps(name, expected);

    public override SequenceCommand Renumbered(Func<int, int> number) =>
        this with
        {
            Session = number(Session),
            SeenBy = SeenBy is { } seeing ? number(seeing) : null,
        };

    /// <summary>What steps call a user.</summary>
    public static string UserName(int user) => user == 0 ? "the first user" : "the second user";
}

/// <summary>A session uses its access token once or often.</summary>
/// <param name="Number">Which of those that it has had, from 1; null for the one that it has.</param>
internal sealed record UseCommand(int Session, int? Number = null, int Times = 1) : SequenceCommand
{
    /// <summary>What is often.</summary>
    public const int ManyTimes = 30;

    public override ImmutableArray<int> Needs => [Session];

    public override async Task RunAsync(ScenarioState state)
    {
        var session = state.Session(NameOf(Session));
        for (var i = 0; i < Times; i++)
        {
            if (Number is { } number)
                await new SequenceSteps(state).UseNumbered(session, new TokenName("access"), number);
            else
                await new UseSteps(state).Use(session, new TokenName("access"));
        }
    }

    public override IEnumerable<WrittenStep> Steps(Func<int, string> name, AnswerExpectation expected)
    {
        if (Number is { } number)
            return [WrittenStep.When($"{name(Session)} uses its access token number {number}"), .. Outcome(expected)];
        var token = $"the access token of {name(Session)}";
        return (expected.Answer, Times) switch
        {
            (ExpectedAnswer.Accepted, 1) => [WrittenStep.Then($"{token} is accepted")],
            (ExpectedAnswer.Accepted, _) => [WrittenStep.Given($"{name(Session)} has used its access token {Times} times")],
            (ExpectedAnswer.Refused, 1) => [WrittenStep.Then($"{token} is refused as {expected.Reason!.Value.Name()}")],
            (ExpectedAnswer.Refused, _) when expected.Reason == Refusal.Revoked =>
            [
                WrittenStep.Then($"{token} is refused {Times} times over"),
            ],
            _ => Enumerable
                .Repeat((WrittenStep[])[WrittenStep.When($"{name(Session)} uses its access token"), .. Outcome(expected)], Times)
                .SelectMany(s => s),
        };
    }

    public override SequenceCommand Renumbered(Func<int, int> number) => this with { Session = number(Session) };

    public override SequenceCommand Often() => this with { Times = Math.Max(Times, ManyTimes) };

    /// <summary>What the steps call the session of a number.</summary>
    public static string NameOf(int session) => $"session {session.ToString(CultureInfo.InvariantCulture)}";
}

/// <summary>A session refreshes.</summary>
/// <param name="Number">With which of the tokens that it has had, from 1; null for the one that it has, whose successors it then has.</param>
/// <param name="Times">How often; the tokens of one are what the next one takes.</param>
internal sealed record RefreshCommand(int Session, int? Number = null, int Times = 1) : SequenceCommand
{
    public override ImmutableArray<int> Needs => [Session];

    public override async Task RunAsync(ScenarioState state)
    {
        var session = state.Session(UseCommand.NameOf(Session));
        for (var i = 0; i < Times; i++)
        {
            if (Number is { } number)
                await new SequenceSteps(state).UseNumbered(session, new TokenName("refresh"), number);
            else
                await new UseSteps(state).Refresh(session);
        }
    }

    public override IEnumerable<WrittenStep> Steps(Func<int, string> name, AnswerExpectation expected) =>
        (Number, expected.Answer) switch
        {
            ({ } number, _) => [WrittenStep.When($"{name(Session)} uses its refresh token number {number}"), .. Outcome(expected)],
            (null, ExpectedAnswer.Accepted) when Times > 1 => [WrittenStep.Given($"{name(Session)} has been refreshed {Times} times")],
            (null, ExpectedAnswer.Refused) when Times > 1 && expected.Reason == Refusal.Revoked =>
            [
                WrittenStep.Then($"the refresh token of {name(Session)} is refused {Times} times over"),
            ],
            (null, ExpectedAnswer.Accepted) => [WrittenStep.Then($"the refresh token of {name(Session)} is accepted")],
            (null, ExpectedAnswer.Refused) =>
            [
                WrittenStep.Then($"the refresh token of {name(Session)} is refused as {expected.Reason!.Value.Name()}"),
            ],
            _ => [WrittenStep.When($"{name(Session)} refreshes")],
        };

    public override SequenceCommand Often() => this with { Times = UseCommand.ManyTimes };

    public override SequenceCommand Renumbered(Func<int, int> number) => this with { Session = number(Session) };
}

/// <summary>The target's clock moves on.</summary>
internal sealed record PassCommand(TimeSpan Time) : SequenceCommand
{
    public override bool MovesClock => true;

    public override Task RunAsync(ScenarioState state) => state.PassAsync(Time);

    public override IEnumerable<WrittenStep> Steps(Func<int, string> name, AnswerExpectation expected) =>
        [WrittenStep.When($"{XmlConvert.ToString(Time)} pass")];

    public override SequenceCommand Renumbered(Func<int, int> number) => this;
}

/// <summary>Somebody logs in as the first user with a wrong password.</summary>
internal sealed record WrongPasswordCommand : SequenceCommand
{
    public override bool IsUndocumented => true;

    public override Task RunAsync(ScenarioState state) => new UseSteps(state).LogInWrongly();

    public override IEnumerable<WrittenStep> Steps(Func<int, string> name, AnswerExpectation expected) =>
        [WrittenStep.When("someone logs in with a wrong password"), WrittenStep.Then("it is rejected")];

    public override SequenceCommand Renumbered(Func<int, int> number) => this;
}

/// <summary>Somebody logs in, and sends the access token of a session along.</summary>
internal sealed record LogInBesideCommand(int Session) : SequenceCommand
{
    public override ImmutableArray<int> Needs => [Session];

    public override Task RunAsync(ScenarioState state) => new LoginSteps(state).LogInBeside(state.Session(UseCommand.NameOf(Session)));

    public override IEnumerable<WrittenStep> Steps(Func<int, string> name, AnswerExpectation expected) =>
        [WrittenStep.When($"someone logs in with the dead access token of {name(Session)} beside the credentials")];

    public override SequenceCommand Renumbered(Func<int, int> number) => this with { Session = number(Session) };
}

/// <summary>The first user logs in and out again, often.</summary>
internal sealed record ComeAndGoCommand(int Times) : SequenceCommand
{
    public override Task RunAsync(ScenarioState state) => new CrowdSteps(state).LogInAndOut(Times);

    public override IEnumerable<WrittenStep> Steps(Func<int, string> name, AnswerExpectation expected) =>
        [WrittenStep.When($"a user logs in and out {Times} times")];

    public override SequenceCommand Renumbered(Func<int, int> number) => this;
}
