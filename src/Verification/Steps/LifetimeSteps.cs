using Conformance.Verification.Oracle;
using Reqnroll;

namespace Conformance.Verification.Steps;

/// <summary>Idle lifetimes, lifetimes of sessions, and the grace of what a refresh replaces.</summary>
[Binding]
internal sealed class LifetimeSteps(ScenarioState state)
{
    private const int MostRefreshes = 40;

    [When(
        "three quarters of the lifetime of the {token} pass",
        Description = "Three quarters of the time after which a token that is not used expires; the target's clock is moved, or the run waits.",
        Example = "three quarters of the lifetime of the access token pass"
    )]
    public Task ThreeQuartersPass(TokenName token) => state.PassAsync(state.LifetimeOf(state.Kind(token.Name)) * 0.75);

    [When(
        "the grace of the {token} passes",
        Description = "The time for which a token stays good that a refresh has replaced.",
        Example = "the grace of the refresh token passes"
    )]
    public Task GracePasses(TokenName token) =>
        state.PassAsync(state.Subject.Policy!.Kinds[state.Kind(token.Name)].Grace + TimeSpan.FromSeconds(1));

    [When(
        "{session} uses what does not count as use",
        Description = "The access token at each operation that the contract says does not keep it alive.",
        Example = "the session uses what does not count as use"
    )]
    public async Task UseUncounted(ClientSession session)
    {
        var kind = state.Subject.Roles.AccessKind;
        foreach (var operation in state.Subject.Roles.Uncounted)
            state.Oracle.ExpectAccepted(await state.AskAsync(state.Presenting(operation, kind, state.TokenOf(session, "access"), session)));
    }

    [When(
        "{session} is refreshed until its lifetime is over",
        Description = "The session is refreshed in time again and again, until its lifetime since the login has passed.",
        Example = "the session is refreshed until its lifetime is over"
    )]
    public async Task RefreshToTheEnd(ClientSession session)
    {
        var kind = state.Subject.Policy!.Kinds[state.Kind("refresh")];
        if (kind.SessionLifetime is not { } end)
            throw new NotApplicableException($"The contract gives a session's {kind.Name} tokens no lifetime beyond that of each.");
        var stride = TimeSpan.FromSeconds(Math.Max(1, Math.Floor(kind.ShortestLifetime()!.Value.TotalSeconds * 0.75)));
        if (end / stride > MostRefreshes)
            throw new NotApplicableException(
                $"It takes more than {MostRefreshes} refreshes to keep the {kind.Name} token alive until the session's lifetime is over."
            );
        var passed = TimeSpan.Zero;
        while (passed + stride < end)
        {
            await state.PassAsync(stride);
            passed += stride;
            var reply = await state.RefreshAsync(state.TokenOf(session, "refresh"), session);
            state.Oracle.ExpectAccepted(reply);
            session.Take(LogIn.TokensIn(reply));
        }

        await state.PassAsync(end - passed + TimeSpan.FromSeconds(1));
    }
}
