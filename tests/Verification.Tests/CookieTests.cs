using Conformance.Verification.Results;
using Conformance.Verification.Suite;
using Conformance.Verification.Tests.Demo;
using Conformance.Verification.Tests.Servers;
using Microsoft.AspNetCore.Http;

namespace Conformance.Verification.Tests;

/// <summary>Tokens in cookies, as clients keep them (RFC 6265, section 5.3).</summary>
public sealed class CookieTests
{
    private const string Twice = "Scenario: One\nGiven a session\nThen no answer sets a cookie twice";
    private const string Works = "Scenario: One\nGiven a session\nWhen the session logs out\nThen the answer is 200";

    [Theory]
    [InlineData("{0}; Path=/")]
    [InlineData("stale-session-1; Path=/|{0}; Path=/; HttpOnly")]
    [InlineData("stale-session-1|{0}|; Path=/old; Max-Age=0")]
    [InlineData("stale-session-1; Path=/|{0}; Path=/|gone; Path=/old; Expires=Thu, 01 Jan 1970 00:00:00 GMT")]
    public async Task The_last_cookie_of_a_name_is_the_one_that_counts(string cookies)
    {
        var result = await RunAsync(Works, cookies);
        Assert.True(result.Verdict == Verdict.Passed, result.Describe());
    }

    [Theory]
    [InlineData("{0}; Path=/|later-session-2; Path=/")]
    [InlineData("{0}; Path=/|; Path=/; Max-Age=0")]
    public async Task An_earlier_cookie_of_a_name_does_not_count(string cookies)
    {
        var result = await RunAsync(Works, cookies);
        Assert.True(result.Verdict == Verdict.Inconclusive, result.Describe());
    }

    [Fact]
    public async Task Names_of_cookies_are_compared_octet_by_octet()
    {
        var result = await RunAsync(Works, "{0}; Path=/", "SID=another-session-1; Path=/");
        Assert.True(result.Verdict == Verdict.Passed, result.Describe());
        Assert.True((await RunAsync(Twice, "{0}; Path=/", "SID=another-session-1; Path=/")).Verdict == Verdict.Passed);
    }

    [Fact]
    public async Task A_cookie_that_is_set_twice_is_a_finding()
    {
        var result = await RunAsync(Twice, "stale-session-1; Path=/|{0}; Path=/");
        Assert.Equal(
            ("one Set-Cookie line for each name", "2 for \"sid\" in the answer of POST /login, of which clients keep the last"),
            (result.Miss?.Expected, result.Miss?.Found)
        );
    }

    private static async Task<ScenarioResult> RunAsync(string scenario, string cookies, params string[] others)
    {
        using var folder = new TemporaryFolder();
        var demo = folder.Demo(("issues: {access: $response.body#/access,", "issues: {access: $response.cookie.sid,"));
        folder.Write("demo/features/own.feature", "@own\nFeature: Own\n\n" + scenario);
        var suite = ConformanceSuite.FromFolder(demo, new SuiteOptions { IncludeTags = "@own" });
        await using var server = await DemoServer.StartAsync(new CookieApi(cookies, others));
        using var run = suite.Against(DemoSuite.At(server.Address));
        return await run.RunAsync(suite.Scenarios.Single(), TestContext.Current.CancellationToken);
    }

    private sealed class CookieApi(string cookies, string[] others) : DemoApi
    {
        protected override Task LogInAsync(HttpContext http, string body)
        {
            var (access, refresh) = Begin("ann");
            http.Response.Headers.SetCookie = new([
                .. cookies.Split('|').Select(c => "sid=" + c.Replace("{0}", access, StringComparison.Ordinal)),
                .. others,
            ]);
            return SendAsync(http, 200, new { access, refresh });
        }
    }
}
