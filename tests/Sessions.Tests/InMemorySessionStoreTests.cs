namespace Conformance.Sessions.Tests;

/// <summary>What the world's own calls cannot bring about at will.</summary>
public sealed class InMemorySessionStoreTests
{
    private static readonly DateTimeOffset Now = new TestKit.ManualClock().GetUtcNow();
    private readonly InMemorySessionStore _store = new();
    private readonly Session _session = new("s1", Fixture.Ada, Now);

    [Fact]
    public async Task Finds_anew_what_went_while_a_change_waited_for_the_session()
    {
        await _store.AddAsync(_session, [Draft(1)], Now);
        var seen = new List<TokenRecord?>();
        var done = Task.CompletedTask;
        var waiting = new Thread(() =>
        {
            var found = new TokenRecord?[1];
            done = _store
                .ChangeAsync(
                    Keys(1),
                    found,
                    Now,
                    () =>
                    {
                        seen.Add(found[0]);
                        return Change.None;
                    }
                )
                .AsTask();
        });

        var reset = Task.CompletedTask;
        await _store.ChangeAsync(
            Keys(1),
            new TokenRecord?[1],
            Now,
            () =>
            {
                waiting.Start();
                SpinWait.SpinUntil(() => waiting.ThreadState.HasFlag(ThreadState.WaitSleepJoin));
                reset = _store.ResetAsync().AsTask();
                return Change.None;
            }
        );

        waiting.Join();
        await Task.WhenAll(done, reset);
        Assert.Equal([null], seen);
    }

    [Fact]
    public async Task Changes_the_sessions_of_one_user_one_after_another()
    {
        await _store.AddAsync(_session, [Draft(1)], Now);
        await _store.AddAsync(_session with { Id = "s2" }, [Draft(2)], Now);
        var order = new List<string>();
        var second = Task.CompletedTask;
        var waiting = new Thread(() =>
            second = _store
                .ChangeAsync(
                    Keys(2),
                    new TokenRecord?[1],
                    Now,
                    () =>
                    {
                        order.Add("second");
                        return Change.None;
                    }
                )
                .AsTask()
        );

        await _store.ChangeAsync(
            Keys(1),
            new TokenRecord?[1],
            Now,
            () =>
            {
                waiting.Start();
                SpinWait.SpinUntil(() =>
                    waiting.ThreadState.HasFlag(ThreadState.WaitSleepJoin) || waiting.ThreadState.HasFlag(ThreadState.Stopped)
                );
                order.Add("first");
                return Change.None;
            }
        );

        waiting.Join();
        await second;
        Assert.Equal(["first", "second"], order);
    }

    [Fact]
    public async Task Changes_nothing_when_an_added_key_is_taken()
    {
        var record = (await _store.AddAsync(_session, [Draft(1), Draft(2)], Now))[0];
        var change = new Change
        {
            Cause = RevocationCause.Rotated,
            Revoke = [record],
            Into = _session,
            Added = [Draft(3), Draft(2)],
        };

        Assert.True((await _store.ChangeAsync(Keys(1), new TokenRecord?[1], Now, () => change)).IsDefault);

        Assert.Equal(RevocationCause.None, record.RevokedBy);
        var found = new TokenRecord?[3];
        await _store.FindAsync(Keys(1, 2, 3), found, Now);
        Assert.Equal([true, true, false], found.Select(token => token is not null));
        Assert.Equal(2, Assert.Single(await _store.ListAsync(10, Now)).Tokens.Length);
    }

    [Fact]
    public async Task Adds_nothing_when_a_key_is_taken()
    {
        await _store.AddAsync(_session, [Draft(1)], Now);
        Assert.True((await _store.AddAsync(_session with { Id = "s2" }, [Draft(2), Draft(1)], Now)).IsDefault);
        var found = new TokenRecord?[2];
        await _store.FindAsync(Keys(1, 2), found, Now);
        Assert.Equal([true, false], found.Select(token => token is not null));
        Assert.Single(await _store.ListAsync(10, Now));
    }

    [Fact]
    public async Task Remembers_for_a_year_by_default_unless_there_are_many()
    {
        var fixture = new Fixture();
        var world = new SessionWorld(fixture.Policy, Fixture.Keys, fixture.Clock, Entropy.FromSeed(1), _store);
        async Task<string> LogIn() => (await world.LogInAsync(Fixture.Ada, [Fixture.Access, Fixture.Refresh])).Tokens[1].Text;
        var first = await LogIn();
        for (var i = 0; i < 1023; i++)
            await LogIn();
        fixture.Clock.Advance(TimeSpan.FromDays(7 + 366) - TimeSpan.FromTicks(1));
        Assert.Equal(0, await world.EvictAsync());
        Assert.Equal(RefusalReason.Expired, (await world.PresentAsync(new PresentedToken(Fixture.Refresh, first))).Reason);

        await LogIn(); // the next but one sees that there are many

        Assert.Equal(1, await world.EvictAsync());
        Assert.Equal(RefusalReason.Unknown, (await world.PresentAsync(new PresentedToken(Fixture.Refresh, first))).Reason);
        fixture.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(1023, await world.EvictAsync());
    }

    private static TokenDraft Draft(ulong key) => new(new TokenKey(key, key), 0, "access", Now, Now.AddHours(1));

    private static ReadOnlyMemory<TokenKey> Keys(params ulong[] keys) => keys.Select(key => new TokenKey(key, key)).ToArray();
}
