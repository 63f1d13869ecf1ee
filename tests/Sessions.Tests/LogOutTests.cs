using System.Collections.Immutable;
using static Conformance.Sessions.RevocationScope;
using static Conformance.Sessions.Tests.Fixture;

namespace Conformance.Sessions.Tests;

public sealed class LogOutTests
{
    private readonly Fixture _fixture = new();

    // Ada has two sessions, of which one is logged out with its first of two access tokens; Bob has one.
    [Theory]
    [InlineData(None, None, "")]
    [InlineData(Presented, None, "access")]
    [InlineData(None, Presented, "")]
    [InlineData(RevocationScope.Session, None, "access access2")]
    [InlineData(None, RevocationScope.Session, "refresh")]
    [InlineData(Presented, RevocationScope.Session, "access refresh")]
    [InlineData(RevocationScope.Session, RevocationScope.Session, "access access2 refresh")]
    [InlineData(RevocationScope.User, None, "access access2 otherAccess")]
    [InlineData(None, RevocationScope.User, "refresh otherRefresh")]
    [InlineData(Presented, RevocationScope.User, "access refresh otherRefresh")]
    [InlineData(RevocationScope.User, RevocationScope.User, "access access2 refresh otherAccess otherRefresh")]
    public async Task Revokes_what_the_scope_of_each_kind_says(RevocationScope ofAccess, RevocationScope ofRefresh, string revoked)
    {
        var (access, refresh) = await _fixture.LogIn(Ada);
        var access2 = (await _fixture.Exchange(refresh, Access)).Issued!.Tokens[0].Text;
        var (otherAccess, otherRefresh) = await _fixture.LogIn(Ada with { Name = "Ada elsewhere" });
        var (bobsAccess, bobsRefresh) = await _fixture.LogIn(Bob);

        Assert.True((await _fixture.LogOut(access, ofAccess, ofRefresh)).Accepted);

        var refused = new List<string>();
        foreach (
            var (name, kind, text) in new[]
            {
                ("access", Access, access),
                ("access2", Access, access2),
                ("refresh", Refresh, refresh),
                ("otherAccess", Access, otherAccess),
                ("otherRefresh", Refresh, otherRefresh),
                ("bobsAccess", Access, bobsAccess),
                ("bobsRefresh", Refresh, bobsRefresh),
            }
        )
        {
            var reason = await _fixture.Reason(kind, text);
            Assert.True(reason is RefusalReason.None or RefusalReason.Revoked, $"{name} is {reason}");
            if (reason == RefusalReason.Revoked)
                refused.Add(name);
        }
        Assert.Equal(revoked, string.Join(' ', refused));
    }

    [Fact]
    public async Task Revokes_each_presented_token_by_its_own_kind()
    {
        var (access, refresh) = await _fixture.LogIn();
        Assert.True((await _fixture.LogOut([new(Access, access), new(Refresh, refresh)], None, Presented)).Accepted);
        Assert.Equal(RefusalReason.None, await _fixture.Reason(Access, access));
        Assert.Equal(RefusalReason.Revoked, await _fixture.Reason(Refresh, refresh));
    }

    [Fact]
    public async Task Revokes_the_session_alone_when_a_token_of_nobody_asks_for_the_user()
    {
        var (client, other) = (await _fixture.ClientToken(), await _fixture.ClientToken());
        await _fixture.LogOut([new(Client, client)], None, None, ofClient: RevocationScope.User);
        Assert.Equal(RefusalReason.Revoked, await _fixture.Reason(Client, client));
        Assert.Equal(RefusalReason.None, await _fixture.Reason(Client, other));
    }

    [Fact]
    public async Task Tells_when_and_why_a_token_was_revoked()
    {
        var (access, _) = await _fixture.LogIn();
        _fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        await _fixture.LogOut(access, Presented, None);
        var record = (await _fixture.Present(Access, access)).Token!;
        Assert.Equal((RevocationCause.LoggedOut, _fixture.Clock.GetUtcNow()), (record.RevokedBy, record.RevokedAt));
    }

    [Fact]
    public async Task Refuses_the_second_logout_with_the_same_token()
    {
        var (access, _) = await _fixture.LogIn();
        Assert.True((await _fixture.LogOut(access, Presented, None)).Accepted);
        Assert.Equal(RefusalReason.Revoked, (await _fixture.LogOut(access, Presented, None)).Reason);
    }

    [Fact]
    public async Task Changes_nothing_when_it_is_refused()
    {
        var (access, refresh) = await _fixture.LogIn();
        var decision = await _fixture.LogOut([new(Access, access), new(Refresh, "nonsense")], RevocationScope.User, RevocationScope.User);
        Assert.Equal(RefusalReason.Malformed, decision.Reason);
        Assert.Equal(RefusalReason.None, await _fixture.Reason(Access, access));
        Assert.Equal(RefusalReason.None, await _fixture.Reason(Refresh, refresh));
    }

    [Fact]
    public async Task Does_nothing_when_every_token_is_passed_over()
    {
        var (access, _) = await _fixture.LogIn();
        var decision = await _fixture.LogOut((string?)null, RevocationScope.User, RevocationScope.User, Tolerance.Missing);
        Assert.True(decision.Accepted);
        Assert.Equal(RefusalReason.None, await _fixture.Reason(Access, access));
    }

    [Fact]
    public async Task Lets_a_surviving_refresh_token_issue_access_tokens_that_live()
    {
        var (access, refresh) = await _fixture.LogIn();
        await _fixture.LogOut(access, RevocationScope.Session, None);
        var renewed = (await _fixture.Exchange(refresh, Access)).Issued!.Tokens[0].Text;
        Assert.Equal(RefusalReason.None, await _fixture.Reason(Access, renewed));
    }

    [Fact]
    public async Task Reaches_all_of_a_user_s_sessions_whatever_ended_before()
    {
        var sessions = new List<(string Access, string Refresh)>();
        for (var i = 0; i < 7; i++)
            sessions.Add(await _fixture.LogIn());
        foreach (var ended in new[] { 2, 0, 6 }) // one in the middle, the oldest, the newest
            await _fixture.LogOut(sessions[ended].Access, RevocationScope.Session, RevocationScope.Session);
        await _fixture.LogOut([new(Access, sessions[3].Access), new(Refresh, sessions[3].Refresh)], Presented, Presented);
        await _fixture.LogOut(sessions[1].Access, Presented, None); // its refresh token lives
        await _fixture.LogOut([new(Refresh, sessions[5].Refresh)], None, Presented); // its access token lives

        Assert.True((await _fixture.LogOut(sessions[4].Access, RevocationScope.User, RevocationScope.User)).Accepted);

        foreach (var (access, refresh) in sessions)
        {
            Assert.Equal(RefusalReason.Revoked, await _fixture.Reason(Access, access));
            Assert.Equal(RefusalReason.Revoked, await _fixture.Reason(Refresh, refresh));
        }
        Assert.Equal(0, await _fixture.World.EndUserAsync(Ada.Id));
        await _fixture.LogIn();
        Assert.Equal(1, await _fixture.World.EndUserAsync(Ada.Id));
    }

    [Fact]
    public async Task Lets_the_same_user_log_in_afresh()
    {
        var (access, _) = await _fixture.LogIn();
        await _fixture.LogOut(access, RevocationScope.User, RevocationScope.User);
        var (fresh, _) = await _fixture.LogIn();
        Assert.Equal(RefusalReason.None, await _fixture.Reason(Access, fresh));
    }

    [Fact]
    public async Task Throws_when_a_kind_has_no_scope()
    {
        foreach (var (scopes, given) in new[] { (ImmutableArray.Create(None, None), "gives 2"), (default, "gives 0") })
        {
            var thrown = await Assert.ThrowsAsync<ArgumentException>(async () =>
                await _fixture.World.LogOutAsync([new(Access, "x")], scopes)
            );
            Assert.Contains($"{given} revocation scopes; expected 3", thrown.Message, StringComparison.Ordinal);
        }
    }
}
