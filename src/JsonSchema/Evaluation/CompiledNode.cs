using Conformance.JsonSchema.Instances;
using Conformance.JsonSchema.Resources;

namespace Conformance.JsonSchema.Evaluation;

/// <summary>
/// One compiled schema. Nodes refer to one another, in circles too, so a node is made first and completed once, before anyone validates
/// with it.
/// </summary>
internal sealed class CompiledNode(SchemaPlace place)
{
    private const int KindCount = (int)JsonTokenKind.Name + 1;

    private readonly Keyword[][] _byKind = new Keyword[KindCount][];
    private Keyword[] _keywords = [];
    private Kinds _types = Kinds.All;
    private bool _tracksEvaluated;
    private CompiledNode? _alias;
    private bool _watchesForReturn;

    public SchemaPlace Place { get; } = place;

    /// <summary>Whether the schema is <c>false</c>, which is reported as the keyword that brought it in.</summary>
    public bool AcceptsNothing => _keywords is [FalseSchema];

    public IEnumerable<CompiledNode> InPlace => _keywords.SelectMany(keyword => keyword.InPlace);

    /// <summary>Those of <see cref="InPlace"/> that have to hold.</summary>
    public IEnumerable<CompiledNode> AlwaysInPlace => _keywords.Where(keyword => !keyword.IsChoice).SelectMany(keyword => keyword.InPlace);

    /// <summary>Says that the schema leads back to itself for the same value; it holds there, since it is being judged already.</summary>
    public void WatchForReturn() => (_alias is null ? this : FollowAliases(_alias))._watchesForReturn = true;

    /// <summary>Gives the node its keywords. Those that look at what the others have evaluated must come last.</summary>
    public void Complete(Kinds types, IReadOnlyList<Keyword> keywords)
    {
        _types = types;
        _keywords = [.. keywords];
        _tracksEvaluated = keywords.Any(keyword => keyword is IReadsEvaluated);
        _alias = types == Kinds.All && keywords.Count == 1 ? keywords[0].Alias : null;
        for (var kind = 0; kind < KindCount; kind++)
            _byKind[kind] = [.. keywords.Where(keyword => ((int)keyword.AppliesTo & (1 << kind)) != 0)];
    }

    /// <summary>The fast pass over the value at <paramref name="at"/>.</summary>
    public bool Holds(ref Run run, int at, int evaluated)
    {
        // A schema that only refers need not be entered, unless $dynamicRef has to know the way.
        if (_alias is not null && !run.TracksScope)
            return FollowAliases(_alias).Holds(ref run, at, evaluated);
        var kind = (int)run.KindOf(at);
        if (((int)_types & (1 << kind)) == 0)
            return false;
        var keywords = _byKind[kind];
        if (keywords.Length == 0)
            return true;
        if (_watchesForReturn && run.IsJudging(this, at))
            return true;
        if (!run.Enter(at))
            return false;
        if (_watchesForReturn)
            run.BeginJudging(this, at);
        var pop = run.TracksScope && run.PushScope(Place.Resource);
        var holds =
            _tracksEvaluated && kind <= (int)JsonTokenKind.Array
                ? HoldTracking(keywords, ref run, at, evaluated)
                : Hold(keywords, ref run, at, evaluated);
        if (pop)
            run.PopScope();
        if (_watchesForReturn)
            run.EndJudging();
        run.Leave();
        return holds;
    }

    /// <summary>Reports why the value at <paramref name="at"/> is refused. Call it only when <see cref="Holds"/> was false.</summary>
    public void Explain(ref Run run, int at, ViolationReport report)
    {
        if (report.IsFull || _watchesForReturn && run.IsJudging(this, at) || !run.Enter(at))
            return;
        if (_watchesForReturn)
            run.BeginJudging(this, at);
        ExplainEntered(ref run, at, report);
        if (_watchesForReturn)
            run.EndJudging();
        run.Leave();
    }

    private void ExplainEntered(ref Run run, int at, ViolationReport report)
    {
        var kind = run.KindOf(at);
        if (((int)_types & (1 << (int)kind)) == 0)
        {
            report.Add(ref run, at, Place, "type", TypeNames.Describe(_types), ViolationReport.Describe(ref run, at));
            return;
        }

        var pop = run.TracksScope && run.PushScope(Place.Resource);
        if (_tracksEvaluated && kind is JsonTokenKind.Object or JsonTokenKind.Array)
        {
            var own = run.BeginEvaluated(at);
            Explain(_byKind[(int)kind], ref run, at, own, report);
            run.EndEvaluated(own, Run.NotTracked, keep: false);
        }
        else
        {
            Explain(_byKind[(int)kind], ref run, at, Run.NotTracked, report);
        }

        if (pop)
            run.PopScope();
    }

    private static CompiledNode FollowAliases(CompiledNode node)
    {
        while (node._alias is not null)
            node = node._alias;
        return node;
    }

    private static bool Hold(Keyword[] keywords, ref Run run, int at, int evaluated)
    {
        foreach (var keyword in keywords)
        {
            if (!keyword.Holds(ref run, at, evaluated))
                return false;
        }

        return true;
    }

    // A schema sees what its own keywords evaluate, not what its cousins do; the schema around it sees both (2020-12 core, 11).
    private static bool HoldTracking(Keyword[] keywords, ref Run run, int at, int evaluated)
    {
        var own = run.BeginEvaluated(at);
        var holds = Hold(keywords, ref run, at, own);
        run.EndEvaluated(own, evaluated, keep: holds);
        return holds;
    }

    private static void Explain(Keyword[] keywords, ref Run run, int at, int evaluated, ViolationReport report)
    {
        var failed = false;
        foreach (var keyword in keywords)
        {
            // A keyword that failed has evaluated nothing, so "unevaluated" would only blame its members a second time.
            if ((failed && keyword is IReadsEvaluated) || keyword.Holds(ref run, at, evaluated))
                continue;
            keyword.Explain(ref run, at, evaluated, report);
            failed = true;
        }
    }
}

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
    public virtual IEnumerable<CompiledNode> InPlace => [];

    /// <summary>The schema that the keyword does nothing but apply, as <c>$ref</c> does; else null.</summary>
    public virtual CompiledNode? Alias => null;

    /// <summary>Whether some of <see cref="InPlace"/> may fail without the keyword failing.</summary>
    public virtual bool IsChoice => false;

    /// <summary>
    /// Whether the value at <paramref name="at"/> satisfies the keyword; adds the members it evaluates to <paramref name="evaluated"/>.
    /// </summary>
    public abstract bool Holds(ref Run run, int at, int evaluated);

    /// <summary>Reports why the value at <paramref name="at"/> does not satisfy the keyword.</summary>
    public abstract void Explain(ref Run run, int at, int evaluated, ViolationReport report);

    /// <summary>Whether a schema that is tried on the side holds; what it evaluates counts only then.</summary>
    protected static bool HoldsAside(CompiledNode node, ref Run run, int at, int evaluated)
    {
        if (evaluated == Run.NotTracked || run.KindOf(at) is not (JsonTokenKind.Object or JsonTokenKind.Array))
            return node.Holds(ref run, at, Run.NotTracked);
        var aside = run.BeginEvaluated(at);
        var holds = node.Holds(ref run, at, aside);
        run.EndEvaluated(aside, evaluated, keep: holds);
        return holds;
    }
}

/// <summary>A keyword that judges the members no other keyword of its schema has evaluated (<c>unevaluated*</c>).</summary>
internal interface IReadsEvaluated;

/// <summary>The schema <c>false</c>, which accepts nothing.</summary>
internal sealed class FalseSchema(SchemaPlace place) : Keyword(place)
{
    public override bool Holds(ref Run run, int at, int evaluated) => false;

    public override void Explain(ref Run run, int at, int evaluated, ViolationReport report) =>
        report.Add(ref run, at, Place, string.Empty, "no value here", ViolationReport.Describe(ref run, at));
}

/// <summary>A name that a <c>$dynamicRef</c> looks for in the resources on its way (2020-12 core, 8.2.3.2).</summary>
internal sealed class DynamicAnchor(string name)
{
    private Dictionary<SchemaResource, CompiledNode> _targets = [];

    public string Name => name;

    /// <summary>The compiled schema that has the anchor in a resource; null where none has.</summary>
    public CompiledNode? TargetIn(SchemaResource resource) => Volatile.Read(ref _targets).GetValueOrDefault(resource);

    /// <summary>Publishes compiled schemas to validations that begin later.</summary>
    public void AddTargets(IEnumerable<KeyValuePair<SchemaResource, CompiledNode>> targets) =>
        Volatile.Write(ref _targets, new Dictionary<SchemaResource, CompiledNode>(_targets.Concat(targets)));
}
