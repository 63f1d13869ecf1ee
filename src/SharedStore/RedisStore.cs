using System.Collections.Immutable;
using System.Security.Cryptography;
using Conformance.MockServer.Engine.State;
using Conformance.Sessions;
using Conformance.SharedStore.Redis;
using StackExchange.Redis;

namespace Conformance.SharedStore;

/// <summary>
/// What replicas share, in Redis (6 or newer), Valkey, or Garnet with Lua in transactions. Everything that the store must not read, users with their passwords and the private key, is
/// encrypted with a key that follows from the secret; tokens are known by keyed digests.
/// </summary>
public sealed class RedisStore : ISharedState, IAsyncDisposable
{
    /// <summary>The fewest characters that a secret may have.</summary>
    public const int ShortestSecret = 16;

    private const string Prefix = "conform:{mock}:";
    private const string Keyring = Prefix + "keys";
    private const string Names = Prefix + "names";
    private const string Dead = Prefix + "dead";
    private const int FreedAtOnce = 200;

    private static readonly string AddScript = Script.Read("namespace_add.lua");
    private static readonly string ReplaceScript = Script.Read("namespace_replace.lua");
    private static readonly string RemoveScript = Script.Read("namespace_remove.lua");

    private readonly RedisLink _link;
    private readonly SharedSecret _secret;
    private readonly byte[] _closedRsa;
    private int _freeing;

    private RedisStore(RedisLink link, SharedSecret secret, byte[] closedRsa)
    {
        (_link, _secret, _closedRsa) = (link, secret, closedRsa);
        Keys = KeyRing.FromSecret(secret.Bytes, secret.Open(closedRsa, Keyring));
    }

    /// <inheritdoc/>
    public string Name => _link.Name;

    /// <inheritdoc/>
    public KeyRing Keys { get; }

    /// <summary>Connects, and brings the keys of the replicas into the store where they are not there yet.</summary>
    /// <param name="secret">What the replicas share and nobody else knows, <see cref="ShortestSecret"/> characters at least.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    /// <exception cref="ArgumentException">The secret is too short, or is not the one that the store was first opened with.</exception>
    public static async Task<RedisStore> OpenAsync(StoreAddress address, string secret)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(secret);
        if (secret.Length < ShortestSecret)
            throw new ArgumentException(
                $"The secret of the store has {secret.Length} characters; expected {ShortestSecret} or more that nobody can guess.",
                nameof(secret)
            );
        var name = address.ToString();
        var link = new RedisLink(await ConnectAsync(address, name), name);
        try
        {
            var shared = new SharedSecret(secret);
            return new RedisStore(link, shared, await AgreeOnKeysAsync(link, shared));
        }
        catch
        {
            await link.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<long?> VersionOfAsync(string @namespace)
    {
        var version = await _link.AskAsync(database => database.HashGetAsync(KeyOf(@namespace), "v", CommandFlags.DemandMaster));
        return version.IsNull ? null : (long)version;
    }

    /// <inheritdoc/>
    public async ValueTask<SharedNamespace?> ReadAsync(string @namespace)
    {
        var key = KeyOf(@namespace);
        var closed = (byte[]?)await _link.AskAsync(database => database.HashGetAsync(key, "d", CommandFlags.DemandMaster));
        return closed is null ? null : NamespaceJson.Read(Open(closed, key));
    }

    /// <inheritdoc/>
    public async ValueTask<bool> AddAsync(string @namespace, SharedNamespace start, int limit)
    {
        ArgumentNullException.ThrowIfNull(start);
        var key = KeyOf(@namespace);
        var state = _secret.Close(NamespaceJson.Write(start), key);
        var isThere = (int)await _link.RunAsync(AddScript, [Names, key], [@namespace, start.Version, state, limit]) == 1;

        // A store that lost what it held gets the keys again that this replica goes on signing with.
        await _link.AskAsync(database => database.HashSetAsync(Keyring, "check", _secret.Check, When.NotExists));
        await _link.AskAsync(database => database.HashSetAsync(Keyring, "rsa", _closedRsa, When.NotExists));
        return isThere;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> TryReplaceAsync(string @namespace, long version, SharedNamespace changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        var key = KeyOf(@namespace);
        var state = _secret.Close(NamespaceJson.Write(changed), key);
        return (int)await _link.RunAsync(ReplaceScript, [key], [version, changed.Version, state]) == 1;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> RemoveAsync(string @namespace) =>
        (int)await _link.RunAsync(RemoveScript, [Names, KeyOf(@namespace)], [@namespace]) == 1;

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<string>> ListAsync() =>
        [.. (await _link.AskAsync(database => database.SetMembersAsync(Names, CommandFlags.DemandMaster))).Select(name => (string)name!)];

    /// <inheritdoc/>
    public ISessionStore SessionsOf(string generation, string contract, SessionPolicy policy) =>
        SessionsOf(generation, contract, policy, retention: null);

    /// <inheritdoc/>
    public async ValueTask<long> CountAsync(string generation, string counter) =>
        await _link.AskAsync(database => database.HashIncrementAsync(CountersOf(generation), counter, 1, CommandFlags.DemandMaster));

    /// <inheritdoc/>
    public async ValueTask<long> CountOfAsync(string generation, string counter) =>
        (long)await _link.AskAsync(database => database.HashGetAsync(CountersOf(generation), counter, CommandFlags.DemandMaster));

    /// <inheritdoc/>
    public async ValueTask FreeAsync(string generation, IEnumerable<KeyValuePair<string, SessionPolicy>> contracts)
    {
        RedisValue[] worlds = [.. contracts.Select(contract => (RedisValue)World(generation, contract.Key, contract.Value))];
        await _link.AskAsync(database => database.SetAddAsync(Dead, worlds));
        await _link.AskAsync(database => database.KeyDeleteAsync(CountersOf(generation)));
        _ = FreeInBackgroundAsync();
    }

    /// <inheritdoc/>
    public async ValueTask FreeRestAsync()
    {
        foreach (var world in await _link.AskAsync(database => database.SetMembersAsync(Dead, CommandFlags.DemandMaster)))
        {
            RedisKey[] prefix = [WorldPrefix.Of((byte[])world!)];
            while ((int)await _link.RunAsync(Script.Drain, prefix, [FreedAtOnce]) == FreedAtOnce) { }
            await _link.AskAsync(database => database.SetRemoveAsync(Dead, world));
        }
    }

    /// <summary>Disconnects.</summary>
    public ValueTask DisposeAsync() => _link.DisposeAsync();

    /// <summary>The sessions of a contract, remembered for another time than a year.</summary>
    public ISessionStore SessionsOf(string generation, string contract, SessionPolicy policy, TimeSpan? retention) =>
        new RedisSessionStore(_link, World(generation, contract, policy), _secret.Tokens, kind => policy.Kinds[kind].Name, retention);

    // With the names of the kinds: a contract that was changed between two starts may number them otherwise.
    private byte[] World(string generation, string contract, SessionPolicy policy) =>
        _secret.World([generation, contract, .. policy.Kinds.Select(kind => kind.Name)]);

    // The one who asked for it need not wait; what is not done when this process ends, another one does.
    private async Task FreeInBackgroundAsync()
    {
        if (Interlocked.Exchange(ref _freeing, 1) == 1)
            return;
        try
        {
            await FreeRestAsync();
        }
        catch (StoreUnavailableException)
        {
            // It is tried again by the timer.
        }
        finally
        {
            Volatile.Write(ref _freeing, 0);
        }
    }

    private byte[] Open(byte[] closed, string place)
    {
        try
        {
            return _secret.Open(closed, place);
        }
        catch (CryptographicException foreign)
        {
            throw new StoreUnavailableException(
                $"The store {Name} holds something at {place} that was not written with this secret.",
                foreign
            );
        }
    }

    private static async Task<IConnectionMultiplexer> ConnectAsync(StoreAddress address, string name)
    {
        try
        {
            var connection = await ConnectionMultiplexer.ConnectAsync(address.ToOptions());
            if (connection.IsConnected)
                return connection;
            await connection.DisposeAsync();
        }
        catch (RedisException broken)
        {
            throw new StoreUnavailableException($"The store {name} cannot be reached.", broken);
        }

        throw new StoreUnavailableException($"The store {name} cannot be reached, or does not take the user and password.");
    }

    private static async Task<byte[]> AgreeOnKeysAsync(RedisLink link, SharedSecret secret)
    {
        await link.AskAsync(database => database.HashSetAsync(Keyring, "check", secret.Check, When.NotExists));
        var check = (byte[]?)await link.AskAsync(database => database.HashGetAsync(Keyring, "check", CommandFlags.DemandMaster));
        if (check is null || !CryptographicOperations.FixedTimeEquals(check, secret.Check))
            throw new ArgumentException(
                $"The store {link.Name} is in use with another secret. Give all replicas the same one, or take another database of the store, as in redis://host:6379/1.",
                nameof(secret)
            );
        var known = (byte[]?)await link.AskAsync(database => database.HashGetAsync(Keyring, "rsa", CommandFlags.DemandMaster));
        if (known is not null)
            return known;
        using var rsa = RSA.Create(2048);
        var made = secret.Close(rsa.ExportPkcs8PrivateKey(), Keyring);
        await link.AskAsync(database => database.HashSetAsync(Keyring, "rsa", made, When.NotExists));
        return (byte[])(await link.AskAsync(database => database.HashGetAsync(Keyring, "rsa", CommandFlags.DemandMaster)))!;
    }

    private static string KeyOf(string @namespace) => Prefix + "n:" + @namespace;

    private static string CountersOf(string generation) => Prefix + "c:" + generation;
}
