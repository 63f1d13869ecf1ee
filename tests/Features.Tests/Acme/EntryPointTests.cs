using Conformance.TestKit;
using Conformance.Verification.Client;
using Conformance.Verification.Results;
using Conformance.Verification.Suite;
using Microsoft.AspNetCore.TestHost;

namespace Conformance.Features.Tests.Acme;

/// <summary>What a team sees when its server or its contract is wrong.</summary>
public sealed class EntryPointTests
{
    [Fact]
    public async Task A_whole_run_passes_in_one_line()
    {
        var clock = new ManualClock();
        await using var app = await AcmeApi.StartAsync(clock);
        using var run = AcmeServer.Suite.Against(Target(app.GetTestServer().CreateHandler()) with { Clock = new AcmeClock(clock) });
        var result = await run.RunToEndAsync(TestContext.Current.CancellationToken);
        result.EnsureConforms();
        Assert.Equal(
            ["ACM-01", "ACM-02", "ACM-03"],
            result
                .Requirements.Where(r => r.Requirement.Family == RequirementFamily.Documented && r.Verdict == Verdict.Passed)
                .Select(r => r.Requirement.Id)
        );
    }

    [Fact]
    public async Task A_row_tells_what_was_expected_and_found_and_how_to_repeat_it_when_it_fails()
    {
        await using var app = await AcmeApi.StartAsync(new ManualClock(), forgetsToEndSessions: true);
        using var run = AcmeServer.Suite.Against(Target(app.GetTestServer().CreateHandler()));
        var scenario = AcmeServer.Suite.Scenarios.Single(s => s.Name == "The session is over");
        var result = await run.RunAsync(scenario, TestContext.Current.CancellationToken);
        var message = Assert.Throws<NonconformityException>(() => result.EnsureConforms()).Message;
        Assert.StartsWith(
            "Failed: The session is over\n  at features/logout.feature:4  checks ACM-01\n  expected: 401, as documented for a revoked token at GET /me\n  found:    200 {\"user\":\"ann\"}\n",
            message,
            StringComparison.Ordinal
        );
        Assert.Contains("  ! Then the access token of the session is refused  [4]", message, StringComparison.Ordinal);
        Assert.Contains("repeat it: curl -i http://acme.test/v2/me -H ", message, StringComparison.Ordinal);
        Assert.EndsWith(
            " -H \"Authorization: Bearer ${ACCESS_1:?put the access token into this variable first}\"",
            message,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(run.SecretsUsed, message.Contains);
    }

    [Fact]
    public async Task A_whole_run_tells_every_row_that_failed()
    {
        await using var app = await AcmeApi.StartAsync(new ManualClock(), forgetsToEndSessions: true);
        using var run = AcmeServer.Suite.Against(Target(app.GetTestServer().CreateHandler()));
        var result = await run.RunToEndAsync(TestContext.Current.CancellationToken);
        var message = Assert.Throws<NonconformityException>(result.EnsureConforms).Message;
        Assert.StartsWith("acme at http://acme.test/v2: failed.", message, StringComparison.Ordinal);
        Assert.Contains("Failed: The session is over", message, StringComparison.Ordinal);
        Assert.Contains("Failed: A revoked access token opens nothing any more", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_contract_that_is_not_there_is_told_with_its_path()
    {
        var message = Assert.Throws<FaultySuiteException>(() => ConformanceSuite.FromFolder("acme/none")).Message;
        Assert.Contains("There is no openapi.yaml in", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_scenario_is_an_argument_that_is_named()
    {
        using var run = AcmeServer.Suite.Against(Target(null));
        var exception = await Assert.ThrowsAsync<ArgumentException>(() =>
            run.RunAsync("acme/none.feature:1", TestContext.Current.CancellationToken)
        );
        Assert.Contains("The suite of acme has no scenario \"acme/none.feature:1\".", exception.Message, StringComparison.Ordinal);
    }

    private static Target Target(HttpMessageHandler? handler) =>
        new()
        {
            BaseUrl = new Uri("http://acme.test"),
            Handler = handler,
            Users = [new UserCredentials("ann", "a long secret"), new UserCredentials("ben", "a long secret")],
        };
}
