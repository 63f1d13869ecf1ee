namespace Conformance.Validation;

/// <summary>One way in which a response breaks its contract.</summary>
/// <param name="Where">What is wrong: <c>status</c>, <c>content-type</c>, <c>header</c> or <c>body</c>.</param>
/// <param name="Pointer">The place as a JSON pointer: into the body, or <c>/name</c> for a header; else empty.</param>
/// <param name="Message">A sentence: what was expected and what was found.</param>
public sealed record ResponseViolation(string Where, string Pointer, string Message);
