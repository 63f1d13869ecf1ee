using Conformance.Generated.Sig.Client;

namespace Conformance.Generated.Tests.RoundTrips;

/// <summary>The logout has an optional body; the refresh is what it ends.</summary>
public sealed class SigTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_optional_body_and_an_optional_member_may_be_left_out()
    {
        await using var mock = await Target.MockOfAsync("sig");
        var login = await new SigClient(mock.Client()).LoginAsync(
            new LoginRequest { Email = "alice@example.com", Password = "open-sesame-1" },
            Cancellation
        );
        var client = new SigClient(mock.Client(login.Token));
        await client.LogoutAsync(cancellationToken: Cancellation);
        await client.LogoutAsync(new LogoutRequest(), Cancellation);
        await client.LogoutAsync(new LogoutRequest { RefreshToken = login.RefreshToken }, Cancellation);
        var refused = await Assert.ThrowsAsync<ApiException<Error>>(() =>
            client.RefreshAsync(new RefreshRequest { RefreshToken = login.RefreshToken }, Cancellation)
        );
        Assert.Equal("JWT Refresh Token Not Found", refused.Result.Message);
    }
}
