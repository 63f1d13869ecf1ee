using System.Collections.Concurrent;
using Reqnroll;
using Reqnroll.Bindings;
using Reqnroll.Bindings.Reflection;
using Reqnroll.Infrastructure;

namespace Conformance.Verification.Scenarios;

/// <summary>A step as Reqnroll is asked for it.</summary>
/// <param name="Table">The table below it; to find a definition only whether there is one counts.</param>
/// <param name="Scope">What <c>[Scope]</c> looks at.</param>
internal readonly record struct SoughtStep(string Text, StepKind Kind, string? DocString, DataTable? Table, StepContext Scope);

/// <summary>What Reqnroll answers: the definition and what it captured, or why there is none.</summary>
/// <param name="Definition">Null where none matches.</param>
/// <param name="Candidates">Those that would match but for their number, their scopes or their parameters.</param>
internal sealed record StepMatch(
    StepDefinition? Definition,
    MatchArgument[] Arguments,
    StepDefinitionAmbiguityReason Reason,
    IReadOnlyList<StepDefinition> Candidates
)
{
    /// <summary>The definition, or else one that would match but for something; null where nothing does.</summary>
    public StepDefinition? Likely => Definition ?? (Candidates is [var first, ..] ? first : null);
}

/// <summary>Asks Reqnroll's match service, which needs no scenario for it. What depends on the text alone is asked once.</summary>
internal sealed class StepMatcher(StepBindings bindings, ScenarioRuntime runtime)
{
    private static readonly StepContext Nowhere = new(string.Empty, string.Empty, [], ScenarioRuntime.Culture);

    private readonly ConcurrentDictionary<(string, StepKind, bool Text, bool Table), StepMatch> _known = new();
    private readonly ConcurrentDictionary<(string, Type), string?> _faults = new();

    public IReadOnlyList<StepDefinition> Definitions => bindings.Definitions;

    /// <summary>The definition that a step runs.</summary>
    public StepMatch Find(SoughtStep step)
    {
        if (runtime.HasScopes)
            return Ask(step);
        var key = (step.Text, step.Kind, step.DocString is not null, step.Table is not null);
        return _known.GetOrAdd(key, _ => Ask(step));
    }

    /// <summary>A definition that matches the text as a step of another kind; null where none does.</summary>
    public StepDefinition? OfOtherKind(SoughtStep step) =>
        Enum.GetValues<StepKind>()
            .Where(k => k != step.Kind)
            .Select(k => Find(step with { Kind = k }))
            .Select(m => m.Likely)
            .FirstOrDefault(d => d is not null);

    /// <summary>Whether the text is a step, of whatever kind.</summary>
    public bool MatchesAny(string text) =>
        Enum.GetValues<StepKind>().Any(k => Find(new SoughtStep(text, k, null, null, Nowhere)).Likely is not null);

    /// <summary>
    /// Why a captured value does not convert to what the method takes; null where it does, or where only a scenario that runs can tell.
    /// </summary>
    public string? FaultOf(MatchArgument argument, IBindingParameter parameter)
    {
        var type = ((RuntimeBindingType)parameter.Type).Type;
        if (argument.Value is not string text)
            return Convert(argument.Value, parameter.Type, type);
        return _faults.GetOrAdd((text, type), _ => Convert(text, parameter.Type, type));
    }

    private StepMatch Ask(SoughtStep step)
    {
        var (type, keyword) = (step.Kind.ToType(), step.Kind.ToKeyword());
        var instance = new StepInstance(type, keyword, null, step.Text, step.DocString, step.Table, step.Scope);
        var match = runtime.Matches.GetBestMatch(instance, ScenarioRuntime.Culture, out var reason, out var candidates);
        return match.Success
            ? new StepMatch(bindings.Of(match.StepBinding), match.Arguments, reason, [])
            : new StepMatch(null, [], reason, [.. candidates.Select(c => bindings.Of(c.StepBinding))]);
    }

    private string? Convert(object value, IBindingType wanted, Type type)
    {
        var transformation = runtime.TransformationFor(value, wanted);
        if (transformation is { Method: RuntimeBindingMethod { MethodInfo.IsStatic: false } })
            return null;
        try
        {
            runtime.Conversions.ConvertAsync(value, wanted, ScenarioRuntime.Culture).GetAwaiter().GetResult();
            return null;
        }
        catch (Exception exception)
        {
            return transformation is null ? $"\"{value}\" does not convert to {TypeName(type)}" : exception.Message.TrimEnd('.');
        }
    }

    private static string TypeName(Type type) =>
        type.IsEnum ? $"{type.Name} ({Sentence.Join(Enum.GetNames(type), "or")})" : (Nullable.GetUnderlyingType(type) ?? type).Name;
}
