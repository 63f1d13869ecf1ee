using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Reqnroll.Bindings;

namespace Conformance.Verification.Scenarios;

/// <summary>The steps, hooks and transformations of a set of Reqnroll's binding classes.</summary>
public sealed class StepBindings
{
    private readonly Lazy<IReadOnlyList<StepDefinition>> _definitions;
    private readonly Lazy<ScenarioRuntime> _runtime;
    private readonly Lazy<StepMatcher> _matcher;

    // Reqnroll's bindings are equal where their methods are.
    private readonly ConcurrentDictionary<IStepDefinitionBinding, StepDefinition> _byBinding = new(ReferenceEqualityComparer.Instance);

    private StepBindings(IReadOnlyList<Type> types)
    {
        _definitions = new(() => [.. StepDefinition.In(types)]);
        _runtime = new(() => new ScenarioRuntime(types));
        _matcher = new(() => new StepMatcher(this, Runtime));
    }

    /// <summary>The steps, in the order of their classes and methods.</summary>
    public IReadOnlyList<StepDefinition> Definitions => _definitions.Value;

    /// <summary>What runs them; made when it is first asked for.</summary>
    /// <exception cref="FaultyBindingsException">Bindings are faulty.</exception>
    internal ScenarioRuntime Runtime => _runtime.Value;

    /// <summary>What finds them; it remembers, because contracts share most of their features.</summary>
    /// <exception cref="FaultyBindingsException">Bindings are faulty.</exception>
    internal StepMatcher Matcher => _matcher.Value;

    /// <summary>The classes that have <see cref="Reqnroll.BindingAttribute"/>; other types are passed over.</summary>
    public static StepBindings From(params IEnumerable<Type> types) => new([.. types.Distinct()]);

    /// <summary>The binding classes of assemblies.</summary>
    /// <exception cref="ReflectionTypeLoadException">A type of an assembly stands on something that cannot be loaded.</exception>
    public static StepBindings From(IEnumerable<Assembly> assemblies) => From(assemblies.SelectMany(a => a.GetTypes()));

    /// <summary>Makes Reqnroll's registry, and with it tells what is wrong with the classes.</summary>
    /// <exception cref="FaultyBindingsException">Bindings are faulty; it lists all faults of all classes.</exception>
    public void Check() => _ = Runtime;

    internal StepDefinition Of(IStepDefinitionBinding binding) => _byBinding.GetOrAdd(binding, b => Definitions.First(d => d.Is(b)));
}

/// <summary>Binding classes are faulty; all faults are listed.</summary>
[SuppressMessage("Roslynator", "RCS1194:Implement exception constructors", Justification = "Without problems there is no exception.")]
public sealed class FaultyBindingsException : Exception
{
    internal FaultyBindingsException(IReadOnlyList<string> problems)
        : base($"Bindings are faulty:{string.Concat(problems.Select(p => $"\n  {p}"))}") => Problems = problems;

    /// <summary>One sentence for each fault; it begins with the class and the method.</summary>
    public IReadOnlyList<string> Problems { get; }
}
