using Conformance.Generated.Bankezy.Client;

namespace Conformance.Generated.Tests.RoundTrips;

/// <summary>The tokens travel in headers with hyphens.</summary>
public sealed class BankezyTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hyphenated_headers_carry_the_tokens()
    {
        await using var mock = await Target.MockOfAsync("bankezy");
        var client = new BankezyClient(mock.Client());
        var app = await client.GetTokenAsync(Cancellation);
        Assert.True(app.ExpireAt > int.MaxValue);
        var login = await client.LoginAsync(
            app.Token,
            "alice@example.com",
            new LoginRequest { Pin = "open-sesame-1", DeviceId = "phone" },
            cancellationToken: Cancellation
        );
        Assert.Equal("SUCCESS", (await client.DeviceValidationAsync(login.Data.Token, Cancellation)).ResDesc);

        var request = new LogoutRequest
        {
            DeviceId = "phone",
            Token = app.Token,
            SignOutMode = LogoutRequestSignOutMode.Value1,
        };
        Assert.Equal(200, (await client.LogoutAsync(login.Data.Token, request, "MOB-APP-2001", Cancellation)).ResCode);
        var refused = await Assert.ThrowsAsync<ApiException<Result>>(() => client.DeviceValidationAsync(login.Data.Token, Cancellation));
        Assert.Equal((401, "TOKEN REVOKED"), (refused.StatusCode, refused.Result.ResDesc));
    }
}
