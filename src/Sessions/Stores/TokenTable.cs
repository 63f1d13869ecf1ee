namespace Conformance.Sessions.Stores;

/// <summary>
/// Finds records by key, each of which knows the session that keeps it, in shards so that threads seldom meet. A shard that has emptied gives its memory back.
/// </summary>
internal sealed class TokenTable
{
    private const int ShardBits = 7;

    private readonly Shard[] _shards = [.. Enumerable.Range(0, 1 << ShardBits).Select(_ => new Shard())];

    /// <summary>The record of a key; null where the key is not known.</summary>
    public TokenRecord? Find(TokenKey key)
    {
        var shard = ShardOf(key);
        lock (shard.Gate)
            return shard.Records.Find(key);
    }

    /// <summary>Adds all records of a session, or none when a key is taken.</summary>
    public bool TryAdd(ReadOnlySpan<TokenRecord> records)
    {
        for (var i = 0; i < records.Length; i++)
        {
            if (TryAdd(records[i]))
                continue;
            foreach (var added in records[..i])
                Remove(added.Key);
            return false;
        }

        return true;
    }

    public void Remove(TokenKey key)
    {
        var shard = ShardOf(key);
        lock (shard.Gate)
            shard.Records.Remove(key);
    }

    public void Clear()
    {
        foreach (var shard in _shards)
        {
            lock (shard.Gate)
                shard.Records.Clear();
        }
    }

    private bool TryAdd(TokenRecord record)
    {
        var shard = ShardOf(record.Key);
        lock (shard.Gate)
            return shard.Records.TryAdd(record);
    }

    private Shard ShardOf(TokenKey key) => _shards[key.High >> (64 - ShardBits)];

    private sealed class Shard
    {
        public Lock Gate { get; } = new();

        public CompactTable<TokenRecord, TokenKey, Keys> Records { get; } = new();
    }

    private readonly struct Keys : IKeysOf<TokenRecord, TokenKey>
    {
        public static TokenKey KeyOf(TokenRecord item) => item.Key;

        // The bits of a digest are as good as any hash of them; the shard has used those of the other half.
        public static uint HashOf(TokenKey key) => (uint)key.Low;
    }
}
