using Conformance.Verification.Client;
using Conformance.Verification.Oracle;
using Reqnroll;

namespace Conformance.Verification.Steps;

/// <summary>Tells which interpretation of an open document an implementation follows. Such a step fails only where the answer fits none.</summary>
[Binding]
internal sealed class ReadingSteps(ScenarioState state)
{
    [Then(
        "the answer tells the reading of {word}:",
        Description = "A table says which reading an accepted answer shows, and which one a refused.",
        Example = "the answer tells the reading of ACM-05:"
    )]
    public void AnswerTells(string requirement, DataTable readings) => Tell(requirement, readings, [state.Reply]);

    [Then(
        "the {token} of {session} tells the reading of {word}:",
        Description = "A table says which reading it shows when the token is accepted, and which one when it is refused.",
        Example = "the access token of the session tells the reading of ACM-09:"
    )]
    public async Task TokenTells(TokenName token, ClientSession session, string requirement, DataTable readings)
    {
        // Several times, so that an answer that changes is no reading.
        var replies = new List<Reply>();
        for (var i = 0; i < 3; i++)
            replies.AddRange(await state.TryAsync(token.Name, state.TokenOf(session, token.Name), session));
        Tell(requirement, readings, replies);
    }

    [Then("the answer is reported", Description = "The document is open here: the answer is told, and judged by nothing.")]
    public void Report()
    {
        ContractOracle.CheckJudgeable(state.Reply);
        state.Observation = $"{state.Reply.Request.Label}: {state.Oracle.Tell(state.Reply)}";
    }

    private void Tell(string requirement, DataTable readings, IReadOnlyList<Reply> replies)
    {
        var seen =
            replies.All(r => r.IsSuccess) ? "accepted"
            : replies.All(r => ContractOracle.IsRejected(r) && r.Status is not (404 or 405 or 415) && !r.AsksToComeAgain) ? "refused"
            : null;
        var row =
            readings.Rows.FirstOrDefault(r => r["answer"] == seen)
            ?? throw state.Oracle.Miss(
                $"an answer that is {string.Join(" or ", readings.Rows.Select(r => r["answer"]))}, by which a reading could be told",
                replies.FirstOrDefault(r => r.AsksToComeAgain) ?? replies[^1]
            );
        state.Readings[requirement] = row["reading"];
    }
}
