using System.Runtime.CompilerServices;
using Conformance.TestKit;
using static Conformance.Sessions.Tests.Fixture;

namespace Conformance.Sessions.Tests;

/// <summary>Measures the whole process, so no other test may run beside it.</summary>
[Trait("Category", "Slow")]
[Collection(nameof(MemoryTests))]
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
public sealed class MemoryTests
{
    [Fact]
    public async Task A_million_sessions_take_at_most_400_MB_and_give_them_back()
    {
        const int Sessions = 1_000_000;
        var clock = new ManualClock();
        var policy = new SessionPolicy([
            new("access", new OpaqueFormat(32, OpaqueFormat.Hex), TimeSpan.FromMinutes(10), Rotation.None),
            new("refresh", new OpaqueFormat(32, OpaqueFormat.Hex), TimeSpan.FromHours(1), Rotation.None),
        ]);
        var world = new SessionWorld(policy, Keys, clock, Entropy.FromSeed(1), new InMemorySessionStore(TimeSpan.FromHours(1)));
        await world.LogInAsync(Ada, [0, 1]);
        var users = Enumerable.Range(0, 1000).Select(i => new User($"user {i}", "")).ToArray();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Sessions; i++)
            await world.LogInAsync(users[i % users.Length], [0, 1]);
        var full = GC.GetTotalMemory(forceFullCollection: true);
        Assert.InRange(full - before, 250_000_000, 400_000_000); // with less, the measurement must be wrong

        clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(Sessions + 1, await world.EvictAsync());

        var after = GC.GetTotalMemory(forceFullCollection: true);
        Assert.True(after - before < 3_000_000, $"{after - before} bytes were not given back.");
        GC.KeepAlive(world);
    }

    [Fact]
    public async Task A_token_that_somebody_holds_keeps_no_other_session_of_its_user_alive()
    {
        var world = new SessionWorld(new Fixture().Policy, Keys, new ManualClock(), Entropy.FromSeed(1));
        var (held, others) = await LogInAsync(world);
        await world.ResetAsync();
        GC.Collect();
        Assert.DoesNotContain(others, other => other.IsAlive);
        GC.KeepAlive(held);
    }

    // The records of the others are nobody's any more when it has returned.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<(TokenRecord Held, List<WeakReference> Others)> LogInAsync(SessionWorld world)
    {
        var others = new List<WeakReference>();
        for (var i = 0; i < 100; i++)
            others.Add(new WeakReference((await world.LogInAsync(Ada, [0, 1])).Tokens[0].Record));
        return ((await world.LogInAsync(Ada, [0, 1])).Tokens[0].Record, others);
    }
}
