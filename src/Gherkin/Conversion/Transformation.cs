using System.Text.RegularExpressions;

namespace Conformance.Gherkin.Conversion;

/// <summary>A method with <see cref="StepArgumentTransformationAttribute"/>.</summary>
/// <param name="Method">The method.</param>
/// <param name="Name">Its name in Cucumber expressions.</param>
/// <param name="Pattern">The text that it takes, anchored; null where it takes any.</param>
/// <param name="Order">Its place among those to one type.</param>
/// <param name="HasOwnName">Whether the attribute names it; else it is named after its type.</param>
/// <param name="TakesTable">Whether it turns a table, not a text.</param>
internal sealed record Transformation(BoundMethod Method, string Name, bool HasOwnName, Regex? Pattern, int Order, bool TakesTable)
{
    /// <summary>The type that it gives.</summary>
    public Type Result => Method.Method.ReturnType;

    /// <summary>Whether it takes a text.</summary>
    public bool Takes(string text) => Pattern is null || Pattern.IsMatch(text);

    /// <summary>Calls the method with a text that it takes.</summary>
    public object? Apply(string text, ScenarioContext? context)
    {
        var groups = Pattern?.Match(text).Groups;
        object?[] arguments = groups is null or { Count: 1 } ? [text] : [.. groups.Values.Skip(1).Select(g => g.Success ? g.Value : null)];
        return Method.Invoke(context, arguments);
    }

    /// <summary>Calls the method with a table.</summary>
    public object? Apply(DataTable table, ScenarioContext? context) => Method.Invoke(context, [table]);
}
