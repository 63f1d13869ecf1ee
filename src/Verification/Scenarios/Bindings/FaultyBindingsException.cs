using System.Diagnostics.CodeAnalysis;

namespace Conformance.Verification.Scenarios;

/// <summary>Binding classes are faulty; all faults are listed.</summary>
[SuppressMessage("Roslynator", "RCS1194:Implement exception constructors", Justification = "Without problems there is no exception.")]
public sealed class FaultyBindingsException : Exception
{
    internal FaultyBindingsException(IReadOnlyList<string> problems)
        : base($"Bindings are faulty:{string.Concat(problems.Select(p => $"\n  {p}"))}") => Problems = problems;

    /// <summary>One sentence for each fault; it begins with the class and the method.</summary>
    public IReadOnlyList<string> Problems { get; }
}
