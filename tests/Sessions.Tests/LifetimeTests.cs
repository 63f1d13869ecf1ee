using Conformance.TestKit;
using static Conformance.Sessions.Tests.Fixture;

namespace Conformance.Sessions.Tests;

/// <summary>Grace, idle lifetimes, and lifetimes that no refresh begins anew.</summary>
public sealed class LifetimeTests
{
    private const int Token = 0;

    private readonly ManualClock _clock = new();

    [Theory]
    [InlineData(29, RefusalReason.None)]
    [InlineData(30, RefusalReason.Reused)]
    public async Task Takes_a_replaced_token_until_its_grace_is_over(int seconds, RefusalReason expected)
    {
        var world = World(Kind(rotation: Rotation.Rotate) with { Grace = TimeSpan.FromSeconds(30) });
        var old = await LogInAsync(world);
        await RefreshAsync(world, old);
        _clock.Advance(TimeSpan.FromSeconds(seconds));
        var again = await RefreshAsync(world, old);
        Assert.Equal(expected, again.Decision.Reason);
        Assert.Equal(expected == RefusalReason.None, again.Issued is not null);
    }

    [Fact]
    public async Task Begins_no_second_grace_when_a_replaced_token_is_used_in_the_first()
    {
        var world = World(Kind(rotation: Rotation.Rotate) with { Grace = TimeSpan.FromSeconds(30) });
        var old = await LogInAsync(world);
        await RefreshAsync(world, old);
        _clock.Advance(TimeSpan.FromSeconds(20));
        Assert.True((await RefreshAsync(world, old)).Decision.Accepted);
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(RefusalReason.Reused, (await RefreshAsync(world, old)).Decision.Reason);
    }

    [Theory]
    [InlineData(RevocationScope.Session)]
    [InlineData(RevocationScope.User)]
    public async Task Ends_a_token_in_its_grace_with_its_session(RevocationScope scope)
    {
        var world = World(Kind(rotation: Rotation.Rotate) with { Grace = TimeSpan.FromSeconds(30) });
        var old = await LogInAsync(world);
        var next = (await RefreshAsync(world, old)).Issued!.Tokens[0].Text;
        Assert.True((await world.LogOutAsync([new(Token, next)], [scope])).Accepted);
        Assert.Equal(RefusalReason.Revoked, (await world.PresentAsync(new PresentedToken(Token, old))).Reason);
    }

    [Fact]
    public async Task Ends_a_token_in_its_grace_when_its_user_logs_out_of_another_session()
    {
        var world = World(Kind(rotation: Rotation.Rotate) with { Grace = TimeSpan.FromSeconds(30) });
        var old = await LogInAsync(world);
        var next = (await RefreshAsync(world, old)).Issued!.Tokens[0].Text;
        await world.LogOutAsync([new(Token, next)], [RevocationScope.Presented]);
        await world.LogOutAsync([new(Token, await LogInAsync(world))], [RevocationScope.User]);
        Assert.Equal(RefusalReason.Revoked, (await world.PresentAsync(new PresentedToken(Token, old))).Reason);
    }

    [Fact]
    public async Task Detects_reuse_when_the_grace_is_over_and_not_before()
    {
        var world = World(Kind(rotation: Rotation.RotateAndDetectReuse) with { Grace = TimeSpan.FromSeconds(30) });
        var old = await LogInAsync(world);
        var next = (await RefreshAsync(world, old)).Issued!.Tokens[0].Text;
        await RefreshAsync(world, old);
        Assert.True((await world.PresentAsync(new PresentedToken(Token, next))).Accepted);
        _clock.Advance(TimeSpan.FromSeconds(30));
        await RefreshAsync(world, old);
        Assert.Equal(RefusalReason.Revoked, (await world.PresentAsync(new PresentedToken(Token, next))).Reason);
    }

    [Fact]
    public async Task Lets_a_token_live_as_long_as_it_is_used()
    {
        var world = World(Kind(lifetime: null) with { Idle = TimeSpan.FromMinutes(10) });
        var token = await LogInAsync(world);
        for (var i = 0; i < 5; i++)
        {
            _clock.Advance(TimeSpan.FromMinutes(9));
            Assert.True((await world.PresentAsync(new PresentedToken(Token, token))).Accepted);
        }

        _clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(RefusalReason.Expired, (await world.PresentAsync(new PresentedToken(Token, token))).Reason);
    }

    [Fact]
    public async Task Takes_a_look_at_a_token_and_a_refused_request_for_no_use()
    {
        var world = World(Kind(lifetime: null) with { Idle = TimeSpan.FromMinutes(10) }, Kind("other"));
        var token = await LogInAsync(world);
        _clock.Advance(TimeSpan.FromMinutes(9));
        Assert.True((await world.LookAtAsync(new PresentedToken(Token, token))).Accepted);
        Assert.False((await world.PresentAsync(new PresentedToken(Token, token), new(1, "none"))).Accepted);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(RefusalReason.Expired, (await world.PresentAsync(new PresentedToken(Token, token))).Reason);
    }

    [Fact]
    public async Task Ends_a_used_token_with_its_lifetime_all_the_same()
    {
        var world = World(Kind(lifetime: TimeSpan.FromMinutes(15)) with { Idle = TimeSpan.FromMinutes(10) });
        var token = await LogInAsync(world);
        _clock.Advance(TimeSpan.FromMinutes(9));
        Assert.True((await world.PresentAsync(new PresentedToken(Token, token))).Accepted);
        _clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(RefusalReason.Expired, (await world.PresentAsync(new PresentedToken(Token, token))).Reason);
    }

    [Fact]
    public async Task Lets_no_refresh_outlive_the_lifetime_of_the_session()
    {
        var world = World(
            Kind(lifetime: TimeSpan.FromHours(1), rotation: Rotation.Rotate) with
            {
                SessionLifetime = TimeSpan.FromHours(2),
            }
        );
        var token = await LogInAsync(world);
        for (var i = 0; i < 3; i++)
        {
            _clock.Advance(TimeSpan.FromMinutes(39));
            token = (await RefreshAsync(world, token)).Issued!.Tokens[0].Text;
        }

        _clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(RefusalReason.Expired, (await world.PresentAsync(new PresentedToken(Token, token))).Reason);
    }

    [Theory]
    [InlineData(RefusalReason.Revoked)]
    [InlineData(RefusalReason.Expired)]
    [InlineData(RefusalReason.WrongKind)]
    public async Task Ends_the_session_of_a_token_that_is_honoured_in_spite_of_its_failure(RefusalReason failure)
    {
        var fixture = new Fixture();
        var (access, refresh) = await fixture.LogIn();
        if (failure == RefusalReason.Revoked)
            await fixture.LogOut(access, RevocationScope.Presented, RevocationScope.None);
        if (failure == RefusalReason.Expired)
            fixture.Clock.Advance(TimeSpan.FromHours(2));
        var honours = (Tolerance)(1 << ((int)failure - 1));
        PresentedToken[] presented = [new(failure == RefusalReason.WrongKind ? Refresh : Access, access, Honours: honours)];
        Assert.True((await fixture.LogOut(presented, RevocationScope.None, RevocationScope.Session)).Accepted);
        Assert.Equal(RefusalReason.Revoked, await fixture.Reason(Refresh, refresh));
    }

    [Fact]
    public async Task Honours_no_token_that_was_ended_and_has_expired_since_unless_both_are_honoured()
    {
        var fixture = new Fixture();
        var (ended, _) = await fixture.LogIn();
        await fixture.LogOut(ended, RevocationScope.Session, RevocationScope.Session);
        fixture.Clock.Advance(TimeSpan.FromHours(2));
        var (_, later) = await fixture.LogIn();
        var honours = Tolerance.Expired;
        Assert.False((await LogOutAsync()).Accepted);
        Assert.Equal(RefusalReason.None, await fixture.Reason(Refresh, later));
        honours |= Tolerance.Revoked;
        Assert.True((await LogOutAsync()).Accepted);
        Assert.Equal(RefusalReason.Revoked, await fixture.Reason(Refresh, later));

        Task<Decision> LogOutAsync() =>
            fixture.LogOut([new PresentedToken(Access, ended, Honours: honours)], RevocationScope.User, RevocationScope.User);
    }

    [Fact]
    public async Task Honours_nothing_that_was_never_issued()
    {
        var fixture = new Fixture();
        PresentedToken[] presented = [new(Access, "never.issued.here", Honours: (Tolerance)0xff)];
        Assert.False((await fixture.LogOut(presented, RevocationScope.Session, RevocationScope.Session)).Accepted);
    }

    [Fact]
    public async Task Ends_all_other_sessions_of_the_user_and_neither_its_own_nor_a_strangers()
    {
        var fixture = new Fixture();
        var (own, _) = await fixture.LogIn();
        var (other, _) = await fixture.LogIn();
        var (strangers, _) = await fixture.LogIn(Bob);
        Assert.True((await fixture.LogOut(own, RevocationScope.Others, RevocationScope.Others)).Accepted);
        Assert.Equal(RefusalReason.None, await fixture.Reason(Access, own));
        Assert.Equal(RefusalReason.Revoked, await fixture.Reason(Access, other));
        Assert.Equal(RefusalReason.None, await fixture.Reason(Access, strangers));
    }

    [Fact]
    public async Task Ends_a_named_session_of_the_same_user_alone()
    {
        var fixture = new Fixture();
        var (own, _) = await fixture.LogIn();
        var other = await fixture.World.LogInAsync(Ada, [Access]);
        var strangers = await fixture.World.LogInAsync(Bob, [Access]);
        foreach (var named in new[] { other, strangers })
            await fixture.World.LogOutAsync(
                [new(Access, own)],
                [RevocationScope.Named, RevocationScope.Named, RevocationScope.None],
                named.Session.Id
            );
        Assert.Equal(RefusalReason.None, await fixture.Reason(Access, own));
        Assert.Equal(RefusalReason.Revoked, await fixture.Reason(Access, other.Tokens[0].Text));
        Assert.Equal(RefusalReason.None, await fixture.Reason(Access, strangers.Tokens[0].Text));
    }

    [Fact]
    public async Task Lists_the_live_sessions_of_a_user_alone()
    {
        var fixture = new Fixture();
        var first = await fixture.World.LogInAsync(Ada, [Access]);
        var ended = await fixture.World.LogInAsync(Ada, [Access]);
        await fixture.World.LogInAsync(Bob, [Access]);
        await fixture.World.EndSessionAsync(ended.Session.Id);
        var listed = await fixture.World.ListLiveAsync(Ada);
        Assert.Equal([first.Session.Id], listed.Select(s => s.Id));
    }

    [Fact]
    public async Task Draws_uuids()
    {
        var world = World(new TokenKind("token", PositionalFormat.Uuid, null, Rotation.None));
        var token = await LogInAsync(world);
        Assert.True(Guid.TryParseExact(token, "D", out var uuid));
        Assert.Equal(4, uuid.Version);
        Assert.Equal(RefusalReason.Malformed, (await world.PresentAsync(new PresentedToken(Token, token + "0"))).Reason);
        Assert.Equal(RefusalReason.Malformed, (await world.PresentAsync(new PresentedToken(Token, "z" + token[1..]))).Reason);
    }

    private static TokenKind Kind(string name = "token", TimeSpan? lifetime = null, Rotation rotation = Rotation.None) =>
        new(name, new OpaqueFormat(32, OpaqueFormat.Hex), lifetime, rotation);

    private static async Task<string> LogInAsync(SessionWorld world) => (await world.LogInAsync(Ada, [Token])).Tokens[0].Text;

    private static async Task<RefreshResult> RefreshAsync(SessionWorld world, string token) =>
        await world.RefreshAsync([new PresentedToken(Token, token)], [Token]);

    private SessionWorld World(params TokenKind[] kinds) => new(new SessionPolicy([.. kinds]), Keys, _clock, Entropy.FromSeed(1));
}
