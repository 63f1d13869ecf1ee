namespace Conformance.Inference.Roles;

/// <summary>Something in a document that speaks for or against an operation in a role.</summary>
/// <param name="Weight">How much; below zero where it speaks against it.</param>
/// <param name="Why">As a reader would say it: <c>the body has "password" beside "email"</c>.</param>
internal sealed record Indication(double Weight, string Why);
