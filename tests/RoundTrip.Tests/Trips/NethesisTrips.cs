using Conformance.Generated.Nethesis.Client;

namespace Conformance.RoundTrip.Tests.Trips;

/// <summary>Both tokens are blacklisted, and every answer wears an envelope.</summary>
internal static class NethesisTrips
{
    public static IReadOnlyList<Trip> All { get; } =
    [
        new("exchange", 200, "the right password", typeof(TokenEnvelope), async t => await LogInAsync(t)),
        new("exchange", 400, "no outside token", typeof(ErrorEnvelope), async t => await ExchangeAsync(t, null!)),
        new("exchange", 401, "a wrong password", typeof(Envelope), async t => await ExchangeAsync(t, $"{Target.Alice}:wrong")),
        new("exchange", 401, "a made-up outside token", typeof(Envelope), async t => await ExchangeAsync(t, Target.MadeUp)),
        new(
            "refresh",
            200,
            "a live refresh token",
            typeof(TokenEnvelope),
            async t => await RefreshAsync(t, (await LogInAsync(t)).Data.RefreshToken)
        ),
        new("refresh", 400, "no refresh token", typeof(ErrorEnvelope), async t => await RefreshAsync(t, null!)),
        new("refresh", 401, "a made-up refresh token", typeof(Envelope), async t => await RefreshAsync(t, Target.MadeUp)),
        new(
            "refresh",
            401,
            "a refresh token that was used before",
            typeof(Envelope),
            async t => await RefreshAsync(t, (await RefreshedAsync(t)).Data.RefreshToken)
        ),
        new(
            "refresh",
            401,
            "a refresh token that was logged out",
            typeof(Envelope),
            async t => await RefreshAsync(t, (await LogOutAsync(t)).Data.RefreshToken)
        ),
        new(
            "refresh",
            401,
            "an expired refresh token",
            typeof(Envelope),
            async t => await RefreshAsync(t, (await LaterAsync(t, TimeSpan.FromDays(7))).Data.RefreshToken)
        ),
        new("me", 200, "a live token", typeof(UserEnvelope), async t => await MeAsync(t, (await LogInAsync(t)).Data.Token)),
        new("me", 401, "no token", typeof(Envelope), async t => await MeAsync(t, null)),
        new("me", 401, "a made-up token", typeof(Envelope), async t => await MeAsync(t, Target.MadeUp)),
        new("me", 401, "a token that was logged out", typeof(Envelope), async t => await MeAsync(t, (await LogOutAsync(t)).Data.Token)),
        new(
            "me",
            401,
            "an expired token",
            typeof(Envelope),
            async t => await MeAsync(t, (await LaterAsync(t, TimeSpan.FromHours(24))).Data.Token)
        ),
        new("logout", 200, "both tokens", typeof(Envelope), async t => await LogOutAsync(t, await LogInAsync(t))),
        new(
            "logout",
            400,
            "no refresh token",
            typeof(ErrorEnvelope),
            async t => await Client(t, (await LogInAsync(t)).Data.Token).LogoutAsync(new LogoutRequest { RefreshToken = null! })
        ),
        new(
            "logout",
            401,
            "no token",
            typeof(Envelope),
            async t => await Client(t).LogoutAsync(new LogoutRequest { RefreshToken = (await LogInAsync(t)).Data.RefreshToken })
        ),
        new(
            "logout",
            401,
            "a made-up token",
            typeof(Envelope),
            async t => await Client(t, Target.MadeUp).LogoutAsync(new LogoutRequest { RefreshToken = Target.MadeUp })
        ),
        new("logout", 401, "for the second time", typeof(Envelope), async t => await LogOutAsync(t, await LogOutAsync(t))),
    ];

    private static NethesisClient Client(Target target, string? bearer = null) => new(target.Http(bearer));

    private static Task<TokenEnvelope> ExchangeAsync(Target target, string token) =>
        Client(target).ExchangeAsync(new ExchangeRequest { AccessToken = token });

    private static Task<TokenEnvelope> LogInAsync(Target target) => ExchangeAsync(target, $"{Target.Alice}:{Target.Password}");

    private static Task<TokenEnvelope> RefreshAsync(Target target, string token) =>
        Client(target).RefreshAsync(new RefreshRequest { RefreshToken = token });

    private static Task<UserEnvelope> MeAsync(Target target, string? token) => Client(target, token).MeAsync();

    private static Task<Envelope> LogOutAsync(Target target, TokenEnvelope pair) =>
        Client(target, pair.Data.Token).LogoutAsync(new LogoutRequest { RefreshToken = pair.Data.RefreshToken });

    private static async Task<TokenEnvelope> LogOutAsync(Target target)
    {
        var pair = await LogInAsync(target);
        await LogOutAsync(target, pair);
        return pair;
    }

    private static async Task<TokenEnvelope> LaterAsync(Target target, TimeSpan by)
    {
        var pair = await LogInAsync(target);
        target.Advance(by);
        return pair;
    }

    private static async Task<TokenEnvelope> RefreshedAsync(Target target)
    {
        var pair = await LogInAsync(target);
        await RefreshAsync(target, pair.Data.RefreshToken);
        return pair;
    }
}
