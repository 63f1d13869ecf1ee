using System.Globalization;
using System.Reflection;
using Reqnroll;
using Reqnroll.Bindings;
using Reqnroll.Bindings.Discovery;
using Reqnroll.Bindings.Reflection;
using Reqnroll.BoDi;
using Reqnroll.Configuration;
using Reqnroll.Infrastructure;

namespace Conformance.Verification.Scenarios;

/// <summary>Reqnroll's runtime for a set of binding classes, in this process and without generated code.</summary>
internal sealed class ScenarioRuntime
{
    private readonly IsolatedContainers _containers = new();
    private readonly IObjectContainer _global;
    private readonly IStepArgumentTransformationBinding[] _transformations;
    private readonly Lazy<Task> _start;

    /// <exception cref="FaultyBindingsException">Bindings are faulty.</exception>
    public ScenarioRuntime(IReadOnlyList<Type> types)
    {
        _global = _containers.CreateGlobalContainer(typeof(ScenarioRuntime).Assembly);
        var builder = new Registry(types, _global);
        builder.BuildBindingsFromAssembly(typeof(ScenarioRuntime).Assembly);
        builder.BuildingCompleted();
        var registry = _global.Resolve<IBindingRegistry>();
        registry.Ready = true;
        _transformations = [.. registry.GetStepTransformations()];
        string[] faults = [.. registry.GetErrorMessages().Select(e => e.Message).Concat(_transformations.Select(FaultOf).OfType<string>())];
        if (faults.Length > 0)
            throw new FaultyBindingsException([.. faults.Distinct(StringComparer.Ordinal)]);

        HasScopes = registry.GetStepDefinitions().Any(d => d.IsScoped);
        var thread = OutsideOfFeatures();
        Matches = thread.Resolve<IStepDefinitionMatchService>();
        Conversions = thread.Resolve<IStepArgumentTypeConverter>();
        _start = new(StartAsync);
    }

    /// <summary>Values are converted in one way everywhere.</summary>
    public static CultureInfo Culture => CultureInfo.InvariantCulture;

    /// <summary>Whether what a step matches depends on the scenario around it.</summary>
    public bool HasScopes { get; }

    /// <summary>Finds definitions without running anything.</summary>
    public IStepDefinitionMatchService Matches { get; }

    /// <summary>Converts values as steps get them, as far as that needs no scenario.</summary>
    public IStepArgumentTypeConverter Conversions { get; }

    /// <summary>The transformation that Reqnroll takes for a value; null where it converts by itself.</summary>
    public IStepArgumentTransformationBinding? TransformationFor(object value, IBindingType wanted) =>
        Array.Find(
            _transformations,
            t =>
                t.Method.ReturnType.FullName == wanted.FullName
                && value is string == (t.Method.Parameters.FirstOrDefault()?.Type.FullName != typeof(DataTable).FullName)
                && (value is not string text || t.Regex?.IsMatch(text) != false)
        );

    /// <summary>Runs the hooks before a test run, once however often it is called.</summary>
    public Task StartRunAsync() => _start.Value;

    /// <summary>A runner for one worker. Dispose its container when it has run its last scenario.</summary>
    public (ITestRunner Runner, IObjectContainer Container) NewRunner()
    {
        var container = _containers.CreateTestThreadContainer(_global);
        return (container.Resolve<ITestRunner>(), container);
    }

    private async Task StartAsync()
    {
        var registry = _global.Resolve<IBindingRegistry>();
        var isLast = registry.GetHooks(HookType.AfterTestRun).Any();
        if (!isLast && !registry.GetHooks(HookType.BeforeTestRun).Any())
            return;
        var runner = OutsideOfFeatures().Resolve<ITestRunner>();
        await runner.OnTestRunStartAsync().ConfigureAwait(false);
        if (isLast)
            AppDomain.CurrentDomain.ProcessExit += (_, _) => runner.OnTestRunEndAsync().GetAwaiter().GetResult();
    }

    // Where there is no feature Reqnroll looks for the culture of a language, which does not exist where globalization is invariant.
    private IObjectContainer OutsideOfFeatures()
    {
        var container = _containers.CreateTestThreadContainer(_global);
        container.Resolve<IContextManager>().InitializeFeatureContext(new FeatureInfo(Culture, string.Empty, string.Empty, string.Empty));
        return container;
    }

    // Reqnroll hands on what the groups capture, and without a group fails in the midst of a run.
    private static string? FaultOf(IStepArgumentTransformationBinding transformation)
    {
        var parameters = transformation.Method.Parameters.Count();
        var groups = transformation.Regex?.GetGroupNumbers().Length - 1;
        return groups is null || groups == parameters
            ? null
            : $"{transformation.Method.Type.Name}.{transformation.Method.Name}: \"{transformation.Regex}\" captures {Sentence.Count(groups.Value, "value")}, "
                + $"but the method takes {Sentence.Count(parameters, "parameter")}. Put parentheses around each part that it takes.";
    }

    /// <summary>Reads the binding classes that it was given, in place of all those of an assembly.</summary>
    private sealed class Registry(IReadOnlyList<Type> types, IObjectContainer container)
        : RuntimeBindingRegistryBuilder(
            container.Resolve<IRuntimeBindingSourceProcessor>(),
            container.Resolve<IReqnrollAttributesFilter>(),
            container.Resolve<IBindingAssemblyLoader>(),
            container.Resolve<ReqnrollConfiguration>(),
            container.Resolve<Reqnroll.Bindings.Provider.IBindingProviderService>()
        )
    {
        protected override Type[] GetAssemblyTypes(Assembly assembly, out string[] typeLoadErrors)
        {
            typeLoadErrors = [];
            return [.. types.Where(t => t.IsDefined(typeof(BindingAttribute), inherit: true))];
        }
    }
}
