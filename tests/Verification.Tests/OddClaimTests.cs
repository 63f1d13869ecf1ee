using System.Buffers.Text;
using System.Text;
using Conformance.Verification.Results;
using Conformance.Verification.Tests.Demo;
using Conformance.Verification.Tests.Servers;
using Microsoft.AspNetCore.Http;

namespace Conformance.Verification.Tests;

/// <summary>Claims of JWTs that no calendar and no number holds.</summary>
public sealed class OddClaimTests
{
    [Theory]
    [InlineData("1764420000000")]
    [InlineData("9223372036854775807")]
    [InlineData("-1e300")]
    public async Task An_exp_of_no_time_is_a_finding(string exp)
    {
        var result = await RunAsync(
            $$"""{"exp":{{exp}},"iat":1}""",
            "@must\nScenario: One\nGiven a session\nWhen the exp of the access token of the session comes"
        );
        Assert.True(result.Verdict == Verdict.Failed, result.Describe());
        Assert.StartsWith("an exp in seconds since 1970", result.Miss!.Expected, StringComparison.Ordinal);
        Assert.StartsWith($"exp {exp}, ", result.Miss.Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1764420000000000000", "1764420000000000000 s")]
    [InlineData("1e300", " s")]
    [InlineData("3601.5", "PT1H0.5S")]
    public async Task A_lifetime_of_any_length_is_a_finding(string exp, string found)
    {
        var result = await RunAsync(
            $$"""{"exp":{{exp}},"iat":1}""",
            "@must\nScenario: One\nGiven a session\nThen the access token of the session lives for PT1H"
        );
        Assert.True(result.Verdict == Verdict.Failed, result.Describe());
        Assert.EndsWith(found, result.Miss!.Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"exp":"soon"}""")]
    [InlineData("""{"exp":1,"exp":2}""")]
    [InlineData("""[1]""")]
    [InlineData("no JSON")]
    public async Task Claims_that_cannot_be_read_make_nothing_to_wait_for(string claims)
    {
        var result = await RunAsync(claims, "@must\nScenario: One\nGiven a session\nWhen the exp of the access token of the session comes");
        Assert.Equal((Verdict.NotApplicable, "The token is no JWT with an exp that can be read."), (result.Verdict, result.Reason));
    }

    private static async Task<ScenarioResult> RunAsync(string claims, string scenario)
    {
        var token = $"{Encoded("""{"alg":"HS256"}""")}.{Encoded(claims)}.c2lnbmF0dXJlLW9mLXRoaXM";
        await using var server = await DemoServer.StartAsync(http =>
            http.Request.Path.Value == "/api/me"
                ? http.Response.WriteAsJsonAsync(new { user = "ann" })
                : http.Response.WriteAsJsonAsync(new { access = token, refresh = "a-refresh-token-1" })
        );
        var suite = DemoSuite.Of(scenario);
        using var run = suite.Against(DemoSuite.At(server.Address) with { Clock = new DemoClock(new DemoApi()) });
        return await run.RunAsync(suite.Scenarios.Single(), TestContext.Current.CancellationToken);
    }

    private static string Encoded(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
