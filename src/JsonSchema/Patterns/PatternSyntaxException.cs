namespace Conformance.JsonSchema.Patterns;

/// <summary>A text is not a regular expression of ECMA-262; the message says how to mend it.</summary>
internal sealed class PatternSyntaxException(string message) : Exception(message);
