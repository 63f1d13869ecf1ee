namespace Conformance.Samples;

/// <summary>A property that an object may get.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">What its value must satisfy.</param>
/// <param name="Told">The same with the value that a discriminator asks for, to try first; null without one.</param>
/// <param name="IsRequired">Whether the object cannot be without it.</param>
/// <param name="IsLeftOut">Whether it is not for this direction (<c>readOnly</c>, <c>writeOnly</c>).</param>
internal sealed record PlannedProperty(string Name, Conjunction Value, Conjunction? Told, bool IsRequired, bool IsLeftOut);
