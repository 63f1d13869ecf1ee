using Conformance.JsonSchema.Compilation;
using Conformance.JsonSchema.Instances;

namespace Conformance.JsonSchema.Evaluation;

/// <summary>
/// One compiled keyword, or a family of keywords that belong together. <see cref="Holds"/> is the fast pass and allocates nothing;
/// <see cref="Explain"/> runs only where <see cref="Holds"/> was false and must then report at least one violation.
/// </summary>
internal abstract class Keyword(SchemaPlace place)
{
    /// <summary>The schema the keyword stands in.</summary>
    public SchemaPlace Place { get; } = place;

    /// <summary>The kinds of instance the keyword says anything about.</summary>
    public virtual Kinds AppliesTo => Kinds.All;

    /// <summary>The schemas that are applied to the very value the keyword is applied to.</summary>
    public virtual IEnumerable<SchemaNode> InPlace => [];

    /// <summary>Whether some of <see cref="InPlace"/> may fail without the keyword failing.</summary>
    public virtual bool IsChoice => false;

    /// <summary>
    /// Whether the value at <paramref name="at"/> satisfies the keyword; adds the members it evaluates to <paramref name="marks"/>.
    /// </summary>
    public abstract bool Holds(ref Run run, int at, int marks);

    /// <summary>Reports why the value at <paramref name="at"/> does not satisfy the keyword.</summary>
    public abstract void Explain(ref Run run, int at, int marks, Report report);

    /// <summary>Whether a schema that is tried on the side holds; what it evaluates counts only then.</summary>
    protected static bool HoldsAside(SchemaNode node, ref Run run, int at, int marks)
    {
        if (marks == Run.NoMarks || run.KindOf(at) is not (TokenKind.Object or TokenKind.Array))
            return node.Holds(ref run, at, Run.NoMarks);
        var aside = run.BeginMarks(at);
        var holds = node.Holds(ref run, at, aside);
        run.EndMarks(aside, marks, keep: holds);
        return holds;
    }
}
