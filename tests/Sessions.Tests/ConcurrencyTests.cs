using System.Collections.Concurrent;
using System.Diagnostics;
using static Conformance.Sessions.Tests.Fixture;

namespace Conformance.Sessions.Tests;

/// <summary>Threads against one world. Each check is of what was recorded: who began and ended when, and what it was told.</summary>
public sealed class ConcurrencyTests
{
    private const int Threads = 4;

    [Fact]
    public async Task Accepts_exactly_one_of_many_simultaneous_logouts()
    {
        var fixture = new Fixture();
        for (var round = 0; round < StoreUnderTest.Rounds; round++)
        {
            var (access, _) = await fixture.LogIn();
            var reasons = await Simultaneously(async _ =>
                (await fixture.LogOut(access, RevocationScope.Session, RevocationScope.Session)).Reason
            );
            Assert.Single(reasons, RefusalReason.None);
            Assert.Equal(Threads - 1, reasons.Count(reason => reason == RefusalReason.Revoked));
        }
    }

    [Fact]
    public async Task Redeems_a_rotating_refresh_token_exactly_once()
    {
        var fixture = new Fixture(Rotation.Rotate);
        for (var round = 0; round < StoreUnderTest.Rounds; round++)
        {
            var (_, refresh) = await fixture.LogIn();
            var exchanges = await Simultaneously(async _ => await fixture.Exchange(refresh, Access, Refresh));
            Assert.Single(exchanges, exchange => exchange.Issued is not null);
            Assert.Equal(Threads - 1, exchanges.Count(exchange => exchange.Decision.Reason == RefusalReason.Reused));
        }
    }

    [Fact]
    public async Task Leaves_no_token_alive_when_many_redeem_the_same_token_and_reuse_is_detected()
    {
        var fixture = new Fixture(Rotation.RotateAndDetectReuse);
        for (var round = 0; round < StoreUnderTest.Rounds; round++)
        {
            var (access, refresh) = await fixture.LogIn();
            var exchanges = await Simultaneously(async _ => await fixture.Exchange(refresh, Access, Refresh));
            var issued = Assert.Single(exchanges, exchange => exchange.Issued is not null).Issued!;
            Assert.Equal(RefusalReason.Revoked, await fixture.Reason(Access, access));
            Assert.Equal(RefusalReason.Revoked, await fixture.Reason(Access, issued.Tokens[0].Text));
            Assert.Equal(RefusalReason.Revoked, await fixture.Reason(Refresh, issued.Tokens[1].Text));
        }
    }

    [Theory]
    [InlineData(RevocationScope.Session)]
    [InlineData(RevocationScope.User)]
    public async Task Leaves_no_token_alive_when_refreshes_race_a_logout_of_all_kinds(RevocationScope scope)
    {
        var fixture = new Fixture();
        for (var round = 0; round < StoreUnderTest.Rounds; round++)
        {
            var (access, refresh) = await fixture.LogIn();
            var (_, other) = scope == RevocationScope.User ? await fixture.LogIn() : (access, refresh);
            var issued = new ConcurrentBag<string>();
            await Simultaneously(async thread =>
            {
                if (thread == 0)
                    return (await fixture.LogOut(access, scope, scope)).Accepted;
                var exchange = await fixture.Exchange(thread % 2 == 0 ? refresh : other, Access);
                if (exchange.Issued is { } tokens)
                    issued.Add(tokens.Tokens[0].Text);
                return true;
            });
            foreach (var text in issued)
                Assert.Equal(RefusalReason.Revoked, await fixture.Reason(Access, text));
        }
    }

    [Fact]
    public async Task Lets_logouts_that_need_each_other_s_sessions_pass()
    {
        var fixture = new Fixture();
        for (var round = 0; round < StoreUnderTest.Rounds; round++)
        {
            var (mine, _) = await fixture.LogIn(new User($"a{round}", ""));
            var (yours, _) = await fixture.LogIn(new User($"b{round}", ""));
            const Tolerance Tolerates = Tolerance.Foreign | Tolerance.Revoked;
            PresentedToken[] forth = [new(Access, mine, Tolerates), new(Access, yours, Tolerates)];
            PresentedToken[] back = [forth[1], forth[0]];
            await Simultaneously(thread => fixture.LogOut(thread % 2 == 0 ? forth : back, RevocationScope.Presented, RevocationScope.None));
            Assert.Equal(RefusalReason.Revoked, await fixture.Reason(Access, mine));
            Assert.Equal(RefusalReason.Revoked, await fixture.Reason(Access, yours));
        }
    }

    [Fact]
    public async Task Accepts_no_token_in_a_call_that_starts_after_the_logout_that_revoked_it_has_completed()
    {
        var fixture = new Fixture(Rotation.Rotate);
        var shared = new ConcurrentDictionary<int, (string Access, string Refresh)>();
        var history = new ConcurrentQueue<Event>();
        for (var slot = 0; slot < 4; slot++)
            shared[slot] = await fixture.LogIn();

        await Simultaneously(async thread =>
        {
            var random = new Random(thread);
            for (var i = 0; i < 20 * StoreUnderTest.Rounds; i++)
            {
                var slot = random.Next(4);
                var (access, refresh) = shared[slot];
                var start = Stopwatch.GetTimestamp();
                switch (random.Next(10))
                {
                    case 0:
                        var logout = await fixture.LogOut(access, RevocationScope.Session, RevocationScope.Session);
                        history.Enqueue(new(start, Stopwatch.GetTimestamp(), "logout", access, refresh, logout.Accepted));
                        shared[slot] = await fixture.LogIn();
                        break;
                    case 1:
                        var exchange = await fixture.Exchange(refresh, Access, Refresh);
                        history.Enqueue(new(start, Stopwatch.GetTimestamp(), "refresh", access, refresh, exchange.Decision.Accepted));
                        if (exchange.Issued is { } issued)
                            shared[slot] = (issued.Tokens[0].Text, issued.Tokens[1].Text);
                        break;
                    default:
                        var decision = await fixture.Present(Access, access);
                        history.Enqueue(new(start, Stopwatch.GetTimestamp(), "present", access, refresh, decision.Accepted));
                        break;
                }
            }
            return true;
        });

        var loggedOut = history.Where(e => e is { Kind: "logout", Accepted: true }).ToDictionary(e => e.Access, e => e.End);
        Assert.True(loggedOut.Count > 100, $"only {loggedOut.Count} logouts were accepted");
        Assert.Contains(history, e => e.Kind == "present" && !e.Accepted);
        Assert.DoesNotContain(
            history.Where(e => e is { Kind: "present" or "refresh", Accepted: true }),
            e => loggedOut.TryGetValue(e.Access, out var end) && e.Start > end
        );
        var redeemed = history.Where(e => e is { Kind: "refresh", Accepted: true }).ToList();
        Assert.True(redeemed.Count > 100, $"only {redeemed.Count} refreshes were accepted");
        Assert.Equal(redeemed.Count, redeemed.Select(e => e.Refresh).Distinct().Count());
    }

    [Fact]
    public async Task Survives_evictions_resets_and_lists_in_the_middle_of_everything()
    {
        var fixture = new Fixture(Rotation.Rotate);
        await Simultaneously(async thread =>
        {
            for (var i = 0; i < StoreUnderTest.Rounds * 5 / 2; i++)
            {
                var (access, refresh) = await fixture.LogIn(i % 2 == 0 ? Ada : Bob);
                PresentedToken[] presented = [new(Access, access, Tolerance.Expired), new(Refresh, refresh)];
                var reason = (await fixture.Exchange(presented, Access, Refresh)).Decision.Reason;
                Assert.Contains(reason, new[] { RefusalReason.None, RefusalReason.Expired, RefusalReason.Unknown, RefusalReason.Revoked });
                await fixture.LogOut(access, RevocationScope.User, RevocationScope.Session);
                switch (thread)
                {
                    case 0:
                        fixture.Clock.Advance(TimeSpan.FromDays(i % 20 == 0 ? 8 : 0));
                        await fixture.World.EvictAsync();
                        break;
                    case 1 when i % 50 == 0:
                        await fixture.World.ResetAsync();
                        break;
                    case 2 when i % 10 == 0:
                        await fixture.World.ListSessionsAsync(10);
                        break;
                }
            }
            return true;
        });
        await fixture.World.ResetAsync();
        Assert.Empty(await fixture.World.ListSessionsAsync());
        var (last, _) = await fixture.LogIn();
        Assert.Equal(RefusalReason.None, await fixture.Reason(Access, last));
    }

    [Fact]
    public async Task Makes_valid_tokens_of_every_format_on_many_threads()
    {
        var policy = new SessionPolicy([
            new("rs", new JwtFormat(JwtAlgorithm.RS256), TimeSpan.FromHours(1), Rotation.None),
            new("jwe", new JweFormat(), TimeSpan.FromHours(1), Rotation.None),
        ]);
        var world = new SessionWorld(policy, Keys, new TestKit.ManualClock(), Entropy.System, StoreUnderTest.Of(policy));
        var texts = await Simultaneously(async _ =>
        {
            var made = new List<Issued>();
            for (var i = 0; i < 50; i++)
                made.Add(await world.LogInAsync(Ada, [0, 1]));
            return made;
        });
        var all = texts.SelectMany(made => made).ToList();
        Assert.All(all, issued => Assert.True(Jwk.VerifiesRs256(Keys, issued.Tokens[0].Text)));
        Assert.All(all, issued => Assert.NotEmpty(Jwk.Decrypt(Keys, issued.Tokens[1].Text)));
        Assert.Equal(2 * Threads * 50, all.SelectMany(issued => issued.Tokens).Select(token => token.Text).Distinct().Count());
    }

    private static async Task<T[]> Simultaneously<T>(Func<int, Task<T>> action)
    {
        using var start = new Barrier(Threads);
        return await Task.WhenAll(
            Enumerable
                .Range(0, Threads)
                .Select(thread =>
                    Task.Factory.StartNew(
                            () =>
                            {
                                start.SignalAndWait();
                                return action(thread);
                            },
                            CancellationToken.None,
                            TaskCreationOptions.LongRunning,
                            TaskScheduler.Default
                        )
                        .Unwrap()
                )
        );
    }

    private sealed record Event(long Start, long End, string Kind, string Access, string Refresh, bool Accepted);
}
