using System.Collections.Immutable;
using Conformance.Verification.Client;
using Conformance.Verification.Results;
using Conformance.Verification.Suite;
using Conformance.Verification.Tests.Servers;

namespace Conformance.Verification.Tests.Demo;

/// <summary>The suite of the demo contract, whole or with scenarios of a test's own, and targets for it.</summary>
public static class DemoSuite
{
    public static ConformanceSuite Whole { get; } = ConformanceSuite.FromFolder("demo");

    public static ImmutableArray<UserCredentials> Users { get; } = [new("ann", DemoApi.Password), new("ben", DemoApi.Password)];

    public static Target At(Uri address) =>
        new()
        {
            BaseUrl = address,
            Users = Users,
            Retries = 0,
            RequestTimeout = TimeSpan.FromSeconds(20),
        };

    /// <summary>Only the scenarios of this text, under a feature of their own.</summary>
    public static ConformanceSuite Of(string scenarios, Func<SuiteOptions, SuiteOptions>? configure = null)
    {
        using var folder = new TemporaryFolder();
        folder.Write("own.feature", "@own\nFeature: Own\n\n" + scenarios);
        var options = new SuiteOptions { MoreFeatures = [folder.Path], IncludeTags = "@own" };
        return ConformanceSuite.FromFolder("demo", configure?.Invoke(options) ?? options);
    }

    /// <summary>Runs a suite against a server of its own.</summary>
    public static async Task<ContractRun> RunAsync(
        this ConformanceSuite suite,
        DemoApi api,
        RunSettings? settings = null,
        Func<Target, Target>? configure = null
    )
    {
        await using var server = await DemoServer.StartAsync(api);
        var target = At(server.Address) with { Clock = new DemoClock(api) };
        using var run = suite.Against(configure?.Invoke(target) ?? target, settings);
        return await run.RunToEndAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Runs the only scenario of a suite against a server of its own.</summary>
    public static async Task<ScenarioResult> RunOneAsync(
        this ConformanceSuite suite,
        DemoApi api,
        Func<Target, Target>? configure = null,
        RunSettings? settings = null
    )
    {
        await using var server = await DemoServer.StartAsync(api);
        var target = At(server.Address) with { Clock = new DemoClock(api) };
        using var run = suite.Against(configure?.Invoke(target) ?? target, settings);
        return await run.RunAsync(suite.Scenarios.Single(), TestContext.Current.CancellationToken);
    }
}
