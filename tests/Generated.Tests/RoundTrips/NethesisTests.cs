using Conformance.Generated.Nethesis.Client;

namespace Conformance.Generated.Tests.RoundTrips;

/// <summary>A client talks to the mock and to a server that was written on the stub, and cannot tell them apart.</summary>
public sealed class NethesisTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("the mock")]
    [InlineData("a server on the stub")]
    [InlineData("a server on the stub, from the services")]
    public async Task One_client_talks_to_the_mock_and_to_a_server_on_the_stub(string which)
    {
        await using var target =
            which == "the mock"
                ? await Target.MockOfAsync("nethesis")
                : Target.Of(await NethesisServer.StartAsync(asService: which.EndsWith("services", StringComparison.Ordinal)), "api/");
        var pair = await new NethesisClient(target.Client()).ExchangeAsync(
            new ExchangeRequest { AccessToken = "alice@example.com:open-sesame-1" },
            Cancellation
        );
        var client = new NethesisClient(target.Client(pair.Data.Token));
        Assert.Equal("alice@example.com", (await client.MeAsync(Cancellation)).Data.Email);

        var invalid = await Assert.ThrowsAsync<ApiException<ErrorEnvelope>>(() =>
            client.LogoutAsync(new LogoutRequest { RefreshToken = null! }, Cancellation)
        );
        Assert.Equal((400, "refresh_token"), (invalid.StatusCode, invalid.Result.Data.Errors![0].Key));

        Assert.Equal(
            "logout successful",
            (await client.LogoutAsync(new LogoutRequest { RefreshToken = pair.Data.RefreshToken }, Cancellation)).Message
        );
        var refused = await Assert.ThrowsAsync<ApiException<Envelope>>(() => client.MeAsync(Cancellation));
        Assert.Equal((401, 401, "token has been revoked"), (refused.StatusCode, refused.Result.Code, refused.Result.Message));
    }
}
