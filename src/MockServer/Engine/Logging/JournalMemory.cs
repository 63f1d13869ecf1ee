namespace Conformance.MockServer.Engine.Logging;

/// <summary>
/// How many bytes the journals of all namespaces may hold together. When they hold more, the one that holds the most forgets its oldest requests: a busy namespace makes
/// way for quiet ones, and not the other way round.
/// </summary>
/// <param name="limit">The bytes, by an estimate that rather says too much.</param>
internal sealed class JournalMemory(long limit)
{
    // Somewhat more is forgotten than must be, so that it is seldom done.
    private const int KeptOfEight = 7;

    private readonly Lock _gate = new();
    private readonly HashSet<Journal> _journals = [];
    private long _used;

    /// <summary>How many bytes all journals may hold.</summary>
    public long Limit => limit;

    /// <summary>How many they hold.</summary>
    public long Used => Volatile.Read(ref _used);

    /// <summary>Counts a journal in that has begun to hold something.</summary>
    public void Add(Journal journal)
    {
        lock (_gate)
            _journals.Add(journal);
    }

    /// <summary>Counts a journal out that holds nothing any more.</summary>
    public void Remove(Journal journal)
    {
        lock (_gate)
            _journals.Remove(journal);
    }

    /// <summary>Notes that journals hold so many bytes more, or less.</summary>
    public void Note(long bytes)
    {
        // Whoever makes room tells of it here, too, and is not to begin again.
        if (Interlocked.Add(ref _used, bytes) <= limit || bytes <= 0 || !_gate.TryEnter())
            return;
        try
        {
            for (var enough = limit / 8 * KeptOfEight; Used > enough && _journals.MaxBy(j => j.Bytes) is { } largest; )
            {
                if (!largest.Forget(Math.Min(Used - enough, 1 + (largest.Bytes / 2))))
                    return;
            }
        }
        finally
        {
            _gate.Exit();
        }
    }
}
