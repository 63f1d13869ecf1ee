using Conformance.Reference.Switches;
using Conformance.Reference.Tests.Dialects;

namespace Conformance.Reference.Tests.Mutants;

/// <summary>How the mutants of token checks are seen.</summary>
internal static class TokenSights
{
    public static IEnumerable<Sight> Of() =>
        [
            Sight.Of(TokenMutants.AcceptsAlgNone, s => UseForgedAsync(s, Forgery.Unsigned), 401, 200),
            Sight.Of(TokenMutants.AcceptsKeySwap, s => UseForgedAsync(s, jwt => Forgery.SignedWith(jwt, s.Server.PublicKey!)), 401, 200),
            Sight.Of(TokenMutants.RefreshedDead, UseRefreshedAsync, 200, 401),
            Sight.Of(TokenMutants.SignatureIgnored, s => UseForgedAsync(s, Forgery.Tampered), 401, 200),
            Sight.Of(
                TokenMutants.ExpIgnored,
                s => UseAfterAsync(s, s.Dialect.AccessLifetime, TimeSpan.FromDays(365)),
                "401 401",
                "200 200"
            ),
            Sight.Of(
                TokenMutants.OffByAnHour,
                s => UseAfterAsync(s, s.Dialect.AccessLifetime, TimeSpan.FromHours(1)),
                "401 401",
                "200 401"
            ),
            Sight.Of(
                TokenMutants.AcceptedAtExp,
                s => UseAfterAsync(s, s.Dialect.AccessLifetime, TimeSpan.FromSeconds(1)),
                "401 401",
                "200 401"
            ),
            Sight.Of(
                TokenMutants.ExpiresEarly,
                s => UseAfterAsync(s, s.Dialect.AccessLifetime / 2 - TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)),
                "200 200",
                "200 401"
            ),
            Sight.Of(
                TokenMutants.RefreshAsAccess,
                async s => (await s.Caller.UseAsync((await s.Caller.LoginAsync()).Second)).Status,
                401,
                200
            ),
            Sight.Of(
                TokenMutants.AccessAsRefresh,
                async s => (await s.Caller.RefreshAsync((await s.Caller.LoginAsync()).Access)).Status,
                401,
                200
            ),
            Sight.Of(TokenMutants.MissingAccepted, async s => (await s.Caller.UseAsync(null)).Status, 401, 200),
            Sight.Of(
                TokenMutants.AnyPassword,
                async s => (await s.Caller.TryLoginAsync(Caller.Alice, "not-hers-1")).Reply.Status,
                401,
                200
            ),
            Sight.Of(TokenMutants.MalformedFails, async s => (await s.Caller.UseAsync("no-token")).Status, 401, 500),
        ];

    private static async Task<object> UseRefreshedAsync(Stage s)
    {
        var before = await s.Caller.LoginAsync();
        var refreshed = await s.Caller.RefreshAsync(s.Dialect.RefreshTokenOf(before));
        return (await s.Caller.UseAsync(s.Dialect.Read(refreshed.Json!, before).Access)).Status;
    }

    private static async Task<object> UseForgedAsync(Stage s, Func<string, string> forge) =>
        (await s.Caller.UseAsync(forge((await s.Caller.LoginAsync()).Access))).Status;

    private static async Task<object> UseAfterAsync(Stage s, params TimeSpan[] waits)
    {
        var tokens = await s.Caller.LoginAsync();
        var statuses = new List<int>();
        foreach (var wait in waits)
        {
            s.Clock.Advance(wait);
            statuses.Add((await s.Caller.UseAsync(tokens.Access)).Status);
        }

        return string.Join(' ', statuses);
    }
}
