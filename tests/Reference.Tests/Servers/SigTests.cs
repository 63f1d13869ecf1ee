using System.Net.Http.Headers;
using Conformance.Generated.Sig.Client;
using Conformance.TestKit;

namespace Conformance.Reference.Tests.Servers;

/// <summary>SIG's server, through its generated client.</summary>
public sealed class SigTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_logout_ends_the_refresh_token_and_lets_the_jwt_live()
    {
        var clock = new ManualClock();
        await using var server = await ReferenceServer.StartAsync("sig", new ReferenceOptions { Time = clock }, Cancellation);
        using var http = new HttpClient { BaseAddress = server.BaseAddress };
        var client = new SigClient(http);
        var login = await client.LoginAsync(new LoginRequest { Email = "alice@example.com", Password = "open-sesame-1" }, Cancellation);
        var refreshed = await client.RefreshAsync(new RefreshRequest { RefreshToken = login.RefreshToken }, Cancellation);
        Assert.Equal(login.RefreshToken, refreshed.RefreshToken);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", login.Token);

        Assert.Equal(
            "Successfully logged out",
            (await client.LogoutAsync(new LogoutRequest { RefreshToken = login.RefreshToken }, Cancellation)).Message
        );

        Assert.Equal(
            "401 JWT Refresh Token Not Found",
            await RefusalAsync(() => client.RefreshAsync(new RefreshRequest { RefreshToken = login.RefreshToken }, Cancellation))
        );
        Assert.Equal("alice@example.com", (await client.MeAsync(Cancellation)).Email);
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("401 Expired JWT Token", await RefusalAsync(() => client.MeAsync(Cancellation)));
    }

    [Fact]
    public async Task A_logout_needs_a_token_and_no_body()
    {
        await using var server = await ReferenceServer.StartAsync("sig", cancellationToken: Cancellation);
        using var http = new HttpClient { BaseAddress = server.BaseAddress };
        var client = new SigClient(http);
        Assert.Equal("401 JWT Token not found", await RefusalAsync(() => client.LogoutAsync(cancellationToken: Cancellation)));

        var login = await client.LoginAsync(new LoginRequest { Email = "alice@example.com", Password = "open-sesame-1" }, Cancellation);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("bearer", login.Token);
        await client.LogoutAsync(cancellationToken: Cancellation);
        await client.LogoutAsync(new LogoutRequest(), Cancellation);
        await client.LogoutAsync(new LogoutRequest { RefreshToken = "nobody-knows-me" }, Cancellation);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "no-token");
        Assert.Equal("401 Invalid JWT Token", await RefusalAsync(() => client.LogoutAsync(cancellationToken: Cancellation)));
    }

    private static async Task<string> RefusalAsync(Func<Task> call)
    {
        var refused = await Assert.ThrowsAsync<ApiException<Error>>(call);
        return $"{refused.StatusCode} {refused.Result.Message}";
    }
}
