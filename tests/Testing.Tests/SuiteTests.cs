using Conformance.Features.Tests.Acme;
using Conformance.TestKit;
using Conformance.Verification.Client;
using Conformance.Verification.Results;
using Conformance.Verification.Suite;
using Conformance.Verification.Tests;
using Microsoft.AspNetCore.Builder;
using Reqnroll;

namespace Conformance.Testing.Tests;

/// <summary>A conformance run in a few lines: against an application, and against a mock.</summary>
public sealed class SuiteTests
{
    private static readonly UserCredentials[] Users = [new("ann", "a long secret"), new("ben", "a long secret")];

    [Fact]
    public async Task An_application_that_conforms_passes()
    {
        await using var app = await AcmeApi.StartAsync(new ManualClock());
        var report = await ConformanceSuite
            .FromFolder("acme")
            .VerifyAsync(Target.Of(app, Users), o => o.Tags("not @advice").Depth(RunDepth.Quick), Cancellation);
        report.EnsureConforms();
        Assert.True(report.Count(Verdict.Passed) > 20);
        Assert.DoesNotContain(report.Scenarios, s => s.Tags.Contains("advice"));

        // Nobody typed a command here, so that no sentence names an option of one.
        Assert.DoesNotContain(report.Scenarios, s => s.Reason?.Contains("--", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task An_application_that_forgets_to_end_sessions_fails_with_the_finding_and_its_script()
    {
        await using var app = await AcmeApi.StartAsync(new ManualClock(), forgetsToEndSessions: true);
        var report = await ConformanceSuite
            .Of("acme")
            .VerifyAsync(Target.Of(app, Users), o => o.Requirements("ACM-01", "ANY-01"), Cancellation);
        var message = Assert.Throws<NonconformityException>(report.EnsureConforms).Message;
        Assert.StartsWith("acme at http://localhost/v2: failed.\nFinding: ", message.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("expected: 401, as documented for a revoked token at GET /me", message, StringComparison.Ordinal);
        Assert.Contains("repeat it, with bash and curl:", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mock_passes_in_memory_with_the_clock_that_the_suite_moves()
    {
        await using var mock = await ContractMock.StartAsync("sig", new ContractMockOptions { InMemory = true }, Cancellation);
        var report = await ConformanceSuite.Of("sig").VerifyAsync(Target.Of(mock), o => o.Depth(RunDepth.Quick), Cancellation);
        report.EnsureConforms();
        Assert.Equal(Verdict.Passed, report.Requirements.Single(r => r.Requirement.Id == "SIG-10").Verdict);
    }

    [Fact]
    public async Task Steps_of_ones_own_come_with_their_assembly()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "acme"), "*.yaml"))
            folder.Write("acme/" + Path.GetFileName(file), await File.ReadAllTextAsync(file, Cancellation));
        folder.Write(
            "acme/features/own.feature",
            "Feature: Own\n  @own\n  Scenario: It is remembered\n    Given a session\n    Then the test remembers it\n"
        );
        var suite = ConformanceSuite.FromFolder(Path.Combine(folder.Path, "acme"));
        var missing = Assert.Throws<FaultySuiteException>(() => suite.Scenarios).Message;
        Assert.Contains("features/own.feature:5:5", missing, StringComparison.Ordinal);
        await using var app = await AcmeApi.StartAsync(new ManualClock());
        var report = await suite
            .WithSteps(typeof(RememberingSteps).Assembly)
            .VerifyAsync(Target.Of(app, Users), o => o.Tags("@own"), Cancellation);
        report.EnsureConforms();
        Assert.Equal("It is remembered", Assert.Single(report.Scenarios).Name);
    }

    [Fact]
    public async Task What_cannot_be_verified_is_told_in_a_sentence()
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();
        var idle = Assert.Throws<InvalidOperationException>(() => Target.Of(app));
        Assert.Contains("Start it first, await app.StartAsync()", idle.Message, StringComparison.Ordinal);
        var tags = await Assert.ThrowsAsync<FaultySuiteException>(() =>
            ConformanceSuite.Of("acme").VerifyAsync(Target.Of(new Uri("http://acme.test")), o => o.Tags("@a and ("), Cancellation)
        );
        Assert.Contains("\"@a and (\" is no tag expression", tags.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_application_on_a_port_is_asked_there()
    {
        var builder = WebApplication.CreateSlimBuilder();
        await using var app = builder.Build();
        app.Urls.Add("http://0.0.0.0:0");
        await app.StartAsync(Cancellation);
        var target = Target.Of(app);
        Assert.Equal("localhost", target.BaseUrl.Host);
        Assert.NotEqual(0, target.BaseUrl.Port);
        Assert.Null(target.Handler);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}

/// <summary>A team's own step.</summary>
[Binding]
public sealed class RememberingSteps
{
    [Then("the test remembers it")]
    public void Remembers() { }
}
