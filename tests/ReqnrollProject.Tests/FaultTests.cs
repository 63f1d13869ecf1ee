using Conformance.ReqnrollProject.Tests.Features;

namespace Conformance.ReqnrollProject.Tests;

/// <summary>The scenarios of the project fail where the server does.</summary>
public sealed class FaultTests
{
    [Fact]
    public async Task A_session_that_lives_on_fails_the_scenario_of_the_project()
    {
        AcmeScenarios.ForgetsToEndSessions = true;
        var feature = new SigningOutOfAcmeFeature();
        await feature.TestInitializeAsync();
        var error = await Assert.ThrowsAnyAsync<Exception>(feature.NobodyComesBackWithTheOldToken);
        await feature.TestTearDownAsync();
        Assert.Contains("401, as documented for a revoked token at GET /me; found 200", error.Message, StringComparison.Ordinal);
    }
}
