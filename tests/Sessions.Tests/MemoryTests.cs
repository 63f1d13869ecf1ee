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
    public async Task Gives_the_memory_of_a_million_sessions_back()
    {
        const int Sessions = 1_000_000;
        var clock = new ManualClock();
        var policy = new SessionPolicy([new("access", new OpaqueFormat(32, OpaqueFormat.Hex), TimeSpan.FromHours(1), Rotation.None)]);
        var world = new SessionWorld(policy, Keys, clock, Entropy.FromSeed(1), new InMemorySessionStore(TimeSpan.FromHours(1)));
        await world.LogInAsync(Ada, [0]);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Sessions; i++)
            await world.LogInAsync(new User($"user {i % 250_000}", ""), [0]);
        var full = GC.GetTotalMemory(forceFullCollection: true);
        Assert.True(full - before > 250_000_000, $"{Sessions} sessions take {full - before} bytes; the measurement must be wrong.");

        clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(Sessions + 1, await world.EvictAsync());

        var after = GC.GetTotalMemory(forceFullCollection: true);
        Assert.True(after - before < 3_000_000, $"{after - before} bytes were not given back.");
        GC.KeepAlive(world);
    }
}
