namespace Conformance.Documents;

/// <summary>Leaves the depth of a reader once a passed limit has been reported; never leaves the room.</summary>
#pragma warning disable CA1032, RCS1194 // It carries nothing: the problem is told already.
internal sealed class LimitPassed : Exception;
#pragma warning restore CA1032, RCS1194
