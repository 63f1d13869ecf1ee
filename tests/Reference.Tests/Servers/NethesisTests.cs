using System.Net.Http.Headers;
using Conformance.Generated.Nethesis.Client;

namespace Conformance.Reference.Tests.Servers;

/// <summary>My Nethesis' server, through its generated client.</summary>
public sealed class NethesisTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_logout_blacklists_both_tokens()
    {
        await using var server = await ReferenceServer.StartAsync("nethesis", cancellationToken: Cancellation);
        using var http = new HttpClient { BaseAddress = server.BaseAddress };
        var client = new NethesisClient(http);
        var tokens = (
            await client.ExchangeAsync(new ExchangeRequest { AccessToken = "alice@example.com:open-sesame-1" }, Cancellation)
        ).Data;
        Assert.Equal(86400, tokens.ExpiresIn);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.Token);
        Assert.Equal("alice@example.com", (await client.MeAsync(Cancellation)).Data.Email);

        var answer = await client.LogoutAsync(new LogoutRequest { RefreshToken = tokens.RefreshToken }, Cancellation);

        Assert.Equal((200, "logout successful", "{}"), (answer.Code, answer.Message, answer.Data?.ToString()));
        Assert.Equal("""401 token has been revoked {"reason":"user logout"}""", await RefusalAsync(() => client.MeAsync(Cancellation)));
        Assert.Equal(
            """401 token has been revoked {"reason":"user logout"}""",
            await RefusalAsync(() => client.LogoutAsync(new LogoutRequest { RefreshToken = tokens.RefreshToken }, Cancellation))
        );
        Assert.Equal(
            "401 refresh token has been revoked ",
            await RefusalAsync(() => client.RefreshAsync(new RefreshRequest { RefreshToken = tokens.RefreshToken }, Cancellation))
        );
    }

    [Fact]
    public async Task A_refresh_token_works_once()
    {
        await using var server = await ReferenceServer.StartAsync("nethesis", cancellationToken: Cancellation);
        using var http = new HttpClient { BaseAddress = server.BaseAddress };
        var client = new NethesisClient(http);
        var tokens = (await client.ExchangeAsync(new ExchangeRequest { AccessToken = "bob@example.com:open-sesame-1" }, Cancellation)).Data;
        var next = (await client.RefreshAsync(new RefreshRequest { RefreshToken = tokens.RefreshToken }, Cancellation)).Data;

        Assert.Equal(
            "401 refresh token has been revoked ",
            await RefusalAsync(() => client.RefreshAsync(new RefreshRequest { RefreshToken = tokens.RefreshToken }, Cancellation))
        );
        await client.RefreshAsync(new RefreshRequest { RefreshToken = next.RefreshToken }, Cancellation);
    }

    private static async Task<string> RefusalAsync(Func<Task> call)
    {
        var refused = await Assert.ThrowsAsync<ApiException<Envelope>>(call);
        Assert.Equal(refused.StatusCode, refused.Result.Code);
        return $"{refused.StatusCode} {refused.Result.Message} {refused.Result.Data}";
    }
}
