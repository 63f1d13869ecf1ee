namespace Conformance.Gherkin;

/// <summary>Thrown by a step that is not written yet.</summary>
public sealed class PendingStepException : Exception
{
    /// <summary>A step that is not written yet.</summary>
    public PendingStepException()
        : base("The step is not written yet.") { }

    /// <summary>A step that is not written yet, and why.</summary>
    public PendingStepException(string message)
        : base(message) { }

    /// <summary>A step that is not written yet, and why.</summary>
    public PendingStepException(string message, Exception innerException)
        : base(message, innerException) { }
}
