using Conformance.Contracts.Model;

namespace Conformance.MockServer.Engine.Logging;

/// <summary>
/// The last requests of a namespace, in a ring whose places are made in the first round and written over afterwards. Safe to use from several threads: writers
/// meet only when one has fallen a whole round behind.
/// </summary>
/// <param name="size">How many requests it keeps, if there is memory for them.</param>
/// <param name="memory">What it shares with the journals of other namespaces.</param>
internal sealed class Journal(int size, JournalMemory memory)
{
    private const int InChunk = 128;
    private const int PlaceBytes = 96; // the place itself, its gate and the references to it
    private const int Unused = 0;
    private const int Open = 1;
    private const int Closed = 2;

    private readonly JournalEntry?[]?[] _chunks = new JournalEntry?[]?[(size + InChunk - 1) / InChunk];
    private long _written;
    private long _cleared;
    private long _forgotten;
    private long _bytes;
    private int _state;

    /// <summary>How many requests it keeps, if there is memory for them.</summary>
    public int Size => size;

    /// <summary>How many requests it was told of, which is the number of the last one.</summary>
    public long Total => Volatile.Read(ref _written);

    /// <summary>How many requests it forgot before their time, because all journals together held too much.</summary>
    public long Forgotten => Volatile.Read(ref _forgotten);

    /// <summary>How many bytes it holds, by an estimate that rather says too much.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>What it shares with the journals of other namespaces.</summary>
    public JournalMemory Memory => memory;

    /// <summary>Takes note of a request, and gives its number.</summary>
    public long Write(in RequestLogEntry entry)
    {
        var number = Interlocked.Increment(ref _written);
        if (size == 0 || !IsOpen())
            return number;

        // A sentence about what is wrong in a request quotes it, a password perhaps; the places are enough here.
        var kept = entry.BrokenPlaces is null ? entry with { Query = null } : entry with { Note = null, Query = null };
        ref var place = ref PlaceOf(number, out var added);
        var bytes = PlaceBytes + kept.Bytes;
        long? change;
        do
        {
            var own =
                Volatile.Read(ref place) ?? Interlocked.CompareExchange(ref place, new JournalEntry(), null) ?? Volatile.Read(ref place);

            // One that is taken out of its place meanwhile holds nothing, and another one is put there.
            change = own?.Put(number, kept, bytes);
        } while (change is null);
        Note(added + change.Value);
        return number;
    }

    /// <summary>What it keeps, the newest first.</summary>
    /// <param name="before">Only those with a smaller number; null for all.</param>
    public IEnumerable<(long Number, RequestLogEntry Entry)> Newest(long? before = null)
    {
        var total = Total;
        var last = Math.Min(total, (before ?? long.MaxValue) - 1);
        var first = Math.Max(Volatile.Read(ref _cleared), total - size) + 1;
        for (var number = last; number >= first; number--)
        {
            // A place that is not written yet, or is written over already, is passed over.
            if (EntryAt(number)?.TryGet(number, out var entry) == true)
                yield return (number, entry);
        }
    }

    /// <summary>Forgets what it keeps; the numbers go on.</summary>
    public void Clear()
    {
        Volatile.Write(ref _cleared, Total);
        var freed = 0L;
        foreach (var chunk in _chunks)
        {
            for (var i = 0; i < (chunk?.Length ?? 0); i++)
                freed += Interlocked.Exchange(ref chunk![i], null)?.TakeOut() ?? 0;
        }

        Note(-freed);
    }

    /// <summary>Forgets all for good: its namespace was reset or removed, and requests that are under way leave nothing more here.</summary>
    public void Close()
    {
        Volatile.Write(ref _state, Closed);
        memory.Remove(this);
        Clear();
        Array.Clear(_chunks);
    }

    /// <summary>Forgets its oldest requests until so many bytes are free. For the memory that journals share, which does it one at a time.</summary>
    /// <returns>Whether it could forget any.</returns>
    public bool Forget(long bytes)
    {
        var total = Total;
        var freed = 0L;
        var count = 0;
        for (var number = Math.Max(Math.Max(Volatile.Read(ref _cleared), total - size), 0) + 1; number <= total && freed < bytes; number++)
        {
            if (EntryAt(number) is not { } entry || entry.TakeOut(number) is not { } free)
                continue;
            Interlocked.CompareExchange(ref PlaceOf(number, out _), null, entry);
            freed += free;
            count++;
        }

        Interlocked.Add(ref _forgotten, count);
        Note(-freed);
        return count > 0;
    }

    /// <summary>Names each kept request's operation anew, so that a contract that is no longer served is not kept for its sake.</summary>
    /// <param name="contract">The contract whose operations they are.</param>
    /// <param name="current">The operation that has taken another one's place; null where none has.</param>
    public void Rename(string contract, Func<Operation, Operation?> current)
    {
        foreach (var chunk in _chunks)
        {
            for (var i = 0; i < (chunk?.Length ?? 0); i++)
                Volatile.Read(ref chunk![i])?.Rename(contract, current);
        }
    }

    // A journal that nothing was written to is of no interest to the memory: states are made that nobody uses.
    private bool IsOpen()
    {
        if (Volatile.Read(ref _state) == Unused && Interlocked.CompareExchange(ref _state, Open, Unused) == Unused)
        {
            memory.Add(this);
            if (Volatile.Read(ref _state) == Closed)
                memory.Remove(this);
        }

        return Volatile.Read(ref _state) == Open;
    }

    private void Note(long bytes)
    {
        Interlocked.Add(ref _bytes, bytes);
        memory.Note(bytes);

        // What a request that was under way left behind counts no longer.
        if (Volatile.Read(ref _state) == Closed)
            memory.Note(-Interlocked.Exchange(ref _bytes, 0));
    }

    private ref JournalEntry? PlaceOf(long number, out int added)
    {
        var index = (int)((number - 1) % size);
        ref var chunk = ref _chunks[index / InChunk];
        added = 0;
        var places = Volatile.Read(ref chunk);
        if (places is null)
        {
            var made = new JournalEntry?[InChunk];
            places = Interlocked.CompareExchange(ref chunk, made, null);
            if (places is null)
                (places, added) = (made, InChunk * IntPtr.Size);
        }

        return ref places[index % InChunk];
    }

    private JournalEntry? EntryAt(long number)
    {
        var index = (int)((number - 1) % size);
        return Volatile.Read(ref _chunks[index / InChunk]) is { } places ? Volatile.Read(ref places[index % InChunk]) : null;
    }

    private sealed class JournalEntry
    {
        private readonly Lock _gate = new();
        private long _number;
        private long _bytes;
        private bool _isOut;
        private RequestLogEntry _entry;

        /// <summary>Keeps a request, unless it keeps a later one.</summary>
        /// <returns>How many bytes more it holds; null where it was taken out of its place.</returns>
        public long? Put(long number, in RequestLogEntry entry, long bytes)
        {
            lock (_gate)
            {
                if (_isOut)
                    return null;
                if (number <= _number)
                    return 0;
                var more = bytes - _bytes;
                (_number, _entry, _bytes) = (number, entry, bytes);
                return more;
            }
        }

        /// <summary>Lets go of what it holds, for good.</summary>
        /// <param name="number">Only this request; null for whichever it is.</param>
        /// <returns>How many bytes that were; null where it holds another request.</returns>
        public long? TakeOut(long? number = null)
        {
            lock (_gate)
            {
                if (_isOut || (number is not null && number != _number))
                    return null;
                (_isOut, _entry) = (true, default);
                return _bytes;
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
                return _number == number && !_isOut;
            }
        }
    }
}
