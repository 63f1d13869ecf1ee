using System.Collections.Immutable;
using static Conformance.Sessions.Tests.Fixture;

namespace Conformance.Sessions.Tests;

/// <summary>The hot path of a mock: presenting, and refusing, allocate nothing.</summary>
public sealed class AllocationTests
{
    private static readonly PresentedToken[] Nothing = [new(Access, null)];
    private readonly Fixture _fixture = new();

    [Fact]
    public async Task Presenting_an_accepted_token_allocates_nothing()
    {
        var (access, refresh) = await _fixture.LogIn();
        AssertAllocatesNothing(RefusalReason.None, [new(Access, access), new(Refresh, refresh)]);
    }

    [Fact]
    public async Task Presenting_a_revoked_token_allocates_nothing()
    {
        var (access, _) = await _fixture.LogIn();
        await _fixture.LogOut(access, RevocationScope.Session, RevocationScope.Session);
        AssertAllocatesNothing(RefusalReason.Revoked, [new(Access, access)]);
    }

    [Fact]
    public async Task Presenting_an_expired_token_allocates_nothing()
    {
        var (access, _) = await _fixture.LogIn();
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        AssertAllocatesNothing(RefusalReason.Expired, [new(Access, access)]);
    }

    [Fact]
    public void Presenting_no_token_or_nonsense_allocates_nothing()
    {
        AssertAllocatesNothing(RefusalReason.Missing, Nothing);
        AssertAllocatesNothing(RefusalReason.Malformed, [new(Access, "nonsense")]);
        AssertAllocatesNothing(RefusalReason.Unknown, [new(Refresh, "rt_" + new string('A', 43))]);
    }

    [Fact]
    public async Task Refusing_a_refresh_or_a_logout_allocates_nothing()
    {
        var (access, refresh) = await _fixture.LogIn();
        await _fixture.LogOut(access, RevocationScope.Session, RevocationScope.Session);
        PresentedToken[] presented = [new(Refresh, refresh)];
        ImmutableArray<int> issues = [Access];
        ImmutableArray<RevocationScope> scopes = [.. _fixture.Policy.Kinds.Select(_ => RevocationScope.Session)];
        AssertAllocatesNothing(RefusalReason.Revoked, () => Completed(_fixture.World.RefreshAsync(presented, issues)).Decision.Reason);
        AssertAllocatesNothing(RefusalReason.Revoked, () => Completed(_fixture.World.LogOutAsync(presented, scopes)).Reason);
    }

    private void AssertAllocatesNothing(RefusalReason expected, PresentedToken[] presented) =>
        AssertAllocatesNothing(expected, () => Completed(_fixture.World.PresentAsync(presented)).Reason);

    private static void AssertAllocatesNothing(RefusalReason expected, Func<RefusalReason> action)
    {
        const int Times = 200;
        var others = 0;
        for (var i = 0; i < Times; i++)
            others += action() == expected ? 0 : 1;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Times; i++)
            others += action() == expected ? 0 : 1;
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(0, others);
    }

    private static T Completed<T>(ValueTask<T> task)
    {
        Assert.True(task.IsCompletedSuccessfully);
        return task.GetAwaiter().GetResult();
    }
}
