using Conformance.Sessions;
using StackExchange.Redis;

namespace Conformance.SharedStore.Redis;

/// <summary>The connection to a store: what goes wrong on it is one kind of exception, with a sentence that names no secret.</summary>
internal sealed class RedisLink(IConnectionMultiplexer connection, string name) : IAsyncDisposable
{
    private readonly IDatabase _database = connection.GetDatabase();

    /// <summary>Where the store is, without a password.</summary>
    public string Name => name;

    /// <summary>Runs a script.</summary>
    /// <exception cref="StoreUnavailableException">The store did not answer, or cannot do what is asked.</exception>
    public Task<RedisResult> RunAsync(string script, RedisKey[] keys, RedisValue[] arguments) =>
        AskAsync(database => database.ScriptEvaluateAsync(script, keys, arguments, CommandFlags.DemandMaster));

    /// <summary>Runs commands.</summary>
    /// <exception cref="StoreUnavailableException">The store did not answer, or cannot do what is asked.</exception>
    public async Task<T> AskAsync<T>(Func<IDatabase, Task<T>> commands)
    {
        try
        {
            return await commands(_database);
        }
        catch (RedisTimeoutException slow)
        {
            throw new StoreUnavailableException($"The store {name} did not answer in time.", slow);
        }
        catch (RedisServerException refused)
        {
            throw new StoreUnavailableException($"The store {name} refused: {refused.Message.TrimEnd('.')}.", refused);
        }
        catch (Exception broken) when (broken is RedisException or ObjectDisposedException or IOException)
        {
            throw new StoreUnavailableException($"The store {name} cannot be reached.", broken);
        }
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
