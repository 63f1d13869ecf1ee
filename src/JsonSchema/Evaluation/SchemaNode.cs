using Conformance.JsonSchema.Compilation;
using Conformance.JsonSchema.Instances;

namespace Conformance.JsonSchema.Evaluation;

/// <summary>
/// One compiled schema. Nodes refer to one another, in circles too, so a node is made first and completed once, before anyone validates
/// with it.
/// </summary>
internal sealed class SchemaNode(SchemaPlace place)
{
    private const int KindCount = (int)TokenKind.Name + 1;

    private readonly Keyword[][] _byKind = new Keyword[KindCount][];
    private Keyword[] _keywords = [];
    private Kinds _types = Kinds.All;
    private bool _tracksMarks;
    private SchemaNode? _alias;
    private bool _watchesForReturn;

    public SchemaPlace Place { get; } = place;

    /// <summary>Whether the schema is <c>false</c>, which is reported as the keyword that brought it in.</summary>
    public bool AcceptsNothing => _keywords is [Keywords.FalseSchema];

    public IEnumerable<SchemaNode> InPlace => _keywords.SelectMany(keyword => keyword.InPlace);

    /// <summary>Those of <see cref="InPlace"/> that have to hold.</summary>
    public IEnumerable<SchemaNode> AlwaysInPlace => _keywords.Where(keyword => !keyword.IsChoice).SelectMany(keyword => keyword.InPlace);

    /// <summary>Says that the schema leads back to itself for the same value; it holds there, since it is being judged already.</summary>
    public void WatchForReturn() => (_alias is null ? this : FollowAliases(_alias))._watchesForReturn = true;

    /// <summary>Gives the node its keywords. Those that look at what the others have evaluated must come last.</summary>
    public void Complete(Kinds types, IReadOnlyList<Keyword> keywords)
    {
        _types = types;
        _keywords = [.. keywords];
        _tracksMarks = keywords.Any(keyword => keyword is IReadsMarks);
        _alias = types == Kinds.All && keywords is [Keywords.Reference reference] ? reference.Target : null;
        for (var kind = 0; kind < KindCount; kind++)
            _byKind[kind] = [.. keywords.Where(keyword => ((int)keyword.AppliesTo & (1 << kind)) != 0)];
    }

    /// <summary>The fast pass over the value at <paramref name="at"/>.</summary>
    public bool Holds(ref Run run, int at, int marks)
    {
        // A schema that only refers need not be entered, unless $dynamicRef has to know the way.
        if (_alias is not null && !run.TracksScope)
            return FollowAliases(_alias).Holds(ref run, at, marks);
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
            _tracksMarks && kind <= (int)TokenKind.Array
                ? HoldWithOwnMarks(keywords, ref run, at, marks)
                : Hold(keywords, ref run, at, marks);
        if (pop)
            run.PopScope();
        if (_watchesForReturn)
            run.EndJudging();
        run.Leave();
        return holds;
    }

    /// <summary>Reports why the value at <paramref name="at"/> is refused. Call it only when <see cref="Holds"/> was false.</summary>
    public void Explain(ref Run run, int at, Report report)
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

    private void ExplainEntered(ref Run run, int at, Report report)
    {
        var kind = run.KindOf(at);
        if (((int)_types & (1 << (int)kind)) == 0)
        {
            report.Add(ref run, at, Place, "type", TypeNames.Describe(_types), Report.Describe(ref run, at));
            return;
        }

        var pop = run.TracksScope && run.PushScope(Place.Resource);
        if (_tracksMarks && kind is TokenKind.Object or TokenKind.Array)
        {
            var own = run.BeginMarks(at);
            Explain(_byKind[(int)kind], ref run, at, own, report);
            run.EndMarks(own, Run.NoMarks, keep: false);
        }
        else
        {
            Explain(_byKind[(int)kind], ref run, at, Run.NoMarks, report);
        }

        if (pop)
            run.PopScope();
    }

    private static SchemaNode FollowAliases(SchemaNode node)
    {
        while (node._alias is not null)
            node = node._alias;
        return node;
    }

    private static bool Hold(Keyword[] keywords, ref Run run, int at, int marks)
    {
        foreach (var keyword in keywords)
        {
            if (!keyword.Holds(ref run, at, marks))
                return false;
        }

        return true;
    }

    // A schema sees what its own keywords evaluate, not what its cousins do; the schema around it sees both (2020-12 core, 11).
    private static bool HoldWithOwnMarks(Keyword[] keywords, ref Run run, int at, int marks)
    {
        var own = run.BeginMarks(at);
        var holds = Hold(keywords, ref run, at, own);
        run.EndMarks(own, marks, keep: holds);
        return holds;
    }

    private static void Explain(Keyword[] keywords, ref Run run, int at, int marks, Report report)
    {
        var failed = false;
        foreach (var keyword in keywords)
        {
            // A keyword that failed has evaluated nothing, so "unevaluated" would only blame its members a second time.
            if ((failed && keyword is IReadsMarks) || keyword.Holds(ref run, at, marks))
                continue;
            keyword.Explain(ref run, at, marks, report);
            failed = true;
        }
    }
}
