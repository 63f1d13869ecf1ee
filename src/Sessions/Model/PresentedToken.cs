namespace Conformance.Sessions;

/// <summary>What one place of a request holds.</summary>
/// <param name="Kind">The index of the token kind that the place wants.</param>
/// <param name="Text">The token; null or empty when nothing was presented.</param>
/// <param name="Tolerates">The failures that the place does not mind.</param>
public readonly record struct PresentedToken(int Kind, string? Text, Tolerance Tolerates = Tolerance.None);
