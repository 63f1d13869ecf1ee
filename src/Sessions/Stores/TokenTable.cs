namespace Conformance.Sessions.Stores;

/// <summary>
/// Finds records by key, each with the session that keeps it, in shards so that threads seldom meet. A shard that has emptied gives its memory back.
/// </summary>
internal sealed class TokenTable
{
    private const int ShardBits = 7;

    private readonly Shard[] _shards = [.. Enumerable.Range(0, 1 << ShardBits).Select(_ => new Shard())];

    /// <summary>The record of a key and the session that keeps it; null both where the key is not known.</summary>
    public (TokenRecord? Record, StoredSession? Session) Find(TokenKey key)
    {
        var shard = ShardOf(key);
        lock (shard.Gate)
            return shard.Records.GetValueOrDefault(key);
    }

    /// <summary>Adds all records of a session, or none when a key is taken.</summary>
    public bool TryAdd(ReadOnlySpan<TokenRecord> records, StoredSession session)
    {
        for (var i = 0; i < records.Length; i++)
        {
            if (TryAdd(records[i], session))
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
        {
            shard.Records.Remove(key);
            shard.Records.ShrinkIfSparse();
        }
    }

    public void Clear()
    {
        foreach (var shard in _shards)
        {
            lock (shard.Gate)
            {
                shard.Records.Clear();
                shard.Records.TrimExcess();
            }
        }
    }

    private bool TryAdd(TokenRecord record, StoredSession session)
    {
        var shard = ShardOf(record.Key);
        lock (shard.Gate)
            return shard.Records.TryAdd(record.Key, (record, session));
    }

    private Shard ShardOf(TokenKey key) => _shards[key.High >> (64 - ShardBits)];

    private sealed class Shard
    {
        public Lock Gate { get; } = new();

        public Dictionary<TokenKey, (TokenRecord Record, StoredSession Session)> Records { get; } = [];
    }
}
