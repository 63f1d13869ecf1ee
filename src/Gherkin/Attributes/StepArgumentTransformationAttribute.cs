namespace Conformance.Gherkin;

/// <summary>
/// Makes a method turn step text, or a <see cref="DataTable"/>, into the type that it returns; steps take that type as a parameter.
/// With a <see cref="Name"/> it is a parameter type of Cucumber expressions, <c>{name}</c>; without one the name is the returned type's.
/// A static method is also called, and its result thrown away, when features are loaded, so that faulty values are found before a run.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class StepArgumentTransformationAttribute : Attribute
{
    /// <summary>A transformation of any text, or of a table.</summary>
    public StepArgumentTransformationAttribute() { }

    /// <summary>A transformation of the texts that a regular expression matches whole.</summary>
    public StepArgumentTransformationAttribute(string regex) => Regex = regex;

    /// <summary>The parameter type's name in Cucumber expressions.</summary>
    public string? Name { get; init; }

    /// <summary>
    /// What the text looks like; the method then takes one string for each group, or the whole text if there is no group.
    /// Null stands for any text.
    /// </summary>
    public string? Regex { get; init; }

    /// <summary>Transformations to one type are tried from the lowest to the highest.</summary>
    public int Order { get; init; } = 10_000;
}
