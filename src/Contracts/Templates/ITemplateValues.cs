using System.Text.Json;
using Conformance.Contracts.Expressions;

namespace Conformance.Contracts.Templates;

/// <summary>What expressions stand for in one request.</summary>
public interface ITemplateValues
{
    /// <summary>How many violations there are; a repeated item is written once for each.</summary>
    int Violations { get; }

    /// <summary>How many live sessions the user has, where the operation lists them; a repeated item is written once for each.</summary>
    int Listed { get; }

    /// <summary>
    /// Writes the expression's value as JSON of its natural type. <paramref name="violation"/> is the index of the current violation, or of the session that is listed.
    /// </summary>
    void WriteJson(Expression expression, int violation, Utf8JsonWriter writer);

    /// <summary>The expression's value as text.</summary>
    string Text(Expression expression, int violation);
}
