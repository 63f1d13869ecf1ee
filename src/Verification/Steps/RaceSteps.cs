using System.Collections.Concurrent;
using System.Collections.Immutable;
using Conformance.Contracts.Model;
using Conformance.Verification.Client;
using Conformance.Verification.Oracle;
using Reqnroll;

namespace Conformance.Verification.Steps;

/// <summary>Asks several things at the same time.</summary>
[Binding]
internal sealed class RaceSteps(ScenarioState state)
{
    private readonly ConcurrentBag<Reply> _after = [];

    [When(
        "{session} logs out while {int} clients use its access token",
        Description = "Clients use the token without a pause, from before the logout until after it was answered.",
        Example = "the session logs out while 4 clients use its access token"
    )]
    public async Task LogOutDuringUse(ClientSession session, int clients)
    {
        if (state.Subject.Protected.IsEmpty)
            throw new NotApplicableException("The contract has no protected operation.");
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var users = Enumerable
            .Range(0, clients)
            .Select(_ => Task.Run(() => UseUntilAfterAsync(session, answered.Task), state.Cancellation))
            .ToList();
        try
        {
            state.Oracle.ExpectLoggedOut(await state.AskAsync(state.BuildLogout(session.Tokens)));
        }
        finally
        {
            answered.SetResult();
            await Task.WhenAll(users);
        }
    }

    [Then("no use that began after the logout's answer is accepted")]
    public void NoneAccepted()
    {
        if (_after.IsEmpty)
            throw new InconclusiveException("No use began after the logout's answer. Let at least 1 client use the token.");
        foreach (var reply in _after)
            state.Oracle.ExpectRefused(reply, Refusal.Revoked);
    }

    [When(
        "{session} logs out {int} times at once",
        Description = "The same logout from several connections.",
        Example = "the session logs out 2 times at once"
    )]
    public async Task LogOutAtOnce(ClientSession session, int times)
    {
        var drafts = Enumerable.Range(0, times).Select(_ => state.BuildLogout(session.Tokens)).ToList();
        state.Replies = await AtOnceAsync(drafts);
    }

    [When(
        "{session} refreshes {int} times at once",
        Description = "The same refresh token from several connections.",
        Example = "the session refreshes 2 times at once"
    )]
    public async Task RefreshAtOnce(ClientSession session, int times)
    {
        var refresh =
            state.Subject.Roles.Refresh ?? throw new NotApplicableException("The contract has no operation with the role refresh.");
        var drafts = Enumerable.Range(0, times).Select(_ => state.Requests.Build(refresh, session.Tokens)).ToList();
        state.Replies = await AtOnceAsync(drafts);
    }

    [Then(
        "at most {int} of them is/are accepted",
        Description = "How many of the answers are a success.",
        Example = "at most 1 of them is accepted"
    )]
    public void AtMost(int count)
    {
        var accepted = state.Replies.Where(r => r.IsSuccess).ToList();
        if (accepted.Count > count)
        {
            var cause = accepted[^1].Request.Operation is { Role: Role.Refresh } refresh ? Causes.RedeemedAtOnce(refresh) : null;
            throw state.Oracle.Miss($"at most {count} accepted of {state.Replies.Length}", $"{accepted.Count}", accepted[^1], cause);
        }
    }

    [Then(
        "at least {int} of them is/are accepted",
        Description = "How many of the answers are a success.",
        Example = "at least 1 of them is accepted"
    )]
    public void AtLeast(int count)
    {
        var accepted = state.Replies.Count(r => r.IsSuccess);
        if (accepted < count)
            throw state.Oracle.Miss($"at least {count} accepted of {state.Replies.Length}", $"{accepted}", state.Reply);
    }

    [Then("none of them is a server error", Description = "No answer is 5xx.")]
    public void NoServerError()
    {
        foreach (var reply in state.Replies)
        {
            if (reply.Status >= 500)
                throw state.Oracle.Miss("an answer below 500", reply);
        }
    }

    private async Task UseUntilAfterAsync(ClientSession session, Task answered)
    {
        // A slow logout does not fill the evidence.
        const int usesBefore = 20;
        const int usesAfter = 3;
        for (int before = 0, after = 0; after < usesAfter; )
        {
            if (before >= usesBefore)
                await answered;

            // Read before the request begins: what began after the logout's answer must be refused.
            var late = answered.IsCompleted;
            if (late)
                after++;
            else
                before++;
            foreach (var reply in await state.UseAsync(state.TokenOf(session, "access"), session))
            {
                if (late)
                    _after.Add(reply);
            }
        }
    }

    private async Task<ImmutableArray<Reply>> AtOnceAsync(IEnumerable<RequestDraft> drafts)
    {
        ImmutableArray<Reply> replies = [.. await Task.WhenAll(drafts.Select(d => Task.Run(() => state.SendAsync(d), state.Cancellation)))];
        foreach (var reply in replies)
            ContractOracle.CheckJudgeable(reply);
        return replies;
    }
}
