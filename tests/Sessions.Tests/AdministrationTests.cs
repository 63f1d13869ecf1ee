using static Conformance.Sessions.Tests.Fixture;

namespace Conformance.Sessions.Tests;

public sealed class AdministrationTests
{
    private readonly Fixture _fixture = new(Rotation.Rotate);

    [Fact]
    public async Task Lists_the_newest_sessions_first_with_how_their_tokens_stand()
    {
        var start = _fixture.Clock.GetUtcNow();
        await _fixture.ClientToken();
        _fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        var (access, refresh) = await _fixture.LogIn();
        await _fixture.Exchange(refresh, Refresh);
        await _fixture.World.ExpireByTextAsync(access);

        var sessions = await _fixture.World.ListSessionsAsync();

        Assert.Equal([Ada, null], sessions.Select(session => session.User));
        var now = start + TimeSpan.FromMinutes(1);
        Assert.Equal(
            [
                new("access#1", "access", now, now, TokenState.Expired, null, RevocationCause.None, ExpiredByAdministrator: true),
                new("refresh#1", "refresh", now, now + TimeSpan.FromDays(7), TokenState.Revoked, now, RevocationCause.Rotated, false),
                new("refresh#2", "refresh", now, now + TimeSpan.FromDays(7), TokenState.Live, null, RevocationCause.None, false),
            ],
            sessions[0].Tokens
        );
        Assert.Equal([new("client#1", "client", start, null, TokenState.Live, null, RevocationCause.None, false)], sessions[1].Tokens);
        Assert.Equal(start, sessions[1].CreatedAt);
        Assert.Single(await _fixture.World.ListSessionsAsync(limit: 1));
    }

    [Fact]
    public async Task Finds_one_session_by_its_id()
    {
        var issued = await _fixture.World.LogInAsync(Ada, [Access, Refresh]);
        await _fixture.LogIn(Bob);
        var found = await _fixture.World.FindSessionAsync(issued.Session.Id);
        Assert.Equal(("u-ada", 2), (found!.User!.Id, found.Tokens.Length));
        Assert.Null(await _fixture.World.FindSessionAsync("no such session"));
    }

    [Fact]
    public async Task Finds_a_token_by_its_text()
    {
        await _fixture.LogIn(Bob);
        var (access, _) = await _fixture.LogIn();
        var found = await _fixture.World.FindByTextAsync(access);
        Assert.Equal((Ada, "access#2", TokenState.Live), (found!.Value.Session.User, found.Value.Token.Label, found.Value.Token.State));
        Assert.Null(await _fixture.World.FindByTextAsync(access + "x"));
        Assert.Null(await _fixture.World.FindByTextAsync(""));
        Assert.Null(await _fixture.World.FindByTextAsync(new string('x', SessionWorld.LongestText + 1)));
    }

    [Fact]
    public async Task Ends_one_session()
    {
        var issued = await _fixture.World.LogInAsync(Ada, [Access, Refresh]);
        var (other, _) = await _fixture.LogIn();
        Assert.True(await _fixture.World.EndSessionAsync(issued.Session.Id));
        var decision = await _fixture.Present(Access, issued.Tokens[0].Text);
        Assert.Equal((RefusalReason.Revoked, RevocationCause.EndedByAdministrator), (decision.Reason, decision.Token!.RevokedBy));
        Assert.Equal(RefusalReason.Revoked, await _fixture.Reason(Refresh, issued.Tokens[1].Text));
        Assert.Equal(RefusalReason.None, await _fixture.Reason(Access, other));
        Assert.False(await _fixture.World.EndSessionAsync("no such session"));
    }

    [Fact]
    public async Task Ends_all_sessions_of_a_user()
    {
        var (first, _) = await _fixture.LogIn(Ada);
        var (bobs, _) = await _fixture.LogIn(Bob);
        var (second, _) = await _fixture.LogIn(Ada);
        Assert.Equal(2, await _fixture.World.EndUserAsync(Ada.Id));
        Assert.Equal(RefusalReason.Revoked, await _fixture.Reason(Access, first));
        Assert.Equal(RefusalReason.Revoked, await _fixture.Reason(Access, second));
        Assert.Equal(RefusalReason.None, await _fixture.Reason(Access, bobs));
        Assert.Equal(0, await _fixture.World.EndUserAsync("nobody"));
    }

    [Fact]
    public async Task Expires_a_token_by_text_or_by_label_and_leaves_it_renewable_where_that_is_tolerated()
    {
        var (first, _) = await _fixture.LogIn();
        var (second, _) = await _fixture.LogIn();
        Assert.True(await _fixture.World.ExpireByTextAsync(first));
        Assert.Equal(RefusalReason.Expired, await _fixture.Reason(Access, first));
        Assert.Equal(RefusalReason.None, await _fixture.Reason(Access, second));
        Assert.True(await _fixture.World.ExpireByLabelAsync("access#2"));
        Assert.Equal(RefusalReason.Expired, await _fixture.Reason(Access, second));
        Assert.True((await _fixture.Exchange([new(Access, second, Tolerance.Expired)], Access)).Decision.Accepted);
    }

    [Theory]
    [InlineData("access#9")]
    [InlineData("access#x")]
    [InlineData("access#-1")]
    [InlineData("access")]
    [InlineData("other#1")]
    [InlineData("refresh#")]
    public async Task Finds_no_token_by_another_label(string label)
    {
        var (access, _) = await _fixture.LogIn();
        Assert.False(await _fixture.World.ExpireByLabelAsync(label));
        Assert.False(await _fixture.World.ExpireByTextAsync("nonsense"));
        Assert.False(await _fixture.World.ExpireByTextAsync(new string('x', SessionWorld.LongestText + 1)));
        Assert.Equal(RefusalReason.None, await _fixture.Reason(Access, access));
    }

    [Fact]
    public async Task Forgets_everything_on_reset_but_goes_on_counting()
    {
        var (access, refresh) = await _fixture.LogIn();
        await _fixture.World.ResetAsync();
        Assert.Empty(await _fixture.World.ListSessionsAsync());
        var decision = await _fixture.Present(Access, access);
        Assert.Equal((RefusalReason.Unknown, RefusalDetail.NotFound), (decision.Reason, decision.Detail));
        Assert.Equal(RefusalReason.Unknown, await _fixture.Reason(Refresh, refresh));
        var (fresh, _) = await _fixture.LogIn();
        Assert.NotEqual(access, fresh);
        Assert.Equal("access#2", (await _fixture.Present(Access, fresh)).Token?.Label);
        Assert.Equal(1, await _fixture.World.EndUserAsync(Ada.Id));
        _fixture.Clock.Advance(TimeSpan.FromDays(8));
        Assert.Equal(1, await _fixture.World.EvictAsync());
    }

    [Fact]
    public async Task Counts_no_session_of_a_user_whose_tokens_were_revoked_one_by_one()
    {
        var (access, refresh) = await _fixture.LogIn();
        await _fixture.LogOut(access, RevocationScope.Presented, RevocationScope.None);
        await _fixture.LogOut([new(Refresh, refresh)], RevocationScope.None, RevocationScope.Presented);
        Assert.Equal(0, await _fixture.World.EndUserAsync(Ada.Id));
    }
}
