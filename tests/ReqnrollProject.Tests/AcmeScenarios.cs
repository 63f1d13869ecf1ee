using Conformance.Features.Tests.Acme;
using Conformance.Verification.Client;
using Conformance.Verification.Steps;
using Conformance.Verification.Suite;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Reqnroll;
using Reqnroll.BoDi;

namespace Conformance.ReqnrollProject.Tests;

/// <summary>What a team adds to its Reqnroll project to write its features with the steps of Conformance. The example of docs/steps.md.</summary>
[Binding]
public sealed class AcmeScenarios(IObjectContainer container)
{
    private static readonly ConformanceSuite Suite = ConformanceSuite.FromFolder("acme");
    private static readonly AsyncLocal<bool> Forgets = new();
    private WebApplication? _app;
    private ConformanceRun? _run;
    private string _remembered = "";

    /// <summary>Whether the servers that are started from here forget to end sessions.</summary>
    public static bool ForgetsToEndSessions
    {
        get => Forgets.Value;
        set => Forgets.Value = value;
    }

    [BeforeScenario]
    public async Task Begin()
    {
        _app = await AcmeApi.StartAsync(TimeProvider.System, ForgetsToEndSessions);
        _run = Suite.Against(
            new Target
            {
                BaseUrl = new Uri("http://acme.test"),
                Handler = _app.GetTestServer().CreateHandler(),
                Users = [new UserCredentials("ann", "a long secret")],
            }
        );
        _run.Provide(container);
    }

    [When("we remember the token of {session}")]
    public void Remember(string session) => _remembered = container.Resolve<IScenarioTarget>().Token(session, "access");

    [Then("the remembered token opens nothing")]
    public async Task OpensNothing()
    {
        using var client = _app!.GetTestClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v2/me");
        request.Headers.Authorization = new("Bearer", _remembered);
        using var response = await client.SendAsync(request);
        Assert.Equal(401, (int)response.StatusCode);
    }

    [AfterScenario]
    public async Task End()
    {
        _run?.Dispose();
        if (_app is not null)
            await _app.DisposeAsync();
    }
}
