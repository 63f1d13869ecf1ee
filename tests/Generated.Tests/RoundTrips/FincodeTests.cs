using Conformance.Generated.Fincode.Client;

namespace Conformance.Generated.Tests.RoundTrips;

/// <summary>A PUT with a header of one allowed value.</summary>
public sealed class FincodeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_enumerated_header_goes_with_a_put()
    {
        await using var mock = await Target.MockOfAsync("fincode");
        var client = new FincodeClient(mock.Client());
        var pair = await client.LoginAsync(
            Platform.Fincode,
            "200",
            new LoginRequest { Email = "alice@example.com", CurrentPassword = "open-sesame-1" },
            Cancellation
        );
        Assert.Equal("alice@example.com", (await client.ProfileAsync(pair.AccessToken, Platform.Fincode, "200", Cancellation)).Email);
        await client.LogoutAsync(Platform.Fincode, "200", pair.AccessToken, new LogoutRequest(), Cancellation);
        var refused = await Assert.ThrowsAsync<ApiException<Message>>(() =>
            client.ProfileAsync(pair.AccessToken, Platform.Fincode, "200", Cancellation)
        );
        Assert.Equal((401, "Token revoked"), (refused.StatusCode, refused.Result.MessageValue));
    }
}
