using Conformance.Generated.Bankezy.Client;

namespace Conformance.RoundTrip.Tests.Trips;

/// <summary>An app has a client token before anybody logs in; a renewal replaces the access token, a logout ends it.</summary>
internal static class BankezyTrips
{
    private const string Device = "phone";

    public static IReadOnlyList<Trip> All { get; } =
    [
        new("getToken", 200, "always", typeof(ClientToken), async t => await Client(t).GetTokenAsync()),
        new(
            "login",
            200,
            "the right PIN",
            typeof(LoginResponse),
            async t => await Client(t).LoginAsync(await AppTokenAsync(t), Target.Alice, WithPin(Target.Password))
        ),
        new(
            "login",
            400,
            "no PIN",
            typeof(Result),
            async t => await Client(t).LoginAsync(await AppTokenAsync(t), Target.Alice, WithPin(null!))
        ),
        new(
            "login",
            401,
            "a wrong PIN",
            typeof(Result),
            async t => await Client(t).LoginAsync(await AppTokenAsync(t), Target.Alice, WithPin("wrong"))
        ),
        new(
            "login",
            401,
            "an unknown account",
            typeof(Result),
            async t => await Client(t).LoginAsync(await AppTokenAsync(t), "nobody", WithPin(Target.Password))
        ),
        new(
            "login",
            401,
            "an empty client token",
            typeof(Result),
            async t => await Client(t).LoginAsync("", Target.Alice, WithPin(Target.Password))
        ),
        new(
            "login",
            401,
            "a made-up client token",
            typeof(Result),
            async t => await Client(t).LoginAsync(Target.MadeUp, Target.Alice, WithPin(Target.Password))
        ),
        new(
            "login",
            401,
            "an access token in place of a client token",
            typeof(Result),
            async t => await Client(t).LoginAsync((await LogInAsync(t)).Access, Target.Alice, WithPin(Target.Password))
        ),
        new("renew", 200, "a live token", typeof(RenewedToken), async t => await Client(t).RenewAsync((await LogInAsync(t)).Access)),
        new("renew", 401, "an empty token", typeof(Result), async t => await Client(t).RenewAsync("")),
        new("renew", 401, "a made-up token", typeof(Result), async t => await Client(t).RenewAsync(Target.MadeUp)),
        new(
            "renew",
            401,
            "a token that was logged out",
            typeof(Result),
            async t => await Client(t).RenewAsync((await LogOutAsync(t)).Access)
        ),
        new("renew", 401, "a token that was renewed before", typeof(Result), async t => await Client(t).RenewAsync(await RenewedAsync(t))),
        new(
            "deviceValidation",
            200,
            "a live token",
            typeof(Result),
            async t => await Client(t).DeviceValidationAsync((await LogInAsync(t)).Access)
        ),
        new("deviceValidation", 401, "an empty token", typeof(Result), async t => await Client(t).DeviceValidationAsync("")),
        new("deviceValidation", 401, "a made-up token", typeof(Result), async t => await Client(t).DeviceValidationAsync(Target.MadeUp)),
        new(
            "deviceValidation",
            401,
            "a token that was logged out",
            typeof(Result),
            async t => await Client(t).DeviceValidationAsync((await LogOutAsync(t)).Access)
        ),
        new(
            "deviceValidation",
            401,
            "a token that was renewed",
            typeof(Result),
            async t => await Client(t).DeviceValidationAsync(await RenewedAsync(t))
        ),
        new(
            "deviceValidation",
            401,
            "an expired token",
            typeof(Result),
            async t => await Client(t).DeviceValidationAsync(await ExpiredAsync(t))
        ),
        new(
            "logout",
            200,
            "of one device",
            typeof(Result),
            async t => await LogOutAsync(t, await LogInAsync(t), LogoutRequestSignOutMode.Value1)
        ),
        new(
            "logout",
            200,
            "in the other mode",
            typeof(Result),
            async t => await LogOutAsync(t, await LogInAsync(t), LogoutRequestSignOutMode.Value2)
        ),
        new("logout", 400, "no device", typeof(Result), async t => await LogOutAsync(t, await LogInAsync(t), device: null!)),
        new("logout", 401, "an empty token", typeof(Result), async t => await LogOutAsync(t, (await LogInAsync(t)) with { Access = "" })),
        new(
            "logout",
            401,
            "a made-up token",
            typeof(Result),
            async t => await LogOutAsync(t, (await LogInAsync(t)) with { Access = Target.MadeUp })
        ),
        new(
            "logout",
            401,
            "a made-up client token",
            typeof(Result),
            async t => await LogOutAsync(t, (await LogInAsync(t)) with { App = Target.MadeUp })
        ),
        new("logout", 401, "for the second time", typeof(Result), async t => await LogOutAsync(t, await LogOutAsync(t))),
    ];

    private static BankezyClient Client(Target target) => new(target.Http());

    private static LoginRequest WithPin(string pin) => new() { Pin = pin, DeviceId = Device };

    private static async Task<string> AppTokenAsync(Target target) => (await Client(target).GetTokenAsync()).Token;

    private static async Task<Tokens> LogInAsync(Target target)
    {
        var app = await AppTokenAsync(target);
        return new Tokens(app, (await Client(target).LoginAsync(app, Target.Alice, WithPin(Target.Password))).Data.Token);
    }

    private static Task<Result> LogOutAsync(
        Target target,
        Tokens tokens,
        LogoutRequestSignOutMode mode = LogoutRequestSignOutMode.Value1,
        string device = Device
    ) =>
        Client(target)
            .LogoutAsync(
                tokens.Access,
                new LogoutRequest
                {
                    DeviceId = device,
                    Token = tokens.App,
                    SignOutMode = mode,
                }
            );

    private static async Task<Tokens> LogOutAsync(Target target)
    {
        var tokens = await LogInAsync(target);
        await LogOutAsync(target, tokens);
        return tokens;
    }

    private static async Task<string> RenewedAsync(Target target)
    {
        var access = (await LogInAsync(target)).Access;
        await Client(target).RenewAsync(access);
        return access;
    }

    private static async Task<string> ExpiredAsync(Target target)
    {
        var access = (await LogInAsync(target)).Access;
        target.Advance(TimeSpan.FromMinutes(30));
        return access;
    }

    private sealed record Tokens(string App, string Access);
}
