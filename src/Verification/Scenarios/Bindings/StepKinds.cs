using Reqnroll.Bindings;

namespace Conformance.Verification.Scenarios;

/// <summary>The kinds of steps in Reqnroll's terms.</summary>
internal static class StepKinds
{
    public static StepKind Of(StepDefinitionType type) =>
        type switch
        {
            StepDefinitionType.Given => StepKind.Given,
            StepDefinitionType.When => StepKind.When,
            _ => StepKind.Then,
        };

    public static StepDefinitionType ToType(this StepKind kind) =>
        kind switch
        {
            StepKind.Given => StepDefinitionType.Given,
            StepKind.When => StepDefinitionType.When,
            _ => StepDefinitionType.Then,
        };

    public static StepDefinitionKeyword ToKeyword(this StepKind kind) =>
        kind switch
        {
            StepKind.Given => StepDefinitionKeyword.Given,
            StepKind.When => StepDefinitionKeyword.When,
            _ => StepDefinitionKeyword.Then,
        };
}
