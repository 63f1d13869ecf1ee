using static Conformance.Sessions.Tests.Fixture;

namespace Conformance.Sessions.Tests;

public sealed class RefreshTests
{
    private const int Id = 2;

    [Fact]
    public async Task Returns_the_same_refresh_token_when_its_kind_does_not_rotate()
    {
        var fixture = new Fixture();
        var (access, refresh) = await fixture.LogIn();
        var issued = (await fixture.Exchange(refresh, Refresh, Access)).Issued!;
        Assert.Equal((Refresh, refresh, "refresh#1"), (issued.Tokens[0].Kind, issued.Tokens[0].Text, issued.Tokens[0].Record.Label));
        Assert.Equal((Access, "access#2"), (issued.Tokens[1].Kind, issued.Tokens[1].Record.Label));
        Assert.NotEqual(access, issued.Tokens[1].Text);
        Assert.True((await fixture.Exchange(refresh, Access)).Decision.Accepted);
    }

    [Fact]
    public async Task Keeps_older_access_tokens_valid_and_the_session_the_same()
    {
        var fixture = new Fixture(Rotation.Rotate);
        var (access, refresh) = await fixture.LogIn();
        var issued = (await fixture.Exchange(refresh, Access, Refresh)).Issued!;
        Assert.Equal(RefusalReason.None, await fixture.Reason(Access, access));
        Assert.True((await fixture.World.PresentAsync(new(Access, access), new(Refresh, issued.Tokens[1].Text))).Accepted);
    }

    [Fact]
    public async Task Replaces_a_rotating_token_and_tells_its_reuse_apart()
    {
        var fixture = new Fixture(Rotation.Rotate);
        var (access, refresh) = await fixture.LogIn();
        var next = (await fixture.Exchange(refresh, Access, Refresh)).Issued!.Tokens[1].Text;
        Assert.NotEqual(refresh, next);
        var again = await fixture.Exchange(refresh, Access, Refresh);
        Assert.Equal(RefusalReason.Reused, again.Decision.Reason);
        Assert.Null(again.Issued);
        Assert.Equal(RevocationCause.Rotated, again.Decision.Token!.RevokedBy);
        Assert.Equal(RefusalReason.None, await fixture.Reason(Access, access));
        Assert.True((await fixture.Exchange(next, Access)).Decision.Accepted);
    }

    [Fact]
    public async Task Ends_the_session_alone_when_a_rotated_token_comes_back_and_reuse_is_detected()
    {
        var fixture = new Fixture(Rotation.RotateAndDetectReuse);
        var (access, refresh) = await fixture.LogIn();
        var (other, _) = await fixture.LogIn();
        var next = (await fixture.Exchange(refresh, Access, Refresh)).Issued!;
        Assert.Equal(RefusalReason.Reused, await fixture.Reason(Refresh, refresh)); // not a refresh: nothing ends yet
        Assert.Equal(RefusalReason.None, await fixture.Reason(Access, access));

        Assert.Equal(RefusalReason.Reused, (await fixture.Exchange(refresh, Access, Refresh)).Decision.Reason);

        Assert.Equal(RefusalReason.Revoked, await fixture.Reason(Access, access));
        Assert.Equal(RefusalReason.Revoked, await fixture.Reason(Access, next.OfKind(Access)!.Text));
        var decision = await fixture.Present(Refresh, next.OfKind(Refresh)!.Text);
        Assert.Equal((RefusalReason.Revoked, RevocationCause.ReuseDetected), (decision.Reason, decision.Token!.RevokedBy));
        Assert.Equal(RefusalReason.Reused, (await fixture.Exchange(refresh, Access)).Decision.Reason);
        Assert.Equal(RefusalReason.None, await fixture.Reason(Access, other));
    }

    [Fact]
    public async Task Ends_no_session_when_the_reuse_is_tolerated_or_another_failure_decides()
    {
        var fixture = new Fixture(Rotation.RotateAndDetectReuse);
        var (access, refresh) = await fixture.LogIn();
        await fixture.Exchange(refresh, Access, Refresh);
        await fixture.Exchange([new(Access, "nonsense"), new(Refresh, refresh)], Access);
        var passedOver = await fixture.Exchange([new(Refresh, refresh, Tolerance.Reused)], Access);
        Assert.Equal((RefusalReason.Reused, RefusalDetail.NothingToExchange), (passedOver.Decision.Reason, passedOver.Decision.Detail));
        Assert.Equal(RefusalReason.None, await fixture.Reason(Access, access));
    }

    [Fact]
    public async Task Does_not_use_a_rotating_token_up_when_its_kind_is_not_issued()
    {
        var fixture = new Fixture(Rotation.Rotate);
        var (_, refresh) = await fixture.LogIn();
        Assert.True((await fixture.Exchange(refresh, Access)).Decision.Accepted);
        Assert.True((await fixture.Exchange(refresh, Access)).Decision.Accepted);
    }

    [Theory]
    [InlineData(Rotation.None)]
    [InlineData(Rotation.Rotate)]
    public async Task Renews_a_tolerated_expired_token(Rotation rotation)
    {
        var fixture = new Fixture(accessRotation: rotation);
        var (access, _) = await fixture.LogIn();
        fixture.Clock.Advance(TimeSpan.FromHours(2));
        var exchange = await fixture.Exchange([new(Access, access, Tolerance.Expired)], Access);
        Assert.True(exchange.Decision.Accepted);
        Assert.NotEqual(access, exchange.Issued!.Tokens[0].Text);
        Assert.Equal(RefusalReason.None, await fixture.Reason(Access, exchange.Issued.Tokens[0].Text));
        Assert.Equal(RefusalReason.Expired, await fixture.Reason(Access, access));
        var again = await fixture.Exchange([new(Access, access, Tolerance.Expired)], Access);
        Assert.Equal(rotation == Rotation.None, again.Decision.Accepted);
    }

    [Fact]
    public async Task Renews_a_tolerated_expired_token_that_comes_second()
    {
        var fixture = new Fixture();
        var (access, refresh) = await fixture.LogIn();
        fixture.Clock.Advance(TimeSpan.FromHours(2));
        var issued = (await fixture.Exchange([new(Refresh, refresh), new(Access, access, Tolerance.Expired)], Access)).Issued!;
        Assert.Equal(RefusalReason.None, await fixture.Reason(Access, issued.Tokens[0].Text));
    }

    [Fact]
    public async Task Refuses_after_a_logout_revoked_the_refresh_token()
    {
        var fixture = new Fixture();
        var (access, refresh) = await fixture.LogIn();
        await fixture.LogOut(access, RevocationScope.None, RevocationScope.Session);
        Assert.Equal(RefusalReason.Revoked, (await fixture.Exchange(refresh, Access)).Decision.Reason);
    }

    [Fact]
    public async Task Exchanges_in_the_user_s_session_when_a_token_of_nobody_goes_along()
    {
        var fixture = new Fixture();
        var client = await fixture.ClientToken();
        var (_, refresh) = await fixture.LogIn();
        var issued = (await fixture.Exchange([new(Client, client), new(Refresh, refresh)], Access)).Issued!;
        Assert.Equal(Ada, issued.Session.User);
    }

    [Fact]
    public async Task Starts_anew_when_a_presented_token_is_revoked_while_the_texts_are_made()
    {
        var logout = Task.FromResult(default(Decision));
        var (world, access, refresh) = await WhereMakingAnIdTokenCalls((w, access, _) => logout = LogOutPresented(w, Access, access));

        var exchange = await world.RefreshAsync([new(Access, access, Tolerance.Revoked), new(Refresh, refresh)], [Access, Id]);

        Assert.Equal(RefusalReason.Revoked, (await logout).Reason); // the second time: the texts were made twice
        Assert.True((await world.PresentAsync(new PresentedToken(Access, exchange.Issued!.Tokens[0].Text))).Accepted);
        Assert.Equal(
            ["access", "refresh", "access", "id"],
            Assert.Single(await world.ListSessionsAsync()).Tokens.Select(token => token.Kind)
        );
    }

    [Fact]
    public async Task Issues_nothing_when_the_refresh_token_is_revoked_while_the_texts_are_made()
    {
        var logout = Task.FromResult(default(Decision));
        var (world, _, refresh) = await WhereMakingAnIdTokenCalls((w, _, refresh) => logout = LogOutPresented(w, Refresh, refresh));

        var exchange = await world.RefreshAsync([new(Refresh, refresh)], [Access, Id]);

        Assert.True((await logout).Accepted);

        Assert.Equal(RefusalReason.Revoked, exchange.Decision.Reason);
        Assert.Null(exchange.Issued);
        Assert.Equal(["access", "refresh"], Assert.Single(await world.ListSessionsAsync()).Tokens.Select(token => token.Kind));
    }

    [Fact]
    public async Task Refuses_when_no_token_counts()
    {
        var fixture = new Fixture();
        var passedOver = await fixture.Exchange([new(Refresh, null, Tolerance.Missing)], Access);
        var (reason, detail, kind, _, _) = passedOver.Decision;
        Assert.Equal((RefusalReason.Missing, RefusalDetail.NothingToExchange, Refresh), (reason, detail, kind));
        var nothing = (await fixture.Exchange([], Access)).Decision;
        Assert.Equal((RefusalReason.Missing, -1), (nothing.Reason, nothing.Kind));
    }

    [Fact]
    public async Task Throws_when_every_text_that_the_format_can_make_is_taken()
    {
        var tiny = new OpaqueFormat(1, "ab");
        TokenKind Kind(string name, TokenFormat format) => new(name, format, null, Rotation.None);
        var policy = new SessionPolicy([
            Kind("access", tiny),
            Kind("refresh", new OpaqueFormat(40, OpaqueFormat.Hex)),
            Kind("id", new JwtFormat(JwtAlgorithm.HS256)),
        ]);
        var world = new SessionWorld(policy, Keys, new TestKit.ManualClock(), Entropy.FromSeed(1), StoreUnderTest.Of(policy));
        var refresh = (await world.LogInAsync(Ada, [Refresh])).Tokens[0].Text;
        async Task<RefreshResult> Exchange() => await world.RefreshAsync([new(Refresh, refresh)], [Access, Id]);
        await Exchange();
        await Exchange();
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(Exchange);
        Assert.Contains("the kinds \"access\", \"id\" met a token that exists already; give", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(5, Assert.Single(await world.ListSessionsAsync()).Tokens.Length);
    }

    [Fact]
    public async Task Keeps_every_live_token_of_a_session_that_is_refreshed_often()
    {
        var fixture = new Fixture();
        var (access, refresh) = await fixture.LogIn();
        var texts = new List<string> { access };
        for (var i = 0; i < 100; i++)
            texts.Add((await fixture.Exchange(refresh, Access)).Issued!.Tokens[0].Text);
        foreach (var text in texts)
            Assert.Equal(RefusalReason.None, await fixture.Reason(Access, text));
    }

    [Fact]
    public async Task Keeps_a_session_refreshed_for_months_small_and_its_last_tokens_live()
    {
        var fixture = new Fixture(Rotation.Rotate);
        var (access, refresh) = await fixture.LogIn();
        var first = refresh;
        for (var i = 0; i < 500; i++)
        {
            fixture.Clock.Advance(TimeSpan.FromDays(1));
            var issued = (await fixture.Exchange(refresh, Access, Refresh)).Issued!;
            (access, refresh) = (issued.Tokens[0].Text, issued.Tokens[1].Text);
        }
        await fixture.World.EvictAsync();
        var session = Assert.Single(await fixture.World.ListSessionsAsync());
        Assert.InRange(session.Tokens.Length, 7, 80);
        Assert.Equal(RefusalReason.Unknown, await fixture.Reason(Refresh, first));
        Assert.Equal(RefusalReason.None, await fixture.Reason(Access, access));
        Assert.Equal(RefusalReason.None, await fixture.Reason(Refresh, refresh));
    }

    // A world whose id tokens call back while their text is made, in the middle of the refresh that issues them.
    private static async Task<(SessionWorld World, string Access, string Refresh)> WhereMakingAnIdTokenCalls(
        Action<SessionWorld, string, string> callback
    )
    {
        (SessionWorld World, string Access, string Refresh)? made = null;
        var opaque = new OpaqueFormat(40, OpaqueFormat.Hex);
        var policy = new SessionPolicy([
            new("access", opaque, TimeSpan.FromHours(1), Rotation.None),
            new("refresh", opaque, TimeSpan.FromHours(1), Rotation.None),
            new("id", new JwtFormat(JwtAlgorithm.HS256), TimeSpan.FromHours(1), Rotation.None)
            {
                WriteClaims = (_, _) => callback(made!.Value.World, made.Value.Access, made.Value.Refresh),
            },
        ]);
        var world = new SessionWorld(policy, Keys, new TestKit.ManualClock(), Entropy.FromSeed(1), StoreUnderTest.Of(policy));
        var issued = await world.LogInAsync(Ada, [Access, Refresh]);
        await world.PresentAsync(new PresentedToken(Access, issued.Tokens[0].Text)); // so that calls on this thread have something to reuse
        made = (world, issued.Tokens[0].Text, issued.Tokens[1].Text);
        return made.Value;
    }

    private static Task<Decision> LogOutPresented(SessionWorld world, int kind, string text) =>
        Completed(
            world.LogOutAsync([new(kind, text)], [RevocationScope.Presented, RevocationScope.Presented, RevocationScope.None]).AsTask()
        );

    // Before the text is made: what writes claims cannot await, and a shared store does not complete at once.
    private static Task<T> Completed<T>(Task<T> task)
    {
        ((IAsyncResult)task).AsyncWaitHandle.WaitOne();
        return task;
    }
}
