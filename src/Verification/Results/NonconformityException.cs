namespace Conformance.Verification.Results;

/// <summary>A scenario or a run did not show what it had to. The message tells it for people: what was expected, what was found, and what was said on the wire, without secrets.</summary>
public sealed class NonconformityException(string message) : Exception(message);
