using System.Text;
using Conformance.JsonSchema.Compilation;
using Conformance.JsonSchema.Evaluation;
using Conformance.JsonSchema.Instances;

namespace Conformance.JsonSchema.Keywords;

/// <summary>
/// OpenAPI's <c>discriminator</c>: a property whose value names the branch that is meant (OpenAPI 3.0.4, 4.7.25). In the 3.0 dialect the
/// named
/// branch decides; in 3.1 the keyword is an annotation, which changes no verdict and only says which branch's violations are worth
/// reporting.
/// </summary>
internal sealed class Discriminator(SchemaPlace place, string property, NameTable values, SchemaNode[] targets, bool decides)
{
    private readonly byte[] _property = Encoding.UTF8.GetBytes(property);

    /// <summary>Whether the named branch decides about validity.</summary>
    public bool Decides => decides;

    /// <summary>
    /// False when the value is not an object with the property as a string, so that nothing can be selected;
    /// <paramref name="chosen"/> is null when the property names no branch.
    /// </summary>
    public bool TrySelect(ref Run run, int at, out SchemaNode? chosen)
    {
        chosen = null;
        var value = Find(ref run, at);
        if (value < 0)
            return false;
        var index = values.Find(run.Text(value));
        chosen = index < 0 ? null : targets[index];
        return true;
    }

    /// <summary>Reports that the property names no branch.</summary>
    public void Explain(ref Run run, int at, Report report)
    {
        var value = Find(ref run, at);
        var known = Enumerable.Range(0, values.Count).Select(index => Report.Quote(Encoding.UTF8.GetString(values[index])));
        report.Add(ref run, value, place, "discriminator", $"one of {string.Join(", ", known)}", Report.Describe(ref run, value));
    }

    private int Find(ref Run run, int at)
    {
        if (run.KindOf(at) != TokenKind.Object)
            return -1;
        var end = run.Tokens[at].Next;
        for (var name = at + 1; name < end; name = run.Tokens[name + 1].Next)
        {
            if (run.Text(name).SequenceEqual(_property))
                return run.KindOf(name + 1) == TokenKind.String ? name + 1 : -1;
        }

        return -1;
    }
}
