namespace Conformance.Documents;

/// <summary>How much a <see cref="Problem"/> matters.</summary>
public enum Severity
{
    /// <summary>What was written cannot be used as it stands.</summary>
    Error,

    /// <summary>What was written can be used, yet is probably not what its author meant.</summary>
    Warning,
}

/// <summary>A mistake in a file that a person wrote.</summary>
/// <param name="Rule">The kebab-case id of the rule, such as <c>yaml-syntax</c>.</param>
/// <param name="Message">One sentence: what was found, quoted, and what was expected.</param>
/// <param name="Mend">One sentence: how to mend it.</param>
public sealed record Problem(Severity Severity, string Rule, Location At, string Message, string Mend)
{
    /// <summary><c>file:line:column: error: message mend [rule]</c></summary>
    public override string ToString() => $"{At}: {(Severity == Severity.Error ? "error" : "warning")}: {Message} {Mend} [{Rule}]";
}
