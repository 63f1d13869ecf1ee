using Conformance.Reference.Tests.Dialects;

namespace Conformance.Reference.Tests.Differential;

/// <summary>Both answers to a step.</summary>
internal sealed record Answers(string Api, Step Step, Player Player, Reply Mock, Reply Reference)
{
    public bool Differ => Envelope.Of(Mock) != Envelope.Of(Reference);
}

/// <summary>A difference that is known, with the reason why it stays.</summary>
/// <param name="Name">Its name in the output.</param>
/// <param name="Reason">Why both answers may stand.</param>
/// <param name="Parts">Whether the two servers know different things from here on, so that the sequence ends.</param>
/// <param name="Fits">Whether a difference is this one.</param>
internal sealed record Exclusion(string Name, string Reason, bool Parts, Func<Answers, bool> Fits)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Exclusion> All { get; } =
    [
        new(
            "one fault of several",
            "A request with several faults gets one sentence, and which fault it tells is open.",
            Parts: false,
            answers =>
                answers.Api == "bankezy"
                && answers.Mock.Status == 400
                && answers.Reference.Status == 400
                && answers.Mock.MediaType == answers.Reference.MediaType
        ),
        new(
            "SIG-14",
            "Open: the refresh token of another of the user's sessions at a logout. A JWT without a session's id cannot tell it from the caller's own.",
            Parts: true,
            answers =>
                answers is { Api: "sig", Step: { Act: Act.Logout, Second.Kind: Kind.Second }, Mock.Status: 401, Reference.Status: 200 }
                && answers.Player.SessionOf(answers.Step.Access) != answers.Player.SessionOf(answers.Step.Second)
                && answers.Player.UserOf(answers.Step.Access) == answers.Player.UserOf(answers.Step.Second)
        ),
        new(
            "another's expired refresh token",
            "The mock minds another session's refresh token when it has expired, not when it was logged out; to the servers it is dead either way.",
            Parts: true,
            answers =>
                answers is { Api: "sig", Step: { Act: Act.Logout, Second.Kind: Kind.Second }, Mock.Status: 401, Reference.Status: 200 }
                && answers.Player.SessionOf(answers.Step.Access) != answers.Player.SessionOf(answers.Step.Second)
        ),
        new(
            "NET-14",
            "Open: an Authorization header that holds the scheme alone.",
            Parts: false,
            answers =>
                answers is { Api: "nethesis", Mock.Status: 401, Reference.Status: 401 }
                && answers.Mock.Text.Contains("authorization header required", StringComparison.Ordinal)
                && answers.Reference.Text.Contains("invalid authorization header format", StringComparison.Ordinal)
        ),
    ];
}
