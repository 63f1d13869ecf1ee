using Conformance.Features.Tests.Acme;
using Conformance.Testing;
using Conformance.Verification.Client;
using Conformance.XunitV3;
using Microsoft.AspNetCore.Builder;
using Xunit;

/// <summary>A team's own application, in process, row by row.</summary>
public sealed class AcmeTests(AcmeServer acme) : IClassFixture<AcmeServer>
{
    [Theory, ConformanceData("acme", Tags = "not @advice")]
    public Task Conforms(ConformanceScenario scenario) => scenario.VerifyAsync(acme.Target);
}

public sealed class AcmeServer : IAsyncLifetime
{
    private WebApplication? _app;

    public Target Target { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await AcmeApi.StartAsync(TimeProvider.System);
        Target = Target.Of(_app, new UserCredentials("ann", "a long secret"), new UserCredentials("ben", "a long secret"));
    }

    public async ValueTask DisposeAsync() => await _app!.DisposeAsync();
}
