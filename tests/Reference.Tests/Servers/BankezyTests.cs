using Conformance.Generated.Bankezy.Client;
using Conformance.TestKit;

namespace Conformance.Reference.Tests.Servers;

/// <summary>Bankezy's server, through its generated client.</summary>
public sealed class BankezyTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_logout_ends_the_access_token_and_keeps_the_client_token()
    {
        await using var server = await ReferenceServer.StartAsync("bankezy", cancellationToken: Cancellation);
        using var http = new HttpClient { BaseAddress = server.BaseAddress };
        var client = new BankezyClient(http);
        var app = (await client.GetTokenAsync(Cancellation)).Token;
        var access = await LogInAsync(client, app);
        Assert.Equal("SUCCESS", (await client.DeviceValidationAsync(access, Cancellation)).ResDesc);

        var request = new LogoutRequest
        {
            SignOutMode = LogoutRequestSignOutMode.Value2,
            DeviceId = "d-1",
            Token = app,
        };
        var answer = await client.LogoutAsync(access, request, cancellationToken: Cancellation);

        Assert.Equal((200, "SUCCESS"), (answer.ResCode, answer.ResDesc));
        Assert.Equal("401 TOKEN REVOKED", await RefusalAsync(() => client.DeviceValidationAsync(access, Cancellation)));
        Assert.Equal("401 TOKEN REVOKED", await RefusalAsync(() => client.RenewAsync(access, Cancellation)));
        await client.DeviceValidationAsync(await LogInAsync(client, app), Cancellation);
    }

    [Fact]
    public async Task An_expired_token_can_be_renewed_once()
    {
        var clock = new ManualClock();
        await using var server = await ReferenceServer.StartAsync("bankezy", new ReferenceOptions { Time = clock }, Cancellation);
        using var http = new HttpClient { BaseAddress = server.BaseAddress };
        var client = new BankezyClient(http);
        var access = await LogInAsync(client, (await client.GetTokenAsync(Cancellation)).Token);
        clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal("401 TOKEN EXPIRED", await RefusalAsync(() => client.DeviceValidationAsync(access, Cancellation)));

        var renewed = (await client.RenewAsync(access, Cancellation)).Token;

        await client.DeviceValidationAsync(renewed, Cancellation);
        Assert.Equal("401 TOKEN EXPIRED", await RefusalAsync(() => client.RenewAsync(access, Cancellation)));
    }

    private static async Task<string> LogInAsync(BankezyClient client, string app) =>
        (
            await client.LoginAsync(
                app,
                "alice@example.com",
                new LoginRequest { Pin = "open-sesame-1", DeviceId = "d-1" },
                cancellationToken: Cancellation
            )
        )
            .Data
            .Token;

    private static async Task<string> RefusalAsync(Func<Task> call)
    {
        var refused = await Assert.ThrowsAsync<ApiException<Result>>(call);
        Assert.Equal(refused.StatusCode, refused.Result.ResCode);
        return $"{refused.StatusCode} {refused.Result.ResDesc}";
    }
}
