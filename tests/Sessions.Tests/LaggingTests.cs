using static Conformance.Sessions.RevocationScope;
using static Conformance.Sessions.Tests.Fixture;

namespace Conformance.Sessions.Tests;

/// <summary>A replica that lags behind accepts what was revoked a moment ago, and nothing else more than another.</summary>
public sealed class LaggingTests
{
    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(5);

    private readonly Fixture _fixture = new(Rotation.Rotate);

    [Fact]
    public async Task Accepts_a_revoked_token_until_the_lag_is_over()
    {
        var (access, _) = await _fixture.LogIn();
        await _fixture.LogOut(access, Presented, None);
        Assert.Equal(RefusalReason.None, await LateReason(Access, access));
        Assert.Equal(RefusalReason.Revoked, await _fixture.Reason(Access, access));
        _fixture.Clock.Advance(Lag - TimeSpan.FromTicks(1));
        Assert.Equal(RefusalReason.None, await LateReason(Access, access));
        _fixture.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(RefusalReason.Revoked, await LateReason(Access, access));
    }

    [Fact]
    public async Task Accepts_a_token_that_was_rotated_away()
    {
        var (_, refresh) = await _fixture.LogIn();
        await _fixture.Exchange(refresh, Access, Refresh);
        Assert.Equal(
            (RefusalReason.Reused, RefusalReason.None),
            (await _fixture.Reason(Refresh, refresh), await LateReason(Refresh, refresh))
        );
    }

    [Fact]
    public async Task Refuses_what_is_expired_unknown_missing_or_of_another_kind()
    {
        var (access, refresh) = await _fixture.LogIn();
        Assert.Equal(RefusalReason.WrongKind, await LateReason(Access, refresh));
        Assert.Equal(RefusalReason.Missing, await LateReason(Access, null));
        Assert.Equal(RefusalReason.Malformed, await LateReason(Access, "nonsense"));
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(RefusalReason.Expired, await LateReason(Access, access));
    }

    private async Task<RefusalReason> LateReason(int kind, string? text) =>
        (await _fixture.World.PresentToLaggingAsync(Lag, [new PresentedToken(kind, text)])).Reason;
}
