using System.Net.Http.Headers;
using Conformance.Generated.Rinne.Client;
using Conformance.TestKit;

namespace Conformance.Reference.Tests.Servers;

/// <summary>Rinne's server, through its generated client.</summary>
public sealed class RinneTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_logout_says_yes_and_the_jwt_lives_until_it_expires()
    {
        var clock = new ManualClock();
        await using var server = await ReferenceServer.StartAsync("rinne", new ReferenceOptions { Time = clock }, Cancellation);
        using var http = new HttpClient { BaseAddress = server.BaseAddress };
        var client = new RinneClient(http);
        var login = await client.LoginAsync(
            new LoginRequest { Identifier = "alice@example.com", Password = "open-sesame-1" },
            Cancellation
        );
        Assert.Equal(clock.GetUtcNow().AddHours(1), login.ExpiresAt);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", login.Token);

        var answer = await client.LogoutAsync(Cancellation);

        Assert.Equal((true, "Logged out successfully"), (answer.Success, answer.Message));
        Assert.Equal("alice@example.com", (await client.MeAsync(Cancellation)).User.Email);
        clock.Advance(TimeSpan.FromHours(1));
        var refused = await Assert.ThrowsAsync<ApiException<AuthenticationErrorResponse>>(() => client.MeAsync(Cancellation));
        Assert.Equal(
            (401, "AUTHENTICATION_ERROR", "/core/v1/auth/me", clock.GetUtcNow()),
            (refused.StatusCode, refused.Result.Error.Code, refused.Result.Error.Path, refused.Result.Error.Timestamp)
        );
    }

    [Fact]
    public async Task The_announced_blacklist_can_be_switched_on()
    {
        await using var server = await ReferenceServer.StartAsync(
            "rinne",
            new ReferenceOptions { Mutants = [Switches.RinneMutants.Blacklist] },
            Cancellation
        );
        using var http = new HttpClient { BaseAddress = server.BaseAddress };
        var client = new RinneClient(http);
        var login = await client.LoginAsync(
            new LoginRequest { Identifier = "alice@example.com", Password = "open-sesame-1" },
            Cancellation
        );
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", login.Token);
        await client.LogoutAsync(Cancellation);

        var refused = await Assert.ThrowsAsync<ApiException<AuthenticationErrorResponse>>(() => client.MeAsync(Cancellation));
        Assert.Equal("The token was logged out", refused.Result.Error.Details?.Reason);
    }
}
