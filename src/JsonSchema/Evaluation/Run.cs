using Conformance.JsonSchema.Instances;
using Conformance.JsonSchema.Patterns;

namespace Conformance.JsonSchema.Evaluation;

/// <summary>One validation of one instance: its tokens, its bounds, and what nodes remember while they run.</summary>
internal ref struct Run(ReadOnlySpan<byte> utf8, Workspace workspace, int tokenCount)
{
    /// <summary>How many schema nodes may be entered within one another; references that lead in circles end here.</summary>
    public const int LargestNesting = 1500;

    private const long FreeSteps = 1_000_000;
    private const long StepsPerToken = 256;

    private readonly Span<Token> _tokens = workspace.Tokens.AsSpan(0, tokenCount);
    private long _steps = FreeSteps + (StepsPerToken * tokenCount);
    private int _nesting;
    private int _scopeCount;
    private int _judgedCount;
    private int _evaluatedWords;

    /// <summary>No set of evaluated members is being kept.</summary>
    public const int NotTracked = -1;

    public ReadOnlySpan<byte> Utf8 { get; } = utf8;

    public Workspace Workspace { get; } = workspace;

    public readonly ReadOnlySpan<Token> Tokens => _tokens;

    /// <summary>Whether nodes record the schema resources they enter, for <c>$dynamicRef</c>.</summary>
    public bool TracksScope { get; init; }

    public Halt Halt { get; private set; }

    public int HaltedAt { get; private set; }

    public readonly JsonTokenKind KindOf(int at) => _tokens[at].Kind;

    public readonly TapeValue ValueAt(int at) => new(Utf8, _tokens, at);

    public readonly ReadOnlySpan<byte> Raw(int at)
    {
        ref readonly var token = ref _tokens[at];
        return Utf8.Slice(token.Start, token.Length);
    }

    /// <summary>A string's characters as UTF-8; valid until the next call.</summary>
    public readonly ReadOnlySpan<byte> Text(int at)
    {
        ref readonly var token = ref _tokens[at];
        return token.IsPlain ? Utf8.Slice(token.Start, token.Length) : ValueAt(at).Text(ref Workspace.Text);
    }

    /// <summary>Whether the string or name at <paramref name="at"/> has a match; ends the run when the pattern's steps are spent.</summary>
    public bool Matches(EcmaPattern pattern, int at)
    {
        try
        {
            return pattern.IsMatch(Text(at), Workspace);
        }
        catch (PatternStepsException)
        {
            return GiveUp(Halt.PatternTooSlow, at);
        }
    }

    /// <summary>
    /// Counts one step of work and one level of nesting; false when the run must end. Each true needs a <see cref="Leave"/>.
    /// </summary>
    public bool Enter(int at)
    {
        if (--_steps < 0)
            return GiveUp(Halt.TooMuchWork, at);
        if (_nesting >= LargestNesting)
            return GiveUp(Halt.TooDeep, at);
        _nesting++;
        return true;
    }

    public void Leave() => _nesting--;

    /// <summary>Counts work that is not a node's; false when the run must end.</summary>
    public bool Spend(int steps, int at) => (_steps -= steps) >= 0 || GiveUp(Halt.TooMuchWork, at);

    /// <summary>Ends the run; always false.</summary>
    public bool GiveUp(Halt halt, int at)
    {
        if (Halt == Halt.None)
        {
            Halt = halt;
            HaltedAt = at;
            // Whatever is entered from now on finds that no steps are left.
            _steps = long.MinValue / 2;
        }

        return false;
    }

    /// <summary>The entered schema resources, outermost first.</summary>
    public readonly ReadOnlySpan<object> Scope => Workspace.Scope.AsSpan(0, _scopeCount);

    /// <summary>Enters a schema resource unless it is the current one; tells whether <see cref="PopScope"/> is due.</summary>
    public bool PushScope(object resource)
    {
        if (_scopeCount > 0 && ReferenceEquals(Workspace.Scope[_scopeCount - 1], resource))
            return false;
        if (_scopeCount == Workspace.Scope.Length)
            Array.Resize(ref Workspace.Scope, _scopeCount * 2);
        Workspace.Scope[_scopeCount++] = resource;
        return true;
    }

    public void PopScope() => _scopeCount--;

    /// <summary>Whether a schema is being applied to this very value, further out.</summary>
    public readonly bool IsJudging(object schema, int at)
    {
        for (var i = _judgedCount - 1; i >= 0; i--)
        {
            if (Workspace.Judged[i].At == at && ReferenceEquals(Workspace.Judged[i].Schema, schema))
                return true;
        }

        return false;
    }

    /// <summary>Notes that a schema is being applied to a value; ends with <see cref="EndJudging"/>.</summary>
    public void BeginJudging(object schema, int at)
    {
        if (_judgedCount == Workspace.Judged.Length)
            Array.Resize(ref Workspace.Judged, _judgedCount * 2);
        Workspace.Judged[_judgedCount++] = (schema, at);
    }

    public void EndJudging() => _judgedCount--;

    /// <summary>Begins an empty set of the members of the container at <paramref name="at"/>; ends with <see cref="EndEvaluated"/>.</summary>
    public int BeginEvaluated(int at)
    {
        var start = _evaluatedWords;
        _evaluatedWords += WordsFor(at);
        if (_evaluatedWords > Workspace.Evaluated.Length)
            Array.Resize(ref Workspace.Evaluated, Math.Max(_evaluatedWords, Workspace.Evaluated.Length * 2));
        Workspace.Evaluated.AsSpan(start, _evaluatedWords - start).Clear();
        return start;
    }

    /// <summary>
    /// Ends the set begun last, adding it to <paramref name="target"/> when that is a set and <paramref name="keep"/> is true.
    /// </summary>
    public void EndEvaluated(int evaluated, int target, bool keep)
    {
        if (keep && target != NotTracked)
        {
            for (var word = evaluated; word < _evaluatedWords; word++)
                Workspace.Evaluated[target + word - evaluated] |= Workspace.Evaluated[word];
        }

        _evaluatedWords = evaluated;
    }

    public readonly void MarkEvaluated(int evaluated, int ordinal)
    {
        if (evaluated != NotTracked)
            Workspace.Evaluated[evaluated + (ordinal >> 6)] |= 1UL << (ordinal & 63);
    }

    public readonly bool IsEvaluated(int evaluated, int ordinal) =>
        (Workspace.Evaluated[evaluated + (ordinal >> 6)] & (1UL << (ordinal & 63))) != 0;

    public readonly void MarkAllEvaluated(int evaluated, int at)
    {
        if (evaluated != NotTracked)
            Workspace.Evaluated.AsSpan(evaluated, WordsFor(at)).Fill(ulong.MaxValue);
    }

    private readonly int WordsFor(int at) => (_tokens[at].Length + 63) >> 6;
}

/// <summary>Why a validation was given up; the instance then counts as invalid whatever the schema says.</summary>
internal enum Halt
{
    None,
    TooDeep,
    TooMuchWork,
    PatternTooSlow,
}
