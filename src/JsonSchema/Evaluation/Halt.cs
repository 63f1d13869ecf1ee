namespace Conformance.JsonSchema.Evaluation;

/// <summary>Why a validation was given up; the instance then counts as invalid whatever the schema says.</summary>
internal enum Halt
{
    None,
    TooDeep,
    TooMuchWork,
    PatternTooSlow,
}
