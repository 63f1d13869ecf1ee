using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;

namespace Conformance.Gherkin.Tests;

/// <summary>
/// Makes a binding class for an expression that a test chooses, runs one step with it, and tells what the method got: the way that a
/// user's method goes, for expressions by the dozen.
/// </summary>
public static class ExpressionProbe
{
    private static readonly ConcurrentDictionary<string, object?[]> Received = new();
    private static int _count;

    /// <summary>The arguments of the method, or null if the expression does not match the text.</summary>
    /// <exception cref="BindingException">The expression is faulty.</exception>
    public static async Task<object?[]?> MatchAsync(string expression, string text, params Type[] parameters)
    {
        var id = $"Probe{Interlocked.Increment(ref _count)}";
        var set = Loaded.Set($"Feature: f\n  Scenario: s\n    Given {text}\n", Build(id, expression, parameters), typeof(Colours));
        if (set.Problems.Any(p => p.Rule == ProblemRules.UndefinedStep))
            return null;
        Assert.Empty(set.Problems.Select(p => p.Render()));
        var events = await Loaded.RunAsync(set, new RunnerOptions(), TestContext.Current.CancellationToken);
        Assert.Equal(ScenarioStatus.Passed, events.End().Status);
        return Received[id];
    }

    /// <summary>Called by the methods that are built.</summary>
    public static void Receive(string id, object?[] arguments) => Received[id] = arguments;

    public static Type Build(string id, string expression, Type[] parameters)
    {
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName(id), AssemblyBuilderAccess.Run);
        var type = assembly.DefineDynamicModule(id).DefineType(id, TypeAttributes.Public);
        type.SetCustomAttribute(new CustomAttributeBuilder(typeof(BindingAttribute).GetConstructor([])!, []));
        var method = type.DefineMethod("Step", MethodAttributes.Public | MethodAttributes.Static, typeof(void), parameters);
        method.SetCustomAttribute(new CustomAttributeBuilder(typeof(GivenAttribute).GetConstructor([typeof(string)])!, [expression]));
        var code = method.GetILGenerator();
        code.Emit(OpCodes.Ldstr, id);
        code.Emit(OpCodes.Ldc_I4, parameters.Length);
        code.Emit(OpCodes.Newarr, typeof(object));
        for (var i = 0; i < parameters.Length; i++)
        {
            code.Emit(OpCodes.Dup);
            code.Emit(OpCodes.Ldc_I4, i);
            code.Emit(OpCodes.Ldarg, i);
            code.Emit(OpCodes.Box, parameters[i]);
            code.Emit(OpCodes.Stelem_Ref);
        }

        code.Emit(OpCodes.Call, typeof(ExpressionProbe).GetMethod(nameof(Receive))!);
        code.Emit(OpCodes.Ret);
        return type.CreateType();
    }
}

public enum Colour
{
    Red,
    Green,
}

public sealed record Shade(string Text);

public sealed record Span(string From, string To);

[Binding]
public static class Colours
{
    [StepArgumentTransformation(Name = "shade", Regex = "dark|light")]
    public static Shade ToShade(string text) => new(text);

    [StepArgumentTransformation(Name = "span", Regex = @"(\d+) to (\d+)")]
    public static Span ToSpan(string from, string to) => new(from, to);
}
