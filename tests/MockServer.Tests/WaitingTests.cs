using System.Collections.Concurrent;
using Conformance.MockServer.Engine.Stages;
using static Conformance.MockServer.Tests.TestMock;

namespace Conformance.MockServer.Tests;

/// <summary>Answers that wait, and answers with values of their own.</summary>
public sealed class WaitingTests
{
    private const string Document = """
        openapi: 3.1.0
        info: {title: Orders, version: '1'}
        paths:
          /orders:
            get:
              responses:
                '200':
                  description: Orders.
                  content:
                    application/json:
                      schema:
                        type: array
                        maxItems: 3
                        items:
                          type: object
                          required: [id, state, code, total, at, open]
                          properties:
                            id: {type: string, format: uuid}
                            state: {enum: [new, paid]}
                            code: {type: string, pattern: '^[A-Z]{3}$'}
                            total: {type: number, multipleOf: 0.5, maximum: 10}
                            at: {type: string, format: date-time}
                            open: {type: boolean}
                      example: [{id: 7b1f5c52-2a7e-4a57-9d27-0a8f5f8f3c11, state: new, code: ABC, total: 1, at: '2026-01-01T00:00:00Z', open: true}]
        """;

    [Fact]
    public async Task Preferred_and_general_waits_pass_by_the_clock_that_the_mock_was_given()
    {
        var time = new InstantTime();
        await using var mock = await OfAsync(Load(Document), o => o with { Time = time });
        foreach (var (prefer, waited, applied) in new[] { ("wait=2", 2, "wait=2"), ("WAIT = \"3600\", foo", 60, "wait=60") })
        {
            var reply = await mock.GetAsync("/orders", ("Prefer", prefer));
            Assert.Equal((200, applied), (reply.Status, reply.Header("Preference-Applied")));
            Assert.Equal([TimeSpan.FromSeconds(waited)], time.Taken());
        }

        var forced = await mock.GetAsync("/orders", ("Prefer", "code=200, wait=1"));
        Assert.Equal("code=200, wait=1", forced.Header("Preference-Applied"));
        time.Taken();
        Assert.Null((await mock.GetAsync("/orders", ("Prefer", "wait=soon, wait=-1"))).Header("Preference-Applied"));
        Assert.Empty(time.Taken());

        var (least, most) = (TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(800));
        await using var slow = await OfAsync(Load(Document), o => o with { Time = time, Delay = new ResponseDelay(least, most) });
        for (var i = 0; i < 8; i++)
            await slow.GetAsync("/orders");
        await slow.GetAsync("/nowhere");
        var taken = time.Taken();
        Assert.Equal(8, taken.Count);
        Assert.All(taken, t => Assert.InRange(t, least, most));
        Assert.True(taken.Distinct().Count() > 1);
    }

    [Fact]
    public async Task Dynamic_values_fit_the_schema_differ_and_come_again_under_a_seed()
    {
        var contract = Load(Document);
        await using var mock = await OfAsync(contract, o => o with { Seed = 7 });
        await using var again = await OfAsync(contract, o => o with { Seed = 7 });
        var bodies = new List<string>();
        for (var i = 0; i < 6; i++)
        {
            var reply = await mock.GetAsync("/orders", ("Prefer", "dynamic=true"));
            Assert.Equal((200, "dynamic=true"), (reply.Status, reply.Header("Preference-Applied")));
            Assert.Equal(reply.Text, (await again.GetAsync("/orders", ("Prefer", "dynamic=true"))).Text);
            bodies.Add(reply.Text);
        }

        Assert.Equal(6, bodies.Distinct(StringComparer.Ordinal).Count());
        Assert.Contains("7b1f5c52-2a7e-4a57-9d27-0a8f5f8f3c11", (await mock.GetAsync("/orders")).Text, StringComparison.Ordinal);
    }

    /// <summary>Lets every wait be over at once, and remembers how long it was to be.</summary>
    private sealed class InstantTime : TimeProvider
    {
        private readonly ConcurrentQueue<TimeSpan> _waits = new();

        public List<TimeSpan> Taken()
        {
            var taken = _waits.ToList();
            _waits.Clear();
            return taken;
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _waits.Enqueue(dueTime);
            return System.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
