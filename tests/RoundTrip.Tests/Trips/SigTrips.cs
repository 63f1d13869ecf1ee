using Conformance.Generated.Sig.Client;

namespace Conformance.RoundTrip.Tests.Trips;

/// <summary>The logout ends the refresh token; the JWT lives for its hour.</summary>
internal static class SigTrips
{
    public static IReadOnlyList<Trip> All { get; } =
    [
        new("login", 200, "the right password", typeof(LoginResponse), async t => await LogInAsync(t)),
        new(
            "login",
            400,
            "no password",
            typeof(Error),
            async t => await Client(t).LoginAsync(new LoginRequest { Email = Target.Alice, Password = null! })
        ),
        new("login", 401, "a wrong password", typeof(Error), async t => await LogInAsync(t, password: "wrong")),
        new("login", 401, "an unknown user", typeof(Error), async t => await LogInAsync(t, email: "nobody@example.com")),
        new("login", 403, "asked for with Prefer", typeof(Error), async t => await LogInAsync(t, prefer: 403))
        {
            NotOnReference = "none of its accounts is disabled",
        },
        new(
            "refresh",
            200,
            "a live refresh token",
            typeof(TokenPair),
            async t => await RefreshAsync(t, (await LogInAsync(t)).RefreshToken)
        ),
        new("refresh", 401, "no refresh token", typeof(Error), async t => await Client(t).RefreshAsync(new RefreshRequest())),
        new("refresh", 401, "a made-up refresh token", typeof(Error), async t => await RefreshAsync(t, Target.MadeUp)),
        new(
            "refresh",
            401,
            "a refresh token that was logged out",
            typeof(Error),
            async t => await RefreshAsync(t, (await LogOutAsync(t)).RefreshToken)
        ),
        new(
            "refresh",
            401,
            "an expired refresh token",
            typeof(Error),
            async t => await RefreshAsync(t, (await LaterAsync(t, TimeSpan.FromDays(7))).RefreshToken)
        ),
        new("me", 200, "a live token", typeof(User), async t => await MeAsync(t, (await LogInAsync(t)).Token)),
        new("me", 200, "a token whose session was logged out", typeof(User), async t => await MeAsync(t, (await LogOutAsync(t)).Token)),
        new("me", 401, "no token", typeof(Error), async t => await MeAsync(t, null)),
        new("me", 401, "a made-up token", typeof(Error), async t => await MeAsync(t, Target.MadeUp)),
        new("me", 401, "an expired token", typeof(Error), async t => await MeAsync(t, (await LaterAsync(t, TimeSpan.FromHours(1))).Token)),
        new("logout", 200, "both tokens", typeof(LogoutResponse), async t => await LogOutAsync(t, await LogInAsync(t))),
        new("logout", 200, "no body", typeof(LogoutResponse), async t => await Client(t, (await LogInAsync(t)).Token).LogoutAsync()),
        new("logout", 200, "for the second time", typeof(LogoutResponse), async t => await LogOutAsync(t, await LogOutAsync(t))),
        new(
            "logout",
            401,
            "no token",
            typeof(Error),
            async t => await Client(t).LogoutAsync(new LogoutRequest { RefreshToken = (await LogInAsync(t)).RefreshToken })
        ),
        new("logout", 401, "a made-up token", typeof(Error), async t => await Client(t, Target.MadeUp).LogoutAsync(new LogoutRequest())),
    ];

    private static SigClient Client(Target target, string? bearer = null, int? prefer = null) => new(target.Http(bearer, prefer));

    private static Task<LoginResponse> LogInAsync(
        Target target,
        string email = Target.Alice,
        string password = Target.Password,
        int? prefer = null
    ) => Client(target, prefer: prefer).LoginAsync(new LoginRequest { Email = email, Password = password });

    private static Task<TokenPair> RefreshAsync(Target target, string token) =>
        Client(target).RefreshAsync(new RefreshRequest { RefreshToken = token });

    private static Task<User> MeAsync(Target target, string? token) => Client(target, token).MeAsync();

    private static Task<LogoutResponse> LogOutAsync(Target target, LoginResponse login) =>
        Client(target, login.Token).LogoutAsync(new LogoutRequest { RefreshToken = login.RefreshToken });

    private static async Task<LoginResponse> LogOutAsync(Target target)
    {
        var login = await LogInAsync(target);
        await LogOutAsync(target, login);
        return login;
    }

    private static async Task<LoginResponse> LaterAsync(Target target, TimeSpan by)
    {
        var login = await LogInAsync(target);
        target.Advance(by);
        return login;
    }
}
