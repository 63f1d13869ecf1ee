using Conformance.Generated.Fincode.Client;

namespace Conformance.Reference.Tests.Servers;

/// <summary>FinCode's server, through its generated client.</summary>
public sealed class FincodeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_logout_ends_the_whole_session()
    {
        await using var server = await ReferenceServer.StartAsync("fincode", cancellationToken: Cancellation);
        using var http = new HttpClient { BaseAddress = server.BaseAddress };
        var client = new FincodeClient(http);
        var first = await LogInAsync(client);
        var second = await client.RefreshAsync(new RefreshRequest { RefreshToken = first.RefreshToken }, Cancellation);
        Assert.Equal("alice@example.com", (await client.ProfileAsync(second.AccessToken, Platform.Fincode, "200", Cancellation)).Email);

        var answer = await client.LogoutAsync(
            Platform.Fincode,
            "200",
            second.AccessToken,
            new LogoutRequest { RefreshToken = second.RefreshToken },
            Cancellation
        );

        Assert.Equal("Logged out successfully", answer.MessageValue);
        Assert.Equal(
            "401 Token revoked",
            await RefusalAsync(() => client.ProfileAsync(first.AccessToken, Platform.Fincode, "200", Cancellation))
        );
        Assert.Equal(
            "401 Token revoked",
            await RefusalAsync(() => client.ProfileAsync(second.AccessToken, Platform.Fincode, "200", Cancellation))
        );
        Assert.Equal(
            "401 Invalid refresh token",
            await RefusalAsync(() => client.RefreshAsync(new RefreshRequest { RefreshToken = second.RefreshToken }, Cancellation))
        );
        await client.ProfileAsync((await LogInAsync(client)).AccessToken, Platform.Fincode, "200", Cancellation);
    }

    [Fact]
    public async Task A_refresh_token_that_is_used_again_ends_the_session()
    {
        await using var server = await ReferenceServer.StartAsync("fincode", cancellationToken: Cancellation);
        using var http = new HttpClient { BaseAddress = server.BaseAddress };
        var client = new FincodeClient(http);
        var first = await LogInAsync(client);
        var second = await client.RefreshAsync(new RefreshRequest { RefreshToken = first.RefreshToken }, Cancellation);

        Assert.Equal(
            "403 Token Already Used",
            await RefusalAsync(() => client.RefreshAsync(new RefreshRequest { RefreshToken = first.RefreshToken }, Cancellation))
        );
        Assert.Equal(
            "401 Token revoked",
            await RefusalAsync(() => client.ProfileAsync(second.AccessToken, Platform.Fincode, "200", Cancellation))
        );
    }

    private static Task<TokenPair> LogInAsync(FincodeClient client) =>
        client.LoginAsync(
            Platform.Fincode,
            "200",
            new LoginRequest { Email = "alice@example.com", CurrentPassword = "open-sesame-1" },
            Cancellation
        );

    private static async Task<string> RefusalAsync(Func<Task> call)
    {
        var refused = await Assert.ThrowsAsync<ApiException<Message>>(call);
        return $"{refused.StatusCode} {refused.Result.MessageValue}";
    }
}
