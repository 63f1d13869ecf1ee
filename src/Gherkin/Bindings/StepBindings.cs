using Conformance.Gherkin.Conversion;
using Conformance.Gherkin.Expressions;

namespace Conformance.Gherkin;

/// <summary>The steps, hooks and transformations of a set of binding classes.</summary>
public sealed class StepBindings
{
    private StepBindings(IReadOnlyList<StepDefinition> definitions, IReadOnlyList<Hook> hooks)
    {
        Definitions = definitions;
        Hooks = hooks;
    }

    /// <summary>The steps, in the order of their classes and methods.</summary>
    public IReadOnlyList<StepDefinition> Definitions { get; }

    /// <summary>In the order in which hooks of one kind run.</summary>
    internal IReadOnlyList<Hook> Hooks { get; }

    /// <summary>Reads the classes that have <see cref="BindingAttribute"/>; other types are passed over.</summary>
    /// <exception cref="BindingException">Bindings are faulty; it lists all faults of all classes.</exception>
    public static StepBindings From(params IEnumerable<Type> types)
    {
        ArgumentNullException.ThrowIfNull(types);
        var problems = new BindingProblems();
        var methods = BindingClasses.MethodsOf(types.Distinct(), problems);
        var transformations = new TransformationReader(problems).Read(methods);
        var parameterTypes = new ParameterTypes(ParameterTypeReader.Read(transformations, methods, problems));
        var definitions = new StepReader(parameterTypes, new Conversions(transformations), problems).Read(methods);
        var hooks = new HookReader(problems).Read(methods);
        problems.ThrowIfAny();
        return new StepBindings(definitions, [.. hooks.OrderBy(h => h.Order)]);
    }
}
