using Conformance.Generated.Rinne.Client;

namespace Conformance.RoundTrip.Tests.Trips;

/// <summary>In the default reading the logout ends nothing, and the JWT lives for its hour.</summary>
internal static class RinneTrips
{
    public static IReadOnlyList<Trip> All { get; } =
    [
        new("login", 200, "the right password", typeof(LoginResponse), async t => await LogInAsync(t)),
        new("login", 400, "no identifier", typeof(ValidationErrorResponse), async t => await LogInAsync(t, identifier: null!)),
        new("login", 401, "a wrong password", typeof(AuthenticationErrorResponse), async t => await LogInAsync(t, password: "wrong")),
        new(
            "login",
            401,
            "an unknown user",
            typeof(AuthenticationErrorResponse),
            async t => await LogInAsync(t, identifier: "nobody@example.com")
        ),
        new("me", 200, "a live token", typeof(Me), async t => await MeAsync(t, (await LogInAsync(t)).Token)),
        new("me", 200, "a token that was logged out", typeof(Me), async t => await MeAsync(t, await LoggedOutAsync(t))),
        new("me", 401, "no token", typeof(AuthenticationErrorResponse), async t => await MeAsync(t, null)),
        new("me", 401, "a made-up token", typeof(AuthenticationErrorResponse), async t => await MeAsync(t, Target.MadeUp)),
        new("me", 401, "an expired token", typeof(AuthenticationErrorResponse), async t => await MeAsync(t, await ExpiredAsync(t))),
        new("logout", 200, "a live token", typeof(LogoutResponse), async t => await LogOutAsync(t, (await LogInAsync(t)).Token)),
        new("logout", 200, "for the second time", typeof(LogoutResponse), async t => await LogOutAsync(t, await LoggedOutAsync(t))),
        new("logout", 401, "no token", typeof(AuthenticationErrorResponse), async t => await LogOutAsync(t, null)),
        new("logout", 401, "a made-up token", typeof(AuthenticationErrorResponse), async t => await LogOutAsync(t, Target.MadeUp)),
        new("logout", 401, "an expired token", typeof(AuthenticationErrorResponse), async t => await LogOutAsync(t, await ExpiredAsync(t))),
    ];

    private static RinneClient Client(Target target, string? bearer = null) => new(target.Http(bearer));

    private static Task<LoginResponse> LogInAsync(Target target, string identifier = Target.Alice, string password = Target.Password) =>
        Client(target).LoginAsync(new LoginRequest { Identifier = identifier, Password = password });

    private static Task<Me> MeAsync(Target target, string? token) => Client(target, token).MeAsync();

    private static Task<LogoutResponse> LogOutAsync(Target target, string? token) => Client(target, token).LogoutAsync();

    private static async Task<string> LoggedOutAsync(Target target)
    {
        var token = (await LogInAsync(target)).Token;
        await LogOutAsync(target, token);
        return token;
    }

    private static async Task<string> ExpiredAsync(Target target)
    {
        var token = (await LogInAsync(target)).Token;
        target.Advance(TimeSpan.FromHours(1));
        return token;
    }
}
