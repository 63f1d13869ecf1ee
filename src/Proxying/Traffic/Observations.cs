using System.Collections.Immutable;
using Conformance.Contracts.Model;
using Conformance.Verification.Results;

namespace Conformance.Proxying.Traffic;

/// <summary>
/// What was seen of each rule at each operation, each thing once with how often. It is bounded by the operations and the causes, whatever passes. Safe for use from several threads.
/// </summary>
/// <param name="tell">Is told of what is new.</param>
internal sealed class Observations(Action<Sighting> tell)
{
    private const int MostCauses = 1000;

    // Of the same cause at the same operation: each dead token is told, a flood of them is counted.
    private const int MostAgain = 20;

    private readonly Dictionary<(string Rule, string Operation, string Cause), SeenRule> _seen = [];
    private readonly Dictionary<(string Operation, string Sentence), int> _notes = [];
    private readonly Lock _gate = new();
    private long _untold;

    /// <summary>What was seen, in the order in which it was seen first.</summary>
    public ImmutableArray<SeenRule> All
    {
        get
        {
            lock (_gate)
                return [.. _seen.Values.OrderBy(o => o.Order)];
        }
    }

    /// <summary>What clients sent otherwise than the contract says, each with how often.</summary>
    public ImmutableArray<(string Operation, string Sentence, int Count)> Notes
    {
        get
        {
            lock (_gate)
                return [.. _notes.Select(n => (n.Key.Operation, n.Key.Sentence, n.Value))];
        }
    }

    /// <summary>How many sights were left out because there were too many causes.</summary>
    public long Untold => Volatile.Read(ref _untold);

    /// <summary>Notes that a rule held at an operation.</summary>
    /// <param name="triesLogout">Whether a token of before a logout was tried after it.</param>
    public void Held(string rule, Operation operation, DateTimeOffset at, bool triesLogout = false)
    {
        lock (_gate)
        {
            var seen = Get(rule, operation, "", at);
            seen.Count++;
            seen.TriesLogout |= triesLogout;
        }
    }

    /// <summary>Notes that a rule was broken at an operation.</summary>
    /// <param name="about">What else to tell it by where the same happens again, such as the label of a token; null where it is told once.</param>
    /// <param name="record">Makes the exchanges that show it, the last one the very one; it is asked only where the cause is new.</param>
    public void Missed(
        string rule,
        CheckLevel level,
        Operation operation,
        Miss miss,
        DateTimeOffset at,
        long number,
        Func<ImmutableArray<RecordedExchange>> record,
        bool triesLogout = false,
        string? about = null,
        string? open = null
    )
    {
        SeenRule seen;
        bool isNew;
        lock (_gate)
        {
            if (_seen.Count >= MostCauses && !_seen.ContainsKey((rule, operation.ToString(), miss.Cause!.Key)))
            {
                _untold++;
                return;
            }

            seen = Get(rule, operation, miss.Cause!.Key, at);
            isNew = seen.Miss is null;
            seen.Count++;
            seen.TriesLogout |= triesLogout;
            if (isNew)
                (seen.Miss, seen.Level, seen.Open) = (miss, level, open);
            else if (about is null || seen.Told >= MostAgain || !seen.About.Add(about))
                return;
            else
                seen.Told++;
        }

        if (isNew)
        {
            var exchanges = record();
            lock (_gate)
            {
                if (about is not null)
                    seen.About.Add(about);
                seen.Exchanges = exchanges;
                seen.Miss = miss with { Exchange = exchanges.IsEmpty ? null : exchanges[^1].Number };
            }
        }

        tell(
            new Sighting(at, number, operation.ToString(), seen.Verdict, miss.Cause.Sentence)
            {
                Miss = miss,
                Exchange = isNew && !seen.Exchanges.IsEmpty ? seen.Exchanges[^1] : null,
                Rule = rule,
            }
        );
    }

    /// <summary>Notes what a client sent otherwise than the contract says; told once.</summary>
    public void Note(string operation, string sentence, DateTimeOffset at, long number)
    {
        lock (_gate)
        {
            if (_notes.TryGetValue((operation, sentence), out var count))
            {
                _notes[(operation, sentence)] = count + 1;
                return;
            }

            if (_notes.Count >= MostCauses)
                return;
            _notes[(operation, sentence)] = 1;
        }

        tell(new Sighting(at, number, operation, Verdict.NotApplicable, sentence));
    }

    private SeenRule Get(string rule, Operation operation, string cause, DateTimeOffset at)
    {
        var key = (rule, operation.ToString(), cause);
        if (!_seen.TryGetValue(key, out var seen))
            _seen[key] = seen = new SeenRule(rule, operation, _seen.Count, at);
        return seen;
    }
}

/// <summary>What was seen of one rule at one operation: that it held, or one way in which it did not.</summary>
internal sealed class SeenRule(string rule, Operation operation, int order, DateTimeOffset firstAt)
{
    public string Rule => rule;

    public Operation Operation => operation;

    public int Order => order;

    public DateTimeOffset FirstAt => firstAt;

    public CheckLevel Level { get; set; } = CheckLevel.Must;

    public int Count { get; set; }

    /// <summary>What was missed; null where the rule held.</summary>
    public Miss? Miss { get; set; }

    /// <summary>Why the contract's document leaves it open, a sentence; null where it does not.</summary>
    public string? Open { get; set; }

    public bool TriesLogout { get; set; }

    public ImmutableArray<RecordedExchange> Exchanges { get; set; } = [];

    /// <summary>What it was told by, such as labels of tokens.</summary>
    public HashSet<string> About { get; } = new(StringComparer.Ordinal);

    /// <summary>How often it was told again.</summary>
    public int Told { get; set; }

    public Verdict Verdict =>
        Miss is null ? Verdict.Passed
        : Open is not null ? Verdict.Review
        : Level == CheckLevel.Must ? Verdict.Failed
        : Verdict.Warning;
}
