using System.Collections.Immutable;
using Conformance.Exploration.Model;
using Conformance.Verification.Oracle;
using Conformance.Verification.Steps;

namespace Conformance.Exploration.Commands;

/// <summary>How a logout differs from the documented one with a session's own tokens.</summary>
internal enum LogOutForm
{
    /// <summary>Not at all.</summary>
    Plain,

    /// <summary>It leaves the refresh token out.</summary>
    WithoutRefresh,

    /// <summary>It presents an access token that the session has had.</summary>
    WithNumbered,

    /// <summary>It presents the refresh token of another session.</summary>
    WithRefreshOf,

    /// <summary>Its access token was tampered with.</summary>
    Tampered,

    /// <summary>Its body is cut in the middle.</summary>
    BrokenBody,
}

/// <summary>A session logs out.</summary>
/// <param name="Other">The number of the access token, or of the other session.</param>
internal sealed record LogOutCommand(int Session, LogOutForm Form = LogOutForm.Plain, int Other = 0) : SequenceCommand
{
    private static readonly TokenName Access = new("access");
    private static readonly TokenName Refresh = new("refresh");

    public override ImmutableArray<int> Needs => Form == LogOutForm.WithRefreshOf ? [Session, Other] : [Session];

    public override bool IsUndocumented => Form == LogOutForm.BrokenBody;

    public override Task RunAsync(ScenarioState state)
    {
        var session = state.Session(UseCommand.NameOf(Session));
        var steps = new LogoutSteps(state);
        return Form switch
        {
            LogOutForm.WithoutRefresh => steps.LogOutWithoutToken(session, Refresh),
            LogOutForm.WithNumbered => new SequenceSteps(state).LogOutNumbered(session, Access, Other),
            LogOutForm.WithRefreshOf => steps.LogOutWithForeign(session, Refresh, state.Session(UseCommand.NameOf(Other))),
            LogOutForm.Tampered => steps.LogOutWithForgery(session, new ForgeryName(Forgery.Tampered), Access),
            LogOutForm.BrokenBody => steps.LogOutWithBrokenBody(session),
            _ => steps.LogOut(session),
        };
    }

    public override IEnumerable<WrittenStep> Steps(Func<int, string> name, AnswerExpectation expected)
    {
        var logsOut = $"{name(Session)} logs out";
        return Form switch
        {
            LogOutForm.Plain when expected.Answer == ExpectedAnswer.Accepted =>
            [
                WrittenStep.When(logsOut),
                WrittenStep.Then("the logout succeeds"),
            ],
            LogOutForm.Plain => [WrittenStep.When(logsOut), .. Rejection(expected)],
            LogOutForm.WithoutRefresh => [WrittenStep.When($"{logsOut} without its refresh token"), .. Rejection(expected)],
            LogOutForm.WithNumbered => [WrittenStep.When($"{logsOut} with its access token number {Other}"), .. Rejection(expected)],
            LogOutForm.WithRefreshOf => [WrittenStep.When($"{logsOut} with the refresh token of {name(Other)}"), .. Rejection(expected)],
            LogOutForm.Tampered => [WrittenStep.When($"{logsOut} with a tampered access token"), .. Rejection(expected)],
            _ => [WrittenStep.When($"{logsOut} with a broken body"), .. Rejection(expected)],
        };
    }

    public override SequenceCommand Renumbered(Func<int, int> number) =>
        this with
        {
            Session = number(Session),
            Other = Form == LogOutForm.WithRefreshOf ? number(Other) : Other,
        };
}

/// <summary>A session asks for one operation: one that ends sessions beside the first logout, or one that does not count as use.</summary>
/// <param name="Operation">Its method and path.</param>
internal sealed record AskCommand(int Session, string Operation) : SequenceCommand
{
    public override ImmutableArray<int> Needs => [Session];

    public override Task RunAsync(ScenarioState state) =>
        new SequenceSteps(state).Ask(state.Session(UseCommand.NameOf(Session)), Operation);

    public override IEnumerable<WrittenStep> Steps(Func<int, string> name, AnswerExpectation expected) =>
        [WrittenStep.When($"{name(Session)} asks for \"{Operation}\""), .. Outcome(expected)];

    public override SequenceCommand Renumbered(Func<int, int> number) => this with { Session = number(Session) };
}
