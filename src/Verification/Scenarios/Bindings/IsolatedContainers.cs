using System.Globalization;
using System.Reflection;
using Reqnroll.Analytics;
using Reqnroll.Bindings;
using Reqnroll.Bindings.Reflection;
using Reqnroll.BindingSkeletons;
using Reqnroll.BoDi;
using Reqnroll.CommonModels;
using Reqnroll.Configuration;
using Reqnroll.EnvironmentAccess;
using Reqnroll.Formatters.Configuration;
using Reqnroll.Formatters.PubSub;
using Reqnroll.Infrastructure;
using Reqnroll.Plugins;
using Reqnroll.Tracing;
using Reqnroll.UnitTestProvider;

namespace Conformance.Verification.Scenarios;

/// <summary>
/// Reqnroll's containers without what reaches outside of the process or comes in from there. It reads no <c>reqnroll.json</c> and no environment variable
/// (<c>REQNROLL_DRY_RUN</c> would let every check pass), loads no plugin, sends no telemetry, traces nothing, and writes no report.
/// </summary>
internal sealed class IsolatedContainers() : ContainerBuilder(new Dependencies())
{
    // The original asks for a configuration, plugins and a test framework before anything can be replaced.
    public override IObjectContainer CreateGlobalContainer(
        Assembly testAssembly,
        IRuntimeConfigurationProvider? configurationProvider = null
    )
    {
        var container = new ObjectContainer();
        container.RegisterInstanceAs<IContainerBuilder>(this);
        RegisterDefaults(container);
        container.Resolve<ITestAssemblyProvider>().RegisterTestAssembly(testAssembly);
        container.RegisterTypeAs<RuntimePluginEvents, RuntimePluginEvents>();
        container.RegisterInstanceAs(Configuration());
        container.RegisterInstanceAs<IUnitTestRuntimeProvider>(new NoTestFramework());
        return container;
    }

    private static ReqnrollConfiguration Configuration() =>
        new(
            ConfigSource.Default,
            [],
            [],
            CultureInfo.InvariantCulture,
            CultureInfo.InvariantCulture,
            stopAtFirstError: false,
            MissingOrPendingStepsOutcome.Error,
            traceSuccessfulSteps: false,
            traceTimings: false,
            TimeSpan.Zero,
            StepDefinitionSkeletonStyle.CucumberExpressionAttribute,
            [],
            allowDebugGeneratedFiles: false,
            allowRowTests: true,
            [],
            disableFriendlyTestNames: false,
            ObsoleteBehavior.None,
            coloredOutput: false
        );

    private sealed class Dependencies : DefaultDependencyProvider
    {
        private static readonly Silence Silent = new();

        public override void RegisterGlobalContainerDefaults(ObjectContainer container)
        {
            base.RegisterGlobalContainerDefaults(container);
            container.RegisterInstanceAs<IEnvironmentWrapper>(new NoEnvironment());
            container.RegisterInstanceAs<IReqnrollJsonLocator>(new NoConfigurationFile());
            container.RegisterInstanceAs<IRuntimePluginLocator>(new NoPlugins());
            container.RegisterInstanceAs<IAnalyticsRuntimeTelemetryService>(new NoTelemetry());
            container.RegisterInstanceAs<ICucumberMessagePublisher>(new NoMessages());
            container.RegisterInstanceAs<IFormattersConfigurationDisableOverrideProvider>(new NoMessages());
            container.RegisterInstanceAs<ITraceListener>(Silent);
            container.RegisterInstanceAs<ITestTracer>(Silent);
        }

        public override void RegisterTestThreadContainerDefaults(ObjectContainer testThreadContainer)
        {
            base.RegisterTestThreadContainerDefaults(testThreadContainer);
            testThreadContainer.RegisterInstanceAs<ITraceListener>(Silent);
            testThreadContainer.RegisterInstanceAs<ITestTracer>(Silent);
        }
    }

    private sealed class NoEnvironment : IEnvironmentWrapper
    {
        public bool IsEnvironmentVariableSet(string name) => false;

        public IResult<string> GetEnvironmentVariable(string name) => Result<string>.Failure($"{name} is not read");

        public IDictionary<string, string> GetEnvironmentVariables(string prefix, bool trimPrefix = true) =>
            new Dictionary<string, string>();

        public string GetCurrentDirectory() => AppContext.BaseDirectory;
    }

    private sealed class NoConfigurationFile : IReqnrollJsonLocator
    {
        public string? GetReqnrollJsonFilePath() => null;
    }

    private sealed class NoPlugins : IRuntimePluginLocator
    {
        public IReadOnlyList<string> GetAllRuntimePlugins() => [];
    }

    private sealed class NoTelemetry : IAnalyticsRuntimeTelemetryService
    {
        public void SendFeatureUseEvent(
            string featureName,
            Dictionary<string, string>? properties = null,
            Dictionary<string, double>? metrics = null
        ) { }

        public void SendProjectRunningEvent() { }
    }

    private sealed class NoMessages : ICucumberMessagePublisher, IFormattersConfigurationDisableOverrideProvider
    {
        public void Initialize(RuntimePluginEvents runtimePluginEvents) { }

        public bool Disabled() => true;
    }

    /// <summary>What a step throws is for the verifier to judge.</summary>
    private sealed class NoTestFramework : IUnitTestRuntimeProvider
    {
        public void TestPending(string message) { }

        public void TestInconclusive(string message) { }

        public void TestIgnore(string message) { }

        public Reqnroll.ScenarioExecutionStatus? DetectExecutionStatus(Exception exception) => null;
    }

    private sealed class Silence : ITestTracer, IThreadSafeTraceListener
    {
        public void WriteTestOutput(string message) { }

        public void WriteToolOutput(string message) { }

        public void TraceStep(StepInstance stepInstance, bool showAdditionalArguments) { }

        public void TraceWarning(string text) { }

        public void TraceStepDone(BindingMatch match, object[] arguments, TimeSpan duration) { }

        public void TraceStepSkipped(Exception exception) { }

        public void TraceStepSkippedBecauseOfPreviousErrors() { }

        public void TraceStepPending(BindingMatch match, object[] arguments, Exception exception) { }

        public void TraceBindingError(Exception ex) { }

        public void TraceError(Exception ex, TimeSpan duration) { }

        public void TraceNoMatchingStepDefinition(
            StepInstance stepInstance,
            Reqnroll.ProgrammingLanguage targetLanguage,
            CultureInfo bindingCulture,
            List<BindingMatch> matchesWithoutScopeCheck
        ) { }

        public void TraceDuration(TimeSpan elapsed, IBindingMethod method, object[] arguments) { }

        public void TraceDuration(TimeSpan elapsed, string text) { }
    }
}
