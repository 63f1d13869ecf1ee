using Conformance.Generated.Fincode.Client;

namespace Conformance.RoundTrip.Tests.Trips;

/// <summary>The logout ends the session, and so does a refresh token that comes back.</summary>
internal static class FincodeTrips
{
    private const string Uuid = "200";
    private const Platform UnknownPlatform = (Platform)7;

    public static IReadOnlyList<Trip> All { get; } =
    [
        new("login", 200, "the right password", typeof(TokenPair), async t => await LogInAsync(t)),
        new("login", 400, "a password that is too short", typeof(Message), async t => await LogInAsync(t, password: "short")),
        new("login", 400, "another platform", typeof(Message), async t => await LogInAsync(t, platform: UnknownPlatform)),
        new("login", 401, "a wrong password", typeof(Message), async t => await LogInAsync(t, password: "wrong-password")),
        new("login", 403, "asked for with Prefer", typeof(Message), async t => await LogInAsync(t, prefer: 403))
        {
            NotOnReference = "none of its accounts is locked",
        },
        new("login", 404, "an unknown user", typeof(Message), async t => await LogInAsync(t, email: "nobody@example.com")),
        new(
            "refresh",
            200,
            "a live refresh token",
            typeof(TokenPair),
            async t => await RefreshAsync(t, (await LogInAsync(t)).RefreshToken)
        ),
        new("refresh", 400, "no refresh token", typeof(Message), async t => await RefreshAsync(t, null!)),
        new("refresh", 401, "a made-up refresh token", typeof(Message), async t => await RefreshAsync(t, Target.MadeUp)),
        new(
            "refresh",
            401,
            "a refresh token that was logged out",
            typeof(Message),
            async t => await RefreshAsync(t, (await LogOutAsync(t)).RefreshToken)
        ),
        new(
            "refresh",
            401,
            "an expired refresh token",
            typeof(Message),
            async t => await RefreshAsync(t, (await LaterAsync(t, TimeSpan.FromDays(30))).RefreshToken)
        ),
        new(
            "refresh",
            403,
            "a refresh token that was used before",
            typeof(Message),
            async t => await RefreshAsync(t, (await RefreshedAsync(t)).RefreshToken)
        ),
        new("profile", 200, "a live token", typeof(Profile), async t => await ProfileAsync(t, (await LogInAsync(t)).AccessToken)),
        new(
            "profile",
            400,
            "another platform",
            typeof(Message),
            async t => await ProfileAsync(t, (await LogInAsync(t)).AccessToken, UnknownPlatform)
        ),
        new("profile", 401, "an empty token", typeof(Message), async t => await ProfileAsync(t, "")),
        new("profile", 401, "a made-up token", typeof(Message), async t => await ProfileAsync(t, Target.MadeUp)),
        new(
            "profile",
            401,
            "a token that was logged out",
            typeof(Message),
            async t => await ProfileAsync(t, (await LogOutAsync(t)).AccessToken)
        ),
        new(
            "profile",
            401,
            "an expired token",
            typeof(Message),
            async t => await ProfileAsync(t, (await LaterAsync(t, TimeSpan.FromHours(1))).AccessToken)
        ),
        new(
            "profile",
            401,
            "a token of a session with a breach",
            typeof(Message),
            async t => await ProfileAsync(t, (await BreachedAsync(t)).AccessToken)
        ),
        new("logout", 200, "both tokens", typeof(Message), async t => await LogOutAsync(t, await LogInAsync(t))),
        new(
            "logout",
            200,
            "no refresh token",
            typeof(Message),
            async t => await Client(t).LogoutAsync(Platform.Fincode, Uuid, (await LogInAsync(t)).AccessToken, new LogoutRequest())
        ),
        new("logout", 400, "another platform", typeof(Message), async t => await LogOutAsync(t, await LogInAsync(t), UnknownPlatform)),
        new(
            "logout",
            401,
            "an empty token",
            typeof(Message),
            async t => await Client(t).LogoutAsync(Platform.Fincode, Uuid, "", new LogoutRequest())
        ),
        new(
            "logout",
            401,
            "a made-up token",
            typeof(Message),
            async t => await Client(t).LogoutAsync(Platform.Fincode, Uuid, Target.MadeUp, new LogoutRequest())
        ),
        new("logout", 401, "for the second time", typeof(Message), async t => await LogOutAsync(t, await LogOutAsync(t))),
    ];

    private static FincodeClient Client(Target target, int? prefer = null) => new(target.Http(prefer: prefer));

    private static Task<TokenPair> LogInAsync(
        Target target,
        string email = Target.Alice,
        string password = Target.Password,
        Platform platform = Platform.Fincode,
        int? prefer = null
    ) => Client(target, prefer).LoginAsync(platform, Uuid, new LoginRequest { Email = email, CurrentPassword = password });

    private static Task<TokenPair> RefreshAsync(Target target, string token) =>
        Client(target).RefreshAsync(new RefreshRequest { RefreshToken = token });

    private static Task<Profile> ProfileAsync(Target target, string token, Platform platform = Platform.Fincode) =>
        Client(target).ProfileAsync(token, platform, Uuid);

    private static Task<Message> LogOutAsync(Target target, TokenPair pair, Platform platform = Platform.Fincode) =>
        Client(target).LogoutAsync(platform, Uuid, pair.AccessToken, new LogoutRequest { RefreshToken = pair.RefreshToken });

    private static async Task<TokenPair> LogOutAsync(Target target)
    {
        var pair = await LogInAsync(target);
        await LogOutAsync(target, pair);
        return pair;
    }

    private static async Task<TokenPair> LaterAsync(Target target, TimeSpan by)
    {
        var pair = await LogInAsync(target);
        target.Advance(by);
        return pair;
    }

    private static async Task<TokenPair> RefreshedAsync(Target target)
    {
        var pair = await LogInAsync(target);
        await RefreshAsync(target, pair.RefreshToken);
        return pair;
    }

    private static async Task<TokenPair> BreachedAsync(Target target)
    {
        var pair = await RefreshedAsync(target);
        var reuse = await Assert.ThrowsAsync<ApiException<Message>>(() => RefreshAsync(target, pair.RefreshToken));
        Assert.Equal(403, reuse.StatusCode);
        return pair;
    }
}
