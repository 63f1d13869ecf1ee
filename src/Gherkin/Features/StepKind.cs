namespace Conformance.Gherkin;

/// <summary>What a step is for. And, But and <c>*</c> continue the kind of the step before, or are Given if there is none.</summary>
public enum StepKind
{
    /// <summary>Brings about a state.</summary>
    Given,

    /// <summary>Does what is checked.</summary>
    When,

    /// <summary>Checks the outcome.</summary>
    Then,
}
