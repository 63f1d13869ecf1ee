namespace Conformance.Documents;

/// <summary>A member of an <see cref="ObjectNode"/>.</summary>
/// <param name="NameAt">Where the name stands; the value's own place is <see cref="Node.At"/>.</param>
public readonly record struct Member(string Name, Location NameAt, Node Value);
