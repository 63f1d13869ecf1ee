using Conformance.Contracts.Model;

namespace Conformance.MockServer.Engine.Logging;

/// <summary>
/// The last requests of a namespace, in a ring whose places are made in the first round and written over afterwards. Safe to use from several threads: writers
/// meet only when one has fallen a whole round behind.
/// </summary>
internal sealed class Journal(int size)
{
    private readonly JournalEntry?[] _places = new JournalEntry?[size];
    private long _written;
    private long _cleared;

    /// <summary>How many requests it keeps.</summary>
    public int Size => _places.Length;

    /// <summary>How many requests it was told of, which is the number of the last one.</summary>
    public long Total => Volatile.Read(ref _written);

    /// <summary>Takes note of a request, and gives its number.</summary>
    public long Write(in RequestLogEntry entry)
    {
        var number = Interlocked.Increment(ref _written);
        if (_places.Length == 0)
            return number;
        ref var place = ref _places[(int)((number - 1) % _places.Length)];
        var own = Volatile.Read(ref place) ?? Interlocked.CompareExchange(ref place, new JournalEntry(), null) ?? Volatile.Read(ref place)!;

        // A sentence about what is wrong in a request quotes it, a password perhaps; the places are enough here.
        if (entry.BrokenPlaces is null)
            own.Put(number, entry with { Query = null });
        else
            own.Put(number, entry with { Note = null, Query = null });
        return number;
    }

    /// <summary>What it keeps, the newest first.</summary>
    /// <param name="before">Only those with a smaller number; null for all.</param>
    public IEnumerable<(long Number, RequestLogEntry Entry)> Newest(long? before = null)
    {
        var total = Total;
        var last = Math.Min(total, (before ?? long.MaxValue) - 1);
        var first = Math.Max(Volatile.Read(ref _cleared), total - _places.Length) + 1;
        for (var number = last; number >= first; number--)
        {
            // A place that is not written yet, or is written over already, is passed over.
            if (Volatile.Read(ref _places[(int)((number - 1) % _places.Length)])?.TryGet(number, out var entry) == true)
                yield return (number, entry);
        }
    }

    /// <summary>Forgets what it keeps; the numbers go on.</summary>
    public void Clear()
    {
        Volatile.Write(ref _cleared, Total);
        Array.Clear(_places);
    }

    /// <summary>Names each kept request's operation anew, so that a contract that is no longer served is not kept for its sake.</summary>
    /// <param name="contract">The contract whose operations they are.</param>
    /// <param name="current">The operation that has taken another one's place; null where none has.</param>
    public void Rename(string contract, Func<Operation, Operation?> current)
    {
        for (var i = 0; i < _places.Length; i++)
            Volatile.Read(ref _places[i])?.Rename(contract, current);
    }

    private sealed class JournalEntry
    {
        private readonly Lock _gate = new();
        private long _number;
        private RequestLogEntry _entry;

        public void Put(long number, in RequestLogEntry entry)
        {
            lock (_gate)
            {
                if (number > _number)
                    (_number, _entry) = (number, entry);
            }
        }

        public void Rename(string contract, Func<Operation, Operation?> current)
        {
            lock (_gate)
            {
                if (_entry.Contract != contract || _entry.Operation is not { } operation)
                    return;

                // What the operation's path hides stays hidden.
                _entry = current(operation) is { } found
                    ? _entry with
                    {
                        Operation = found,
                    }
                    : _entry with
                    {
                        Operation = null,
                        Path = LogLine.Path(_entry),
                    };
            }
        }

        public bool TryGet(long number, out RequestLogEntry entry)
        {
            lock (_gate)
            {
                entry = _entry;
                return _number == number;
            }
        }
    }
}
