using System.Collections.Concurrent;
using System.Reflection;

namespace Conformance.Gherkin;

/// <summary>The constructors of the classes that scenarios make, looked up once for all scenarios of a run.</summary>
internal sealed class Constructors
{
    private readonly ConcurrentDictionary<Type, (Constructor? Constructor, string Reason)> _known = new();

    /// <summary>The constructor to make a type with, or null and why there is none.</summary>
    public Constructor? Find(Type type, out string reason)
    {
        (var constructor, reason) = _known.GetOrAdd(type, Look);
        return constructor;
    }

    private static (Constructor? Constructor, string Reason) Look(Type type)
    {
        var isOrdinary = type.IsClass && !type.IsAbstract && !type.IsArray && !type.ContainsGenericParameters;
        if (!isOrdinary || type == typeof(string) || type.IsAssignableTo(typeof(Delegate)))
            return (null, "none was set, and it is not a class that can be made");
        var constructors = type.GetConstructors();
        return constructors.Length == 1
            ? (new Constructor(constructors[0]), string.Empty)
            : (null, $"none was set, and the class has {Sentence.Count(constructors.Length, "public constructor")} where it needs 1");
    }

    /// <summary>A constructor with its parameter types.</summary>
    internal sealed class Constructor(ConstructorInfo constructor)
    {
        private readonly ConstructorInvoker _invoker = ConstructorInvoker.Create(constructor);
        private readonly Type[] _parameters = [.. constructor.GetParameters().Select(p => p.ParameterType)];

        public object Invoke(ScenarioContext context)
        {
            var arguments = new object?[_parameters.Length];
            for (var i = 0; i < arguments.Length; i++)
                arguments[i] = context.Get(_parameters[i]);
            return _invoker.Invoke(arguments.AsSpan());
        }
    }
}
