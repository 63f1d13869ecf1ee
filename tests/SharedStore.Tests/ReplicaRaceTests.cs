using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Conformance.MockServer.Engine.State;
using Conformance.MockServer.Tests.Races;
using Conformance.Sessions;

namespace Conformance.SharedStore.Tests;

/// <summary>
/// The mock's promise over three replicas behind a balancer: once a logout was answered no replica accepts a token of the session, no refresh token is redeemed twice, none is lost.
/// <c>RACE_OPERATIONS=1000000</c> makes it long; <c>bench/replicas/race</c> does so on a server of its own.
/// </summary>
[Collection(nameof(OneStore))]
[Trait("Category", "Slow")]
public sealed class ReplicaRaceTests
{
    private const int Seed = 20260102;
    private const int UsualOperations = 4_000;

    [Theory]
    [InlineData("nethesis")]
    [InlineData("fincode")]
    public async Task No_token_outlives_its_logout_at_any_replica(string contract)
    {
        await using var fleet = await Fleet.StartAsync(TestServers.Url, 3, contract);
        var history = await fleet.HammerAsync(contract, Operations() / 2, Seed);

        var violations = HistoryCheck.Violations(history);
        Assert.True(
            violations.Count == 0,
            $"With seed {Seed} there are {violations.Count} violations: {string.Join(' ', violations.Take(5))}"
        );

        // A history in which nothing raced would prove nothing.
        var counts = RaceCounts.Of(history);
        TestContext.Current.SendDiagnosticMessage($"{contract}: {counts}");
        Assert.True(
            counts.UsesDuringLogout > 0 && counts.UsesRefusedAfterLogout > 0 && counts.RefreshesAtOnce > 0 && counts.LogoutsAtOnce > 0,
            counts.ToString()
        );
    }

    [Fact]
    public async Task Replicas_that_remember_for_a_second_what_the_store_said_are_found()
    {
        await using var fleet = await Fleet.StartAsync(TestServers.Url, 3, "nethesis", store => new Remembering(store));
        var violations = HistoryCheck.Violations(await fleet.HammerAsync("nethesis", 1_000, Seed));
        Assert.Contains(
            violations,
            v =>
                v.Contains("Use with token", StringComparison.Ordinal)
                && v.Contains("was accepted although it started", StringComparison.Ordinal)
        );
    }

    private static int Operations()
    {
        if (Environment.GetEnvironmentVariable("RACE_OPERATIONS") is not { Length: > 0 } asked)
            return UsualOperations;
        Assert.True(
            int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var operations),
            $"RACE_OPERATIONS is \"{asked}\". Set it to a whole number, such as 1000000."
        );
        return operations;
    }

    /// <summary>A shared state whose session stores answer for a second what they were told: eventual consistency, which the promise forbids.</summary>
    private sealed class Remembering(ISharedState inner) : ISharedState
    {
        private readonly ConcurrentDictionary<(string, string), ISessionStore> _stores = [];

        public string Name => inner.Name;

        public KeyRing Keys => inner.Keys;

        public ValueTask<long?> VersionOfAsync(string @namespace) => inner.VersionOfAsync(@namespace);

        public ValueTask<SharedNamespace?> ReadAsync(string @namespace) => inner.ReadAsync(@namespace);

        public ValueTask<bool> AddAsync(string @namespace, SharedNamespace start, int limit) => inner.AddAsync(@namespace, start, limit);

        public ValueTask<bool> TryReplaceAsync(string @namespace, long version, SharedNamespace changed) =>
            inner.TryReplaceAsync(@namespace, version, changed);

        public ValueTask<bool> RemoveAsync(string @namespace) => inner.RemoveAsync(@namespace);

        public ValueTask<ImmutableArray<string>> ListAsync() => inner.ListAsync();

        public ISessionStore SessionsOf(string generation, string contract, SessionPolicy policy) =>
            _stores.GetOrAdd((generation, contract), _ => new RememberingSessions(inner.SessionsOf(generation, contract, policy)));

        public ValueTask<long> CountAsync(string generation, string counter) => inner.CountAsync(generation, counter);

        public ValueTask<long> CountOfAsync(string generation, string counter) => inner.CountOfAsync(generation, counter);

        public ValueTask FreeAsync(string generation, IEnumerable<KeyValuePair<string, SessionPolicy>> contracts) =>
            inner.FreeAsync(generation, contracts);

        public ValueTask FreeRestAsync() => inner.FreeRestAsync();
    }

    private sealed class RememberingSessions(ISessionStore inner) : ISessionStore
    {
        private readonly ConcurrentDictionary<TokenKey, (TokenRecord? Record, long Until)> _memory = [];

        public ValueTask<ImmutableArray<TokenRecord>> AddAsync(Session session, ImmutableArray<TokenDraft> tokens, DateTimeOffset now) =>
            inner.AddAsync(session, tokens, now);

        public async ValueTask FindAsync(ReadOnlyMemory<TokenKey> keys, Memory<TokenRecord?> found, DateTimeOffset now)
        {
            var at = TimeProvider.System.GetTimestamp();
            var remembered = true;
            for (var i = 0; i < keys.Length; i++)
            {
                remembered &= _memory.TryGetValue(keys.Span[i], out var known) && known.Until > at;
                found.Span[i] = known.Record;
            }

            if (remembered)
                return;
            await inner.FindAsync(keys, found, now);
            for (var i = 0; i < keys.Length; i++)
                _memory[keys.Span[i]] = (found.Span[i], at + TimeProvider.System.TimestampFrequency);
        }

        public ValueTask<ImmutableArray<TokenRecord>> ChangeAsync(
            ReadOnlyMemory<TokenKey> keys,
            Memory<TokenRecord?> found,
            DateTimeOffset now,
            Func<Change> decide
        ) => inner.ChangeAsync(keys, found, now, decide);

        public ValueTask UseAsync(TokenRecord token, DateTimeOffset at) => inner.UseAsync(token, at);

        public ValueTask<bool> EndSessionAsync(string sessionId, DateTimeOffset at) => inner.EndSessionAsync(sessionId, at);

        public ValueTask<int> EndUserAsync(string userId, DateTimeOffset at) => inner.EndUserAsync(userId, at);

        public ValueTask<bool> ExpireAsync(TokenKey key, DateTimeOffset at) => inner.ExpireAsync(key, at);

        public ValueTask<bool> ExpireAsync(int kind, int ordinal, DateTimeOffset at) => inner.ExpireAsync(kind, ordinal, at);

        public ValueTask<ImmutableArray<SessionSnapshot>> ListAsync(int limit, DateTimeOffset now) => inner.ListAsync(limit, now);

        public ValueTask<ImmutableArray<SessionSnapshot>> ListOfUserAsync(string userId, DateTimeOffset now) =>
            inner.ListOfUserAsync(userId, now);

        public ValueTask<SessionSnapshot?> FindSessionAsync(string sessionId, DateTimeOffset now) => inner.FindSessionAsync(sessionId, now);

        public ValueTask<int> EvictAsync(DateTimeOffset now) => inner.EvictAsync(now);

        public ValueTask ResetAsync() => inner.ResetAsync();
    }
}
