using Conformance.Reference.Switches;
using Conformance.Reference.Tests.Dialects;

namespace Conformance.Reference.Tests.Mutants;

/// <summary>How the mutants of what is taken are seen.</summary>
internal static class RequestSights
{
    public static IEnumerable<Sight> Of() =>
        [
            Sight.Of(RequestMutants.GetLogsOut, LogOutByGetAsync, 405, 200),
            Sight.Of(RequestMutants.MalformedBodyAccepted, LogOutWithHalfABodyAsync, "400, use 200", "200, use 200"),
            Sight.Of(RequestMutants.TokenInUrl, UseByUrlAsync, 401, 200),
            Sight.Of(RequestMutants.HeaderNamesByCase, UseInOtherCaseAsync, 200, 401),
            Sight.Of(RequestMutants.SchemeByCase, s => UseWithSchemeAsync(s, "bearer"), 200, 401),
            Sight.Of(RequestMutants.AnyScheme, s => UseWithSchemeAsync(s, "Basic"), 401, 200),
        ];

    private static async Task<object> LogOutByGetAsync(Stage s)
    {
        var tokens = await s.Caller.LoginAsync();
        return (await s.Caller.LogoutAsync(tokens, request => (request.Method, request.Content) = (HttpMethod.Get, null))).Status;
    }

    private static async Task<object> LogOutWithHalfABodyAsync(Stage s)
    {
        var tokens = await s.Caller.LoginAsync();
        var logout = await s.Caller.LogoutAsync(tokens, request => request.Content = Dialect.Json("{\"refresh_token\":"));
        return $"{logout.Status}, use {(await s.Caller.UseWhatEndsAsync(tokens)).Status}";
    }

    private static async Task<object> UseByUrlAsync(Stage s)
    {
        var tokens = await s.Caller.LoginAsync();
        return (
            await s.Caller.UseAsync(
                null,
                request => request.RequestUri = new Uri($"{request.RequestUri}?access_token={tokens.Access}", UriKind.Relative)
            )
        ).Status;
    }

    private static async Task<object> UseInOtherCaseAsync(Stage s)
    {
        var tokens = await s.Caller.LoginAsync();
        return (
            await s.Caller.UseAsync(
                null,
                request => request.Headers.Add(s.Dialect is BankezyDialect ? "x-api-token" : "X-AUTH-TOKEN", tokens.Access)
            )
        ).Status;
    }

    private static async Task<object> UseWithSchemeAsync(Stage s, string scheme)
    {
        var tokens = await s.Caller.LoginAsync();
        return (await s.Caller.UseAsync(null, request => request.Headers.Add("Authorization", $"{scheme} {tokens.Access}"))).Status;
    }
}
