namespace Conformance.Cli;

/// <summary>The user asked for something that cannot be done; the message is a sentence that says what and how to mend it.</summary>
internal sealed class UsageException : Exception
{
    public UsageException(string message)
        : base(message) { }

    public UsageException() { }

    public UsageException(string message, Exception inner)
        : base(message, inner) { }
}
