namespace Conformance.Verification.Targets;

/// <summary>A target gave no answer. The message is a sentence for people.</summary>
public sealed class TargetException(string message, bool isUnreachable, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether no connection came about at all.</summary>
    public bool IsUnreachable { get; } = isUnreachable;
}
