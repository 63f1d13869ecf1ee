namespace Conformance.JsonSchema;

/// <summary>How schemas are read and how much an instance may ask of a validation.</summary>
public sealed record SchemaOptions
{
    /// <summary>Whether <c>format</c> is checked. When false it is an annotation, as JSON Schema 2020-12 prescribes by default.</summary>
    public bool AssertFormat { get; init; }

    /// <summary>How long one match of one regular expression may take before the instance is refused.</summary>
    public TimeSpan PatternTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many objects and arrays may lie within one another in an instance; deeper ones are refused.</summary>
    public int MaxDepth { get; init; } = 128;

    /// <summary>How many violations <see cref="CompiledSchema.Validate(System.Text.Json.JsonElement)"/> returns at most.</summary>
    public int MaxViolations { get; init; } = 100;
}
