namespace Conformance.Gherkin;

/// <summary>
/// Marks a class whose public methods are steps, hooks and transformations. One instance is made for each scenario, by constructor
/// injection from its <see cref="ScenarioContext"/>; static methods need none.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class BindingAttribute : Attribute;
