using Conformance.Verification.Oracle;
using Reqnroll;

namespace Conformance.Verification.Steps;

/// <summary>Lets sessions grow old before their logout, and the day end after it.</summary>
[Binding]
internal sealed class AgeSteps(ScenarioState state)
{
    private const int MostUses = 40;

    private static readonly TimeSpan BeforeMidnight = TimeSpan.FromSeconds(10);

    [Given(
        "most of the lifetime of the {token} has passed",
        Description = "Nine tenths of it; the target's clock is moved, or the run waits.",
        Example = "most of the lifetime of the access token has passed"
    )]
    public Task MostHasPassed(TokenName token) => state.PassAsync(state.LifetimeOf(state.Kind(token.Name)) * 0.9);

    [Given(
        "it is shortly before midnight",
        Description = "The target's clock is moved to ten seconds before the next day of UTC begins, or the run waits for that."
    )]
    public async Task ShortlyBeforeMidnight()
    {
        var now = state.Target.Clock is { } clock ? await clock.NowAsync(state.Cancellation) : state.Time.GetUtcNow();
        var left = TimeSpan.FromDays(1) - BeforeMidnight - now.UtcDateTime.TimeOfDay;
        if (left > TimeSpan.Zero)
            await state.PassAsync(left);
    }

    [When(
        "{session} is used until its lifetime is over",
        Description = "Its access token is used again and again, each time before it would expire for want of a use, until its lifetime since the login has passed.",
        Example = "the session is used until its lifetime is over"
    )]
    public async Task UsedToTheEnd(ClientSession session)
    {
        var kind = state.Subject.Policy!.Kinds[state.Subject.Roles.AccessKind];
        if (kind.End() is not { } end || kind.Idle is not { } idle)
            throw new NotApplicableException($"The contract gives its {kind.Name} tokens no lifetime that a use does not put off.");
        var stride = idle * 0.75;
        if (end / stride > MostUses)
            throw new NotApplicableException(
                $"It takes more than {MostUses} uses to keep the {kind.Name} token alive until its lifetime is over."
            );
        var passed = TimeSpan.Zero;
        for (; passed + stride < end; passed += stride)
        {
            await state.PassAsync(stride);
            foreach (var reply in await state.UseAsync(state.TokenOf(session, "access"), session))
                state.Oracle.ExpectAccepted(reply);
        }

        await state.PassAsync(end - passed + TimeSpan.FromSeconds(1));
    }

    [Then(
        "the refresh of {session} still works",
        Description = "After a logout that was refused for an expired access token. Where the refresh token lives no longer than that one the step does not apply.",
        Example = "the refresh of the session still works"
    )]
    public async Task StillRefreshes(ClientSession session)
    {
        var kinds = state.Subject.Policy!.Kinds;
        if (
            kinds[state.Kind("refresh")].ShortestLifetime() is { } life
            && life <= state.LifetimeOf(state.Kind("access")) + TimeSpan.FromSeconds(5)
        )
            throw new NotApplicableException("The refresh token lives no longer than the access token.");
        if (state.Replies.All(ContractOracle.IsAccepted))
            throw new NotApplicableException("The logout was not refused.");
        await state.ExpectAcceptedAsync("refresh", session, Ground.RefusedLogout);
    }
}
