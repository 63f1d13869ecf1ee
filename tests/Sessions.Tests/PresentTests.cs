using static Conformance.Sessions.Tests.Fixture;

namespace Conformance.Sessions.Tests;

public sealed class PresentTests
{
    private readonly Fixture _fixture = new();

    [Fact]
    public async Task Accepts_an_issued_token_and_names_its_record_and_session()
    {
        var (access, _) = await _fixture.LogIn();
        var decision = await _fixture.Present(Access, access);
        Assert.True(decision.Accepted);
        Assert.Equal("access#1", decision.Token?.Label);
        Assert.Equal(Ada, decision.Session?.User);
        Assert.Equal(Access, decision.Kind);
    }

    [Fact]
    public async Task Names_the_first_of_several_accepted_tokens()
    {
        var (access, refresh) = await _fixture.LogIn();
        var decision = await _fixture.World.PresentAsync(new(Refresh, refresh), new(Access, access));
        Assert.Equal(("refresh#1", Refresh), (decision.Token?.Label, decision.Kind));
    }

    [Fact]
    public async Task Names_the_session_of_a_token_of_nobody()
    {
        var issued = await _fixture.World.LogInAsync(null, [Client]);
        var decision = await _fixture.Present(Client, issued.Tokens[0].Text);
        Assert.Equal(issued.Session, decision.Session);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task Refuses_as_missing_when_nothing_is_presented(string? text)
    {
        var decision = await _fixture.Present(Refresh, text);
        Assert.Equal((RefusalReason.Missing, Refresh), (decision.Reason, decision.Kind));
    }

    [Fact]
    public async Task Refuses_as_missing_when_one_of_two_empty_places_needs_a_token()
    {
        var decision = await _fixture.World.PresentAsync(new(Access, null, Tolerance.Missing), new(Refresh, null));
        Assert.Equal((RefusalReason.Missing, Refresh), (decision.Reason, decision.Kind));
    }

    [Fact]
    public async Task Accepts_nothing_at_all_when_every_place_tolerates_it()
    {
        var decision = await _fixture.World.PresentAsync(new(Access, null, Tolerance.Missing), new(Refresh, "", Tolerance.Missing));
        Assert.True(decision.Accepted);
        Assert.Null(decision.Token);
        Assert.Null(decision.Session);
        Assert.Equal(-1, decision.Kind);
        Assert.True((await _fixture.World.PresentAsync()).Accepted);
    }

    [Theory]
    [InlineData("rt_short")]
    [InlineData("xx_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("rt_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA!")]
    public async Task Refuses_an_opaque_text_of_another_shape_as_malformed(string text)
    {
        var decision = await _fixture.Present(Refresh, text);
        Assert.Equal((RefusalReason.Malformed, RefusalDetail.BadShape), (decision.Reason, decision.Detail));
    }

    [Fact]
    public async Task Refuses_an_opaque_text_that_was_never_issued_as_unknown()
    {
        var decision = await _fixture.Present(Refresh, "rt_" + new string('A', 43));
        Assert.Equal((RefusalReason.Unknown, RefusalDetail.NotFound), (decision.Reason, decision.Detail));
    }

    [Fact]
    public async Task Refuses_a_text_over_16_KB_as_malformed_without_reading_it()
    {
        var decision = await _fixture.Present(Access, new string('A', SessionWorld.LongestText + 1));
        Assert.Equal((RefusalReason.Malformed, RefusalDetail.TooLong), (decision.Reason, decision.Detail));
    }

    [Fact]
    public async Task Reads_a_text_of_exactly_16_KB()
    {
        Assert.NotEqual(RefusalDetail.TooLong, (await _fixture.Present(Access, new string('A', SessionWorld.LongestText))).Detail);

        var format = new OpaqueFormat(8192, OpaqueFormat.Hex, new string('p', SessionWorld.LongestText - 8192));
        var world = new SessionWorld(new([new("access", format, null, Rotation.None)]), Keys, _fixture.Clock, Entropy.FromSeed(1));
        var text = (await world.LogInAsync(Ada, [Access])).Tokens[0].Text;
        Assert.True((await world.PresentAsync(new PresentedToken(Access, text))).Accepted);
        Assert.Equal("access#1", (await world.FindByTextAsync(text))?.Token.Label);
        Assert.True(await world.ExpireByTextAsync(text));
    }

    [Fact]
    public async Task Refuses_a_refresh_token_where_an_access_token_belongs()
    {
        var (_, refresh) = await _fixture.LogIn();
        var decision = await _fixture.Present(Access, refresh);
        Assert.Equal((RefusalReason.WrongKind, Access, "refresh#1"), (decision.Reason, decision.Kind, decision.Token?.Label));
    }

    [Fact]
    public async Task Accepts_until_the_second_before_exp_and_refuses_at_exp()
    {
        var (access, _) = await _fixture.LogIn();
        _fixture.Clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(1));
        Assert.Equal(RefusalReason.None, await _fixture.Reason(Access, access));
        _fixture.Clock.Advance(TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1));
        Assert.Equal(RefusalReason.None, await _fixture.Reason(Access, access));
        _fixture.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(RefusalReason.Expired, await _fixture.Reason(Access, access));
    }

    [Fact]
    public async Task Accepts_again_when_the_clock_goes_back()
    {
        var (access, _) = await _fixture.LogIn();
        _fixture.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(RefusalReason.Expired, await _fixture.Reason(Access, access));
        _fixture.Clock.Advance(-TimeSpan.FromDays(3));
        Assert.Equal(RefusalReason.None, await _fixture.Reason(Access, access));
    }

    [Fact]
    public async Task Refuses_a_revoked_token_also_when_the_clock_goes_back_behind_its_logout()
    {
        var (access, _) = await _fixture.LogIn();
        await _fixture.LogOut(access, RevocationScope.Presented, RevocationScope.None);
        _fixture.Clock.Advance(-TimeSpan.FromDays(3));
        Assert.Equal(RefusalReason.Revoked, await _fixture.Reason(Access, access));
    }

    [Fact]
    public async Task Never_expires_a_token_without_a_lifetime()
    {
        var client = await _fixture.ClientToken();
        _fixture.Clock.Advance(TimeSpan.FromDays(40_000));
        await _fixture.World.EvictAsync();
        Assert.Equal(RefusalReason.None, await _fixture.Reason(Client, client));
    }

    [Fact]
    public async Task Says_wrong_kind_before_expired_and_expired_before_revoked()
    {
        var (access, _) = await _fixture.LogIn();
        await _fixture.LogOut(access, RevocationScope.Session, RevocationScope.Session);
        Assert.Equal(RefusalReason.Revoked, await _fixture.Reason(Access, access));
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(RefusalReason.Expired, await _fixture.Reason(Access, access));
        Assert.Equal(RefusalReason.WrongKind, await _fixture.Reason(Refresh, access));
    }

    [Fact]
    public async Task Refuses_a_token_of_another_session_as_foreign()
    {
        var (access, refresh) = await _fixture.LogIn(Ada);
        var (_, foreign) = await _fixture.LogIn(Ada);
        Assert.True((await _fixture.World.PresentAsync(new(Access, access), new(Refresh, refresh))).Accepted);
        var decision = await _fixture.World.PresentAsync(new(Access, access), new(Refresh, foreign));
        Assert.Equal((RefusalReason.Foreign, Refresh, "refresh#2"), (decision.Reason, decision.Kind, decision.Token?.Label));
    }

    [Fact]
    public async Task Lets_tokens_of_nobody_go_with_any_session_in_any_order()
    {
        var client = await _fixture.ClientToken();
        var (access, refresh) = await _fixture.LogIn();
        var decision = await _fixture.World.PresentAsync(
            new(Client, client),
            new(Access, access),
            new(Refresh, refresh),
            new(Client, client)
        );
        Assert.True(decision.Accepted);
        Assert.Equal("client#1", decision.Token?.Label);
        Assert.Equal(Ada, decision.Session?.User);
    }

    [Fact]
    public async Task Lets_the_first_untolerated_failure_decide()
    {
        var (access, refresh) = await _fixture.LogIn();
        await _fixture.LogOut(access, RevocationScope.Session, RevocationScope.None);
        var decision = await _fixture.World.PresentAsync(new(Refresh, refresh), new(Access, access), new(Client, "nonsense"));
        Assert.Equal((RefusalReason.Revoked, Access), (decision.Reason, decision.Kind));
        decision = await _fixture.World.PresentAsync(new(Client, "nonsense"), new(Access, access));
        Assert.Equal((RefusalReason.Malformed, Client), (decision.Reason, decision.Kind));
    }

    [Fact]
    public async Task Throws_when_too_many_tokens_or_a_kind_outside_the_policy_are_presented()
    {
        var many = Enumerable.Repeat(new PresentedToken(Access, null), SessionWorld.MostPresented + 1).ToArray();
        var tooMany = await Assert.ThrowsAsync<ArgumentException>(async () => await _fixture.World.PresentAsync(many));
        Assert.Contains("17 tokens; expected at most 16", tooMany.Message, StringComparison.Ordinal);
        Assert.Equal(RefusalReason.Missing, (await _fixture.World.PresentAsync(many.AsSpan(1))).Reason);
        var noSuchKind = await Assert.ThrowsAsync<ArgumentException>(async () => await _fixture.Present(3, "x"));
        Assert.Contains("kind 3; expected 0 to 2", noSuchKind.Message, StringComparison.Ordinal);
    }
}
