using System.Diagnostics.CodeAnalysis;

namespace Conformance.JsonSchema;

/// <summary>A schema cannot be compiled. <see cref="Problems"/> lists everything that is wrong in what was asked for.</summary>
[SuppressMessage("Roslynator", "RCS1194:Implement exception constructors", Justification = "Without problems there is no exception.")]
public sealed class SchemaException : Exception
{
    /// <summary>Makes the exception from at least one problem; its message is the sentence of each, a line apiece.</summary>
    public SchemaException(IReadOnlyList<SchemaProblem> problems)
        : base(string.Join('\n', problems.Select(problem => problem.Message))) => Problems = problems;

    /// <summary>Everything that was found wrong, in the order in which the schemas were reached.</summary>
    public IReadOnlyList<SchemaProblem> Problems { get; }
}
