using static Conformance.Sessions.Tests.Fixture;

namespace Conformance.Sessions.Tests;

/// <summary>What becomes of sessions once they expired.</summary>
public sealed class ForgettingTests
{
    private static readonly TimeSpan UntilForgotten = TimeSpan.FromDays(7) + TimeSpan.FromHours(1);

    [Fact]
    public async Task Keeps_a_session_for_an_hour_after_its_last_token_expired()
    {
        var fixture = new Fixture();
        var (_, refresh) = await fixture.LogIn();
        fixture.Clock.Advance(UntilForgotten - TimeSpan.FromTicks(1));
        Assert.Equal(0, await fixture.World.EvictAsync());
        Assert.Equal(RefusalReason.Expired, await fixture.Reason(Refresh, refresh));
        fixture.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(1, await fixture.World.EvictAsync());
        Assert.Equal(RefusalReason.Unknown, await fixture.Reason(Refresh, refresh));
        Assert.Empty(await fixture.World.ListSessionsAsync());
    }

    [Fact]
    public async Task Forgets_by_the_clock_alone()
    {
        var fixture = new Fixture();
        var session = (await fixture.World.LogInAsync(Ada, [Access, Refresh, Client])).Session;
        var (_, refresh) = await fixture.LogIn();
        fixture.Clock.Advance(UntilForgotten - TimeSpan.FromTicks(1));
        Assert.Equal(
            (RefusalReason.Expired, "refresh#2"),
            (await fixture.Reason(Refresh, refresh), (await fixture.World.FindByTextAsync(refresh))?.Token.Label)
        );

        fixture.Clock.Advance(TimeSpan.FromTicks(1)); // and nothing is evicted

        Assert.Equal(RefusalReason.Unknown, await fixture.Reason(Refresh, refresh));
        Assert.Equal(RefusalReason.Unknown, (await fixture.Exchange([new(Refresh, refresh, Tolerance.Expired)], Access)).Decision.Reason);
        Assert.Equal(
            RefusalReason.Unknown,
            (await fixture.LogOut([new(Refresh, refresh, Tolerance.Expired)], RevocationScope.User, RevocationScope.User)).Reason
        );
        Assert.Null(await fixture.World.FindByTextAsync(refresh));
        Assert.False(await fixture.World.ExpireByTextAsync(refresh));
        Assert.Equal(1, await fixture.World.EvictAsync());
        Assert.NotNull(await fixture.World.FindSessionAsync(session.Id)); // one of its tokens never expires
    }

    [Fact]
    public async Task Knows_nothing_of_a_forgotten_session_where_an_administrator_asks()
    {
        Func<SessionWorld, Session, Task<bool>>[] asks =
        [
            async (world, _) => (await world.ListSessionsAsync()).Length > 0,
            async (world, session) => await world.FindSessionAsync(session.Id) is not null,
            async (world, session) => await world.EndSessionAsync(session.Id),
            async (world, session) => await world.EndUserAsync(session.User!.Id) > 0,
            async (world, _) => await world.ExpireByLabelAsync("refresh#1"),
        ];
        await Assert.AllAsync(
            asks,
            async finds =>
            {
                foreach (var passed in new[] { UntilForgotten - TimeSpan.FromTicks(1), UntilForgotten })
                {
                    var fixture = new Fixture();
                    var session = (await fixture.World.LogInAsync(Ada, [Access, Refresh])).Session;
                    fixture.Clock.Advance(passed);
                    Assert.Equal(passed < UntilForgotten, await finds(fixture.World, session));
                }
            }
        );
    }

    public static TheoryData<TokenFormat> SelfContained =>
        [new JwtFormat(JwtAlgorithm.HS256), new JwtFormat(JwtAlgorithm.RS256), new JweFormat()];

    [Theory]
    [MemberData(nameof(SelfContained))]
    public async Task Says_expired_of_a_jwt_before_and_after_it_was_forgotten_even_if_it_was_revoked(TokenFormat format)
    {
        var fixture = new Fixture(access: format);
        var (access, _) = await fixture.LogIn();
        var (revoked, _) = await fixture.LogIn();
        await fixture.LogOut(revoked, RevocationScope.Session, RevocationScope.Session);
        fixture.Clock.Advance(UntilForgotten);
        Assert.Equal(RefusalReason.Expired, await fixture.Reason(Access, access));
        Assert.Equal(RefusalReason.Expired, await fixture.Reason(Access, revoked));
        Assert.Equal(2, await fixture.World.EvictAsync());
        Assert.Equal(RefusalReason.Expired, await fixture.Reason(Access, access));
        var decision = await fixture.Present(Access, revoked);
        Assert.Equal((RefusalReason.Expired, RefusalDetail.PastExpiry), (decision.Reason, decision.Detail));
        Assert.Null(decision.Token);
    }

    [Fact]
    public async Task Says_expired_of_a_jwt_without_a_record_from_its_exp_on()
    {
        var fixture = new Fixture();
        var (access, _) = await fixture.LogIn();
        await fixture.World.ResetAsync();
        fixture.Clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromTicks(1));
        Assert.Equal(RefusalReason.Unknown, await fixture.Reason(Access, access));
        fixture.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(RefusalReason.Expired, await fixture.Reason(Access, access));
    }

    [Fact]
    public async Task Keeps_a_session_whose_refresh_put_its_end_off()
    {
        var fixture = new Fixture(Rotation.Rotate);
        var (_, refresh) = await fixture.LogIn();
        fixture.Clock.Advance(TimeSpan.FromDays(6));
        var next = (await fixture.Exchange(refresh, Refresh)).Issued!.Tokens[0].Text;
        fixture.Clock.Advance(TimeSpan.FromDays(6));
        Assert.Equal(0, await fixture.World.EvictAsync());
        Assert.Equal(RefusalReason.None, await fixture.Reason(Refresh, next));
        fixture.Clock.Advance(UntilForgotten);
        Assert.Equal(1, await fixture.World.EvictAsync());
    }

    [Fact]
    public async Task Keeps_the_user_s_other_sessions_within_reach_whichever_is_forgotten()
    {
        var fixture = new Fixture();
        for (var i = 0; i < 3; i++)
        {
            await fixture.LogIn();
            fixture.Clock.Advance(TimeSpan.FromDays(1));
        }
        fixture.Clock.Advance(UntilForgotten - TimeSpan.FromDays(2));
        Assert.Equal(2, await fixture.World.EvictAsync());
        await fixture.LogIn();
        Assert.Equal(2, await fixture.World.EndUserAsync(Ada.Id));
        fixture.Clock.Advance(UntilForgotten);
        Assert.Equal(2, await fixture.World.EvictAsync());
        Assert.Equal(0, await fixture.World.EndUserAsync(Ada.Id));
    }

    [Fact]
    public async Task Keeps_the_user_s_live_session_within_reach_when_one_that_was_logged_out_is_forgotten()
    {
        var fixture = new Fixture();
        var (access, _) = await fixture.LogIn();
        await fixture.LogOut(access, RevocationScope.Session, RevocationScope.Session);
        fixture.Clock.Advance(TimeSpan.FromDays(1));
        await fixture.LogIn();
        fixture.Clock.Advance(UntilForgotten - TimeSpan.FromDays(1));
        Assert.Equal(1, await fixture.World.EvictAsync());
        Assert.Equal(1, await fixture.World.EndUserAsync(Ada.Id));
    }

    [Fact]
    public async Task Forgets_a_session_without_tokens()
    {
        var fixture = new Fixture();
        await fixture.World.LogInAsync(Ada, []);
        fixture.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, await fixture.World.EvictAsync());
    }

    [Fact]
    public async Task Never_forgets_a_token_whose_text_is_valid_though_the_administrator_let_it_expire()
    {
        var fixture = new Fixture(Rotation.Rotate);
        var (_, refresh) = await fixture.LogIn();
        fixture.Clock.Advance(TimeSpan.FromDays(6));
        var next = (await fixture.Exchange(refresh, Refresh)).Issued!.Tokens[0];
        await fixture.World.ExpireByLabelAsync(next.Record.Label);
        fixture.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(0, await fixture.World.EvictAsync());
        Assert.Equal(RefusalReason.Expired, await fixture.Reason(Refresh, next.Text));
    }

    [Fact]
    public async Task Drains_ended_sessions_by_logins_alone()
    {
        var fixture = new Fixture();
        for (var i = 0; i < 200; i++)
            await fixture.LogIn();
        fixture.Clock.Advance(UntilForgotten);
        for (var i = 0; i < 200; i++)
            await fixture.LogIn();
        Assert.Equal(200, (await fixture.World.ListSessionsAsync()).Length);
    }
}
