using static Conformance.Sessions.Tests.Fixture;

namespace Conformance.Sessions.Tests;

public sealed class ToleranceTests
{
    private readonly Fixture _fixture = new(rotation: Rotation.Rotate);

    [Theory]
    [InlineData("missing", RefusalReason.Missing, Tolerance.Missing)]
    [InlineData("malformed", RefusalReason.Malformed, Tolerance.Malformed)]
    [InlineData("unknown", RefusalReason.Unknown, Tolerance.Unknown)]
    [InlineData("expired", RefusalReason.Expired, Tolerance.Expired)]
    [InlineData("revoked", RefusalReason.Revoked, Tolerance.Revoked)]
    [InlineData("wrong kind", RefusalReason.WrongKind, Tolerance.WrongKind)]
    [InlineData("foreign", RefusalReason.Foreign, Tolerance.Foreign)]
    [InlineData("reused", RefusalReason.Reused, Tolerance.Reused)]
    public async Task Passes_over_exactly_the_failures_that_the_place_tolerates(string what, RefusalReason reason, Tolerance tolerance)
    {
        var text = await RefreshTextThatIs(what);
        var (access, _) = await _fixture.LogIn();
        async Task<RefusalReason> Reason(Tolerance tolerates) =>
            (await _fixture.World.PresentAsync(new(Access, access), new(Refresh, text, tolerates))).Reason;

        Assert.Equal(reason, await Reason(Tolerance.None));
        Assert.Equal(reason, await Reason(~tolerance));
        // An expired token still belongs to its session, which is another one here.
        Assert.Equal(what == "expired" ? RefusalReason.Foreign : RefusalReason.None, await Reason(tolerance));
    }

    [Theory]
    [InlineData("foreign")]
    [InlineData("wrong kind")]
    public async Task Never_revokes_a_token_that_was_passed_over(string what)
    {
        var text = await RefreshTextThatIs(what);
        var (access, _) = await _fixture.LogIn();
        var tolerates = Tolerance.Foreign | Tolerance.WrongKind;
        PresentedToken[] presented = [new(Access, access), new(Refresh, text, tolerates)];
        Assert.True((await _fixture.LogOut(presented, RevocationScope.User, RevocationScope.Presented)).Accepted);
        Assert.Equal(RefusalReason.None, await _fixture.Reason(what == "foreign" ? Refresh : Access, text));
    }

    [Fact]
    public async Task Logs_the_session_of_a_tolerated_expired_token_out()
    {
        var (access, refresh) = await _fixture.LogIn();
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        Assert.True((await _fixture.LogOut(access, RevocationScope.None, RevocationScope.Session, Tolerance.Expired)).Accepted);
        Assert.Equal(RefusalReason.Revoked, await _fixture.Reason(Refresh, refresh));
    }

    [Fact]
    public async Task Does_not_let_a_tolerated_expired_token_count_once_it_was_revoked()
    {
        var (access, refresh) = await _fixture.LogIn();
        await _fixture.LogOut(access, RevocationScope.Presented, RevocationScope.None);
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        var decision = await _fixture.LogOut(access, RevocationScope.None, RevocationScope.Session, Tolerance.Expired);
        Assert.True(decision.Accepted);
        Assert.Null(decision.Session);
        Assert.Equal(RefusalReason.None, await _fixture.Reason(Refresh, refresh));
        var exchange = await _fixture.Exchange([new(Access, access, Tolerance.Expired)], Access);
        Assert.Equal((RefusalReason.Expired, RefusalDetail.NothingToExchange), (exchange.Decision.Reason, exchange.Decision.Detail));
    }

    private async Task<string?> RefreshTextThatIs(string what)
    {
        var (access, refresh) = await _fixture.LogIn(Bob);
        switch (what)
        {
            case "missing":
                return null;
            case "malformed":
                return "nonsense";
            case "unknown":
                return "rt_" + new string('A', 43);
            case "expired":
                _fixture.Clock.Advance(TimeSpan.FromDays(7));
                break;
            case "revoked":
                await _fixture.LogOut(access, RevocationScope.None, RevocationScope.Session);
                break;
            case "wrong kind":
                return access;
            case "reused":
                await _fixture.Exchange(refresh, Access, Refresh);
                break;
        }
        return refresh;
    }
}
