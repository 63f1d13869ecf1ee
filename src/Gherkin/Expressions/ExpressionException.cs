using System.Diagnostics.CodeAnalysis;

namespace Conformance.Gherkin.Expressions;

/// <summary>A Cucumber expression or a regular expression is faulty.</summary>
[SuppressMessage("Roslynator", "RCS1194:Implement exception constructors", Justification = "Without a fault there is no exception.")]
internal sealed class ExpressionException : Exception
{
    public ExpressionException(string message)
        : base(message) { }

    /// <param name="expression">The expression as written.</param>
    /// <param name="offset">The place in it, from 0.</param>
    /// <param name="message">What is wrong and how to mend it.</param>
    public ExpressionException(string expression, int offset, string message)
        : base($"\"{expression}\", column {offset + 1}: {message}") { }
}
