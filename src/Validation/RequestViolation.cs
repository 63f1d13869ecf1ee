namespace Conformance.Validation;

/// <summary>One way in which a request breaks its contract.</summary>
/// <param name="In">Where: <c>body</c>, <c>query</c>, <c>header</c>, <c>path</c> or <c>cookie</c>.</param>
/// <param name="Field">The name of the field or parameter; for a missing field the name that is missing.</param>
/// <param name="Pointer">The place as a JSON pointer: into the body, or <c>/name</c> for a parameter. It is cut where it is longer than a message should be.</param>
/// <param name="Message">A sentence: what was expected and what was found.</param>
/// <param name="Value">What was found, as text; empty where nothing was.</param>
public sealed record RequestViolation(string In, string Field, string Pointer, string Message, string Value)
{
    /// <summary>The same sentence without what was found, for places where a password that was sent must not appear.</summary>
    public required string Expectation { get; init; }
}
