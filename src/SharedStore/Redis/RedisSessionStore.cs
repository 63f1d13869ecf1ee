using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using Conformance.Sessions;
using StackExchange.Redis;

namespace Conformance.SharedStore.Redis;

/// <summary>
/// Keeps the sessions of one world in a store that replicas share. Each operation is one script; a change reads records, has the rules
/// decide, and is written by a script that compares their versions first. Nothing is remembered in the process: what has
/// completed anywhere is seen by whatever starts afterwards. Tokens are found by a keyed digest of <see cref="TokenKey"/>.
/// </summary>
/// <param name="world">Tells the world from all others of the store: 8 bytes.</param>
/// <param name="secret">The key of the digests that tokens are found by.</param>
/// <param name="kindName">The name of a token kind by its index.</param>
/// <param name="retention">As for <see cref="InMemorySessionStore"/>.</param>
/// <remarks>The times of drafts are whole seconds, as those of minted tokens are.</remarks>
internal sealed class RedisSessionStore(RedisLink link, byte[] world, byte[] secret, Func<int, string> kindName, TimeSpan? retention = null)
    : ISessionStore
{
    private const int Many = 65_536; // as many as the in-memory store keeps of expired ones, in 64 parts
    private const int AtOnce = 256;
    private const int LongestBatch = 200;
    private const string EveryKind = "11111111111111111111111111111111";

    private readonly RedisKey[] _prefix = [WorldPrefix.Of(world)];
    private readonly TimeSpan _retention = retention ?? TimeSpan.FromDays(366);

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<TokenRecord>> AddAsync(Session session, ImmutableArray<TokenDraft> tokens, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(session);
        var last = EndOf(tokens, session.CreatedAt.UtcTicks);
        var arguments = new List<RedisValue>(9 + (2 * tokens.Length))
        {
            StoredText.Of(session.Id),
            session.User is { } user ? StoredText.Of(user.Id) : RedisValue.EmptyString,
            session.User?.Name ?? "",
            StoredToken.Ticks(session.CreatedAt.UtcTicks),
            StoredToken.Ticks(last),
            Score(last),
        };
        AddEviction(arguments, now);
        AddTokens(arguments, tokens);
        return Records(session, tokens, await RunAsync(Script.Add, arguments));
    }

    /// <inheritdoc/>
    public async ValueTask FindAsync(ReadOnlyMemory<TokenKey> keys, Memory<TokenRecord?> found, DateTimeOffset now) =>
        await ReadAsync(keys, found, now);

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<TokenRecord>> ChangeAsync(
        ReadOnlyMemory<TokenKey> keys,
        Memory<TokenRecord?> found,
        DateTimeOffset now,
        Func<Change> decide
    )
    {
        ArgumentNullException.ThrowIfNull(decide);
        while (true)
        {
            var read = await ReadAsync(keys, found, now);
            var change = decide();
            if (IsNothing(change))
                return [];
            if (change.Cause == RevocationCause.Rotated && !change.Sweeps.IsEmpty)
                throw new ArgumentException("A rotation replaces single tokens; expected no sweeps beside it.", nameof(decide));
            var result = await RunAsync(Script.Change, ArgumentsOf(change, read));
            if (result.Resp2Type != ResultType.Array && (string?)result == "stale")
                continue;
            return change.Into is { } into ? Records(into, change.Added, result) : [];
        }
    }

    /// <inheritdoc/>
    public async ValueTask UseAsync(TokenRecord token, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(token);
        await RunAsync(Script.Use, [StoredText.Of(token.Session.Id), DigestOf(token.Key), StoredToken.Ticks(at.UtcTicks)]);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> EndSessionAsync(string sessionId, DateTimeOffset at)
    {
        await EvictAsync(at);
        return (int)
                await RunAsync(
                    Script.EndSession,
                    [StoredText.Of(sessionId), EveryKind, (int)RevocationCause.EndedByAdministrator, StoredToken.Ticks(at.UtcTicks)]
                ) != 0;
    }

    /// <inheritdoc/>
    public async ValueTask<int> EndUserAsync(string userId, DateTimeOffset at)
    {
        await EvictAsync(at);
        return (int)
            await RunAsync(
                Script.EndUser,
                [StoredText.Of(userId), EveryKind, (int)RevocationCause.EndedByAdministrator, StoredToken.Ticks(at.UtcTicks)]
            );
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ExpireAsync(TokenKey key, DateTimeOffset at)
    {
        var found = new TokenRecord?[1];
        await ReadAsync(new[] { key }, found, at);
        return found[0] is not null && (int)await RunAsync(Script.Expire, [DigestOf(key), StoredToken.Ticks(at.UtcTicks)]) != 0;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ExpireAsync(int kind, int ordinal, DateTimeOffset at)
    {
        await EvictAsync(at);
        var number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, ordinal);
        for (long next = 0; next >= 0; )
        {
            next = (long)await RunAsync(Script.ExpireLabel, [kind, number, StoredToken.Ticks(at.UtcTicks), next]);
            if (next == -1)
                return true;
        }

        return false;
    }

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<SessionSnapshot>> ListAsync(int limit, DateTimeOffset now)
    {
        await EvictAsync(now);
        var listed = ImmutableArray.CreateBuilder<SessionSnapshot>();
        RedisValue from = "+inf";
        while (listed.Count < limit)
        {
            var most = Math.Min(LongestBatch, limit - listed.Count);
            var some = (RedisResult[])(await RunAsync(Script.List, [from, most]))!;
            for (var i = 0; i < some.Length; i += 3)
                listed.Add(Snapshot((byte[])some[i + 1]!, some[i + 2], now));
            if (some.Length < 3 * most)
                break;
            from = "(" + (string)some[^3]!;
        }

        return listed.DrainToImmutable();
    }

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<SessionSnapshot>> ListOfUserAsync(string userId, DateTimeOffset now)
    {
        await EvictAsync(now);
        var some = (RedisResult[])(await RunAsync(Script.ListOfUser, [StoredText.Of(userId)]))!;
        return [.. some.Chunk(2).Select(pair => Snapshot((byte[])pair[0]!, pair[1], now))];
    }

    /// <inheritdoc/>
    public async ValueTask<SessionSnapshot?> FindSessionAsync(string sessionId, DateTimeOffset now)
    {
        await EvictAsync(now);
        var stored = StoredText.Of(sessionId);
        var fields = await RunAsync(Script.FindSession, [stored]);
        return fields.Length == 0 ? null : Snapshot(stored, fields, now);
    }

    /// <inheritdoc/>
    public async ValueTask<int> EvictAsync(DateTimeOffset now)
    {
        var evicted = 0;
        for (var last = AtOnce; last == AtOnce; evicted += last)
        {
            var arguments = new List<RedisValue> { AtOnce };
            AddEviction(arguments, now);
            last = (int)await RunAsync(Script.Evict, arguments);
        }

        return evicted;
    }

    /// <inheritdoc/>
    public async ValueTask ResetAsync() => await RunAsync(Script.Drain, ["all"]);

    private async ValueTask<List<(TokenRecord Token, byte[] Digest, byte[] Stored)>> ReadAsync(
        ReadOnlyMemory<TokenKey> keys,
        Memory<TokenRecord?> found,
        DateTimeOffset now
    )
    {
        var read = new List<(TokenRecord, byte[], byte[])>(keys.Length);
        found.Span.Clear();
        var asked = new List<int>(keys.Length);
        for (var i = 0; i < keys.Length; i++)
        {
            if (keys.Span[i] != default)
                asked.Add(i);
        }

        if (asked.Count == 0)
            return read;
        var digests = asked.ConvertAll(i => DigestOf(keys.Span[i]));
        var fields = (RedisResult[])(await RunAsync(Script.Find, digests.ConvertAll(d => (RedisValue)d)))!;
        Session? before = null;
        for (var n = 0; n < asked.Count; n++)
        {
            var at = 6 * n;
            if (fields[at].IsNull || (byte[]?)fields[at + 5] is not { } stored)
                continue;
            var end = StoredToken.ReadTicks((byte[])fields[at + 4]!);
            if (now.UtcTicks - end >= _retention.Ticks)
                continue;
            var session = SessionOf((byte[])fields[at]!, (byte[]?)fields[at + 1], (string?)fields[at + 2], (byte[])fields[at + 3]!, before);
            before = session;
            var token = StoredToken.ToToken(stored, session, keys.Span[asked[n]], kindName);
            found.Span[asked[n]] = token;
            read.Add((token, digests[n], stored));
        }

        return read;
    }

    private List<RedisValue> ArgumentsOf(Change change, List<(TokenRecord Token, byte[] Digest, byte[] Stored)> read)
    {
        var arguments = new List<RedisValue> { StoredToken.Ticks(change.At.UtcTicks), (int)change.Cause, read.Count };
        foreach (var (token, digest, stored) in read)
        {
            arguments.Add(StoredText.Of(token.Session.Id));
            arguments.Add(digest);
            arguments.Add(StoredToken.VersionOf(stored).ToArray());
        }

        if (change.Into is { } into)
        {
            var last = EndOf(change.Added, 0);
            arguments.Add(StoredText.Of(into.Id));
            arguments.Add(StoredToken.Ticks(last));
            arguments.Add(Score(last));
            arguments.Add(StoredToken.Seconds(Before(change.At, _retention)));
            AddTokens(arguments, change.Added);
        }
        else
        {
            arguments.Add(RedisValue.EmptyString);
        }

        // The same token may stand at two places of a request; it is revoked once.
        var revoked = read.Where(r => change.Revoke.Any(token => token.Key == r.Token.Key)).DistinctBy(r => r.Token.Key).ToList();
        arguments.Add(revoked.Count);
        foreach (var (token, digest, stored) in revoked)
        {
            token.Revoke(change.Cause, change.At);
            arguments.Add(StoredText.Of(token.Session.Id));
            arguments.Add(digest);
            arguments.Add(StoredToken.Changed(stored, token));
        }

        arguments.Add(change.Sweeps.Length);
        foreach (var sweep in change.Sweeps)
        {
            arguments.Add(StoredText.Of(sweep.Session.Id));
            arguments.Add(Mask(sweep.Kinds | sweep.KindsOfUser));
            arguments.Add(sweep.Session.User is { } user ? StoredText.Of(user.Id) : RedisValue.EmptyString);
            arguments.Add(Mask(sweep.KindsOfUser));
            arguments.Add(Mask(sweep.KindsOfOthers));
            arguments.Add(sweep.Named is { } named ? StoredText.Of(named) : RedisValue.EmptyString);
            arguments.Add(Mask(sweep.KindsOfNamed));
        }

        return arguments;
    }

    private void AddTokens(List<RedisValue> arguments, ImmutableArray<TokenDraft> tokens)
    {
        arguments.Add(tokens.Length);
        foreach (var token in tokens)
        {
            arguments.Add(DigestOf(token.Key));
            arguments.Add(StoredToken.OfDraft(token));
        }
    }

    private void AddEviction(List<RedisValue> arguments, DateTimeOffset now)
    {
        arguments.Add(SecondsOf(Before(now, _retention).UtcTicks));
        arguments.Add(SecondsOf(now.UtcTicks));
        arguments.Add(Many);
    }

    // The texts of tokens stay in the process, and so does what follows from them without the secret.
    private byte[] DigestOf(TokenKey key)
    {
        Span<byte> input = stackalloc byte[24];
        world.CopyTo(input);
        BinaryPrimitives.WriteUInt64BigEndian(input[8..], key.High);
        BinaryPrimitives.WriteUInt64BigEndian(input[16..], key.Low);
        Span<byte> digest = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, input, digest);
        return digest[..16].ToArray();
    }

    private SessionSnapshot Snapshot(byte[] id, RedisResult fields, DateTimeOffset now)
    {
        var pairs = (RedisResult[])fields!;
        byte[]? user = null;
        byte[]? created = null;
        string? name = null;
        var records = new List<byte[]>();
        for (var i = 0; i < pairs.Length; i += 2)
        {
            var field = (byte[])pairs[i]!;
            if (field.Length == 16)
                records.Add((byte[])pairs[i + 1]!);
            else if (field[0] == 'u')
                user = (byte[])pairs[i + 1]!;
            else if (field[0] == 'n')
                name = (string)pairs[i + 1]!;
            else if (field[0] == 'c')
                created = (byte[])pairs[i + 1]!;
        }

        var session = SessionOf(id, user, name, created!, before: null);
        var tokens = records
            .OrderBy(record => StoredToken.NumberOf(record))
            .Select(record => StoredToken.ToToken(record, session, default, kindName).ToSnapshot(now));
        return new SessionSnapshot(session.Id, session.User, session.CreatedAt, [.. tokens]);
    }

    private static Session SessionOf(byte[] id, byte[]? user, string? name, byte[] created, Session? before)
    {
        var text = StoredText.Read(id);
        return before?.Id == text
            ? before
            : new Session(
                text,
                user is null ? null : new User(StoredText.Read(user), name ?? ""),
                new DateTimeOffset(StoredToken.ReadTicks(created), TimeSpan.Zero)
            );
    }

    private static ImmutableArray<TokenRecord> Records(Session session, ImmutableArray<TokenDraft> tokens, RedisResult result)
    {
        if (result.Resp2Type != ResultType.Array)
            return default;
        var ordinals = (int[])result!;
        return [.. tokens.Select((draft, i) => new TokenRecord(session, draft, ordinals[i]))];
    }

    private Task<RedisResult> RunAsync(string script, List<RedisValue> arguments) => link.RunAsync(script, _prefix, [.. arguments]);

    private static bool IsNothing(Change change) => change.Revoke.IsEmpty && change.Sweeps.IsEmpty && change.Into is null;

    private static long EndOf(ImmutableArray<TokenDraft> tokens, long atLeast) =>
        tokens.Aggregate(atLeast, (end, token) => Math.Max(end, (token.ExpiresAt ?? DateTimeOffset.MaxValue).UtcTicks));

    private static RedisValue Score(long ticks) => ticks == DateTimeOffset.MaxValue.UtcTicks ? RedisValue.EmptyString : SecondsOf(ticks);

    private static long SecondsOf(long ticks) => ticks / TimeSpan.TicksPerSecond;

    private static DateTimeOffset Before(DateTimeOffset now, TimeSpan by) =>
        now.UtcTicks > by.Ticks ? new DateTimeOffset(now.UtcTicks - by.Ticks, TimeSpan.Zero) : DateTimeOffset.MinValue;

    private static string Mask(uint kinds) =>
        string.Create(
            SessionPolicy.MostKinds,
            kinds,
            static (mask, bits) =>
            {
                for (var kind = 0; kind < mask.Length; kind++)
                    mask[kind] = (bits & (1u << kind)) != 0 ? '1' : '0';
            }
        );
}
