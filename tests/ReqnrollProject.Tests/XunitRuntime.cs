using System.Runtime.CompilerServices;
using Reqnroll;
using Reqnroll.Plugins;
using Reqnroll.UnitTestProvider;

[assembly: RuntimePlugin(typeof(Conformance.ReqnrollProject.Tests.XunitRuntime))]

namespace Conformance.ReqnrollProject.Tests;

/// <summary>Stands for the package <c>Reqnroll.xunit.v3</c>, which brings such a plugin.</summary>
public sealed class XunitRuntime : IRuntimePlugin
{
    /// <summary>A build sends nothing to anybody; a team's own project decides that for itself.</summary>
    [ModuleInitializer]
    internal static void SendNothing() => Environment.SetEnvironmentVariable("REQNROLL_TELEMETRY_ENABLED", "0");

    public void Initialize(
        RuntimePluginEvents runtimePluginEvents,
        RuntimePluginParameters runtimePluginParameters,
        UnitTestProviderConfiguration unitTestProviderConfiguration
    )
    {
        unitTestProviderConfiguration.UseUnitTestProvider("xunit");
        runtimePluginEvents.RegisterGlobalDependencies += (_, e) =>
            e.ObjectContainer.RegisterTypeAs<Provider, IUnitTestRuntimeProvider>("xunit");
    }

    private sealed class Provider : IUnitTestRuntimeProvider
    {
        public void TestPending(string message) => Assert.Skip(message);

        public void TestInconclusive(string message) => Assert.Skip(message);

        public void TestIgnore(string message) => Assert.Skip(message);

        public ScenarioExecutionStatus? DetectExecutionStatus(Exception exception) => null;
    }
}
