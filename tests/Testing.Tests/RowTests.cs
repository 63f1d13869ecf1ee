using Conformance.Features.Tests.Acme;
using Conformance.TestKit;
using Conformance.Verification.Client;
using Conformance.Verification.Results;
using Conformance.XunitV3;
using Microsoft.AspNetCore.Builder;
using Xunit.Sdk;

namespace Conformance.Testing.Tests;

/// <summary>The scenarios of a contract as rows of a theory.</summary>
public sealed class RowTests(RowTests.Server acme) : IClassFixture<RowTests.Server>
{
    [Theory, ConformanceData("acme", Tags = "@ACM-01 or @ACM-02 or @ACM-03 or @ANY-01")]
    public Task Conforms(ConformanceScenario scenario) => scenario.VerifyAsync(acme.Target, TestContext.Current.CancellationToken);

    [Fact]
    public async Task Rows_are_named_carry_their_requirements_and_say_why_they_do_not_apply()
    {
        var rows = await new ConformanceDataAttribute("acme").GetData(typeof(RowTests).GetMethod(nameof(Conforms))!, new DisposalTracker());
        var row = Assert.Single(rows, r => r.TestDisplayName == "features/logout.feature:4 The session is over");
        Assert.Equal(["ACM-01"], row.Traits!["Requirement"]);
        Assert.Null(row.Skip);
        Assert.Contains(rows, r => r.Skip is { Length: > 0 });
        Assert.DoesNotContain(rows, r => r.Skip?.Contains("--", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task A_row_that_fails_tells_what_was_expected_and_found()
    {
        await using var app = await AcmeApi.StartAsync(new ManualClock(), forgetsToEndSessions: true);
        var rows = await new ConformanceDataAttribute("acme") { Tags = "@ACM-01" }.GetData(
            typeof(RowTests).GetMethod(nameof(Conforms))!,
            new DisposalTracker()
        );
        var scenario = (ConformanceScenario)Assert.Single(rows).GetData()[0]!;
        var failure = await Assert.ThrowsAsync<NonconformityException>(() =>
            scenario.VerifyAsync(Target.Of(app, new UserCredentials("ann", "a long secret")), TestContext.Current.CancellationToken)
        );
        Assert.Contains("expected: 401, as documented for a revoked token at GET /me", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>Acme's server, and the target that all rows share.</summary>
    public sealed class Server : IAsyncLifetime
    {
        private WebApplication? _app;

        public Target Target { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            _app = await AcmeApi.StartAsync(new ManualClock());
            Target = Target.Of(_app, new UserCredentials("ann", "a long secret"), new UserCredentials("ben", "a long secret"));
        }

        public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? default;
    }
}
