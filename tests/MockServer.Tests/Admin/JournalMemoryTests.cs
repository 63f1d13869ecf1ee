using Conformance.MockServer.Engine.Logging;

namespace Conformance.MockServer.Tests.Admin;

/// <summary>What a mock keeps of requests is bounded in bytes, whoever sends them and however they are spread.</summary>
public sealed class JournalMemoryTests
{
    private const int Limit = 200_000;

    [Fact]
    public async Task The_fullest_journal_forgets_its_oldest_requests_and_says_how_many()
    {
        await using var mock = await AdminMock.StartAsync(o => o with { JournalMemory = Limit });
        await mock.SendAsync("GET", "__ns/quiet/nethesis/api/me", null);
        for (var i = 0; i < 600; i++)
            await mock.SendAsync("GET", $"nethesis/api/{new string('x', 400)}", null);

        var list = await mock.Client.ListRequestsAsync(limit: 1000);
        Assert.Equal(600, list.Total);
        Assert.InRange(list.Requests.Count, 50, 250);
        Assert.Equal(600, list.Requests.Count + list.Forgotten);
        Assert.Equal((600, 600 - list.Requests.Count + 1), (list.Requests[0].Number, list.Requests[^1].Number)); // the oldest went, in order
        Assert.Equal(Limit, list.Memory!.Limit);
        Assert.InRange(list.Memory.Used, Limit / 4, Limit);

        var quiet = await mock.Client.ListRequestsAsync("quiet");
        Assert.Equal((1, 0), (quiet.Requests.Count, quiet.Forgotten));
    }

    [Fact]
    public async Task All_namespaces_together_stay_within_it()
    {
        await using var mock = await AdminMock.StartAsync(o => o with { JournalMemory = Limit });
        for (var i = 0; i < 1000; i++)
            await mock.SendAsync("GET", $"__ns/n{i % 20}/nethesis/api/{new string('x', 400)}", null);
        var memory = (await mock.Client.ListRequestsAsync("n0")).Memory!;
        Assert.InRange(memory.Used, Limit / 4, Limit);
    }

    [Fact]
    public async Task A_reset_an_emptied_journal_and_a_removed_namespace_give_theirs_back()
    {
        await using var mock = await AdminMock.StartAsync();
        var others = (await mock.Client.ListRequestsAsync()).Memory!.Used;
        foreach (var name in new[] { "a", "b", "c" })
        {
            for (var i = 0; i < 40; i++)
                await mock.SendAsync("GET", $"__ns/{name}/nethesis/api/me", null);
        }

        var full = (await mock.Client.ListRequestsAsync()).Memory!.Used;
        await mock.Client.ResetAsync("a");
        await mock.Client.DeleteNamespaceAsync("b");
        await mock.Client.ClearRequestsAsync("c");
        var after = (await mock.Client.ListRequestsAsync()).Memory!.Used;
        Assert.True(full - others > 30_000 && after - others < 3000, $"{others}, {full}, {after}");
        Assert.Empty((await mock.Client.ListRequestsAsync("c")).Requests);
        await mock.SendAsync("GET", "__ns/a/nethesis/api/me", null);
        Assert.Single((await mock.Client.ListRequestsAsync("a")).Requests);
    }

    [Fact]
    public async Task Writers_at_once_keep_the_count_right_while_journals_are_emptied_and_reset()
    {
        await using var mock = await AdminMock.StartAsync(o => o with { JournalMemory = 60_000 });
        string[] names = ["a", "b", "c", "d"];
        var before = (await mock.Client.ListRequestsAsync()).Memory!.Used;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(WriteAsync));
        Assert.InRange((await mock.Client.ListRequestsAsync()).Memory!.Used, before, 60_000);
        foreach (var name in names)
            await mock.Client.DeleteNamespaceAsync(name);
        Assert.Equal(before, (await mock.Client.ListRequestsAsync()).Memory!.Used);

        async Task WriteAsync(int worker)
        {
            for (var i = 0; i < 300; i++)
            {
                await mock.SendAsync("GET", $"__ns/{names[(worker + i) % 4]}/nethesis/api/{new string('p', i)}", null);
                if (i % 40 == worker)
                    await mock.Client.ClearRequestsAsync(names[worker % 4]);
                if (i % 50 == worker)
                    await mock.Client.ResetAsync(names[(worker + 1) % 4]);
            }
        }
    }

    [Fact]
    public async Task Log_lines_that_wait_are_bounded_in_bytes_and_missed_ones_are_told()
    {
        var output = new StuckWriter();
        var log = new TextRequestLog(output, json: true, memory: 50_000);
        for (var i = 0; i < 1000; i++)
            log.Write(new RequestLogEntry { Method = "GET", Path = new string('p', 500) });
        output.Release();
        await log.DisposeAsync();
        var lines = output.ToString().TrimEnd().Split('\n');
        var missed = int.Parse(lines[^1].AsSpan("{\"missed\":".Length).TrimEnd("}\r"), System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(lines.Length - 1, 20, 60);
        Assert.Equal(1000, lines.Length - 1 + missed);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task The_memory_of_many_sessions_goes_back_after_a_reset_without_anybody_asking()
    {
        await using var mock = await AdminMock.StartAsync(o => o with { GivesMemoryBack = true });
        var before = await FillAsync(mock);
        await mock.Client.ResetAsync();
        while (before.IsAlive)
            await Task.Delay(20, TestContext.Current.CancellationToken);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> FillAsync(AdminMock mock)
    {
        var world = mock.Mock.SessionsOf(mock.Mock.Mounts[1])!;
        for (var i = 0; i < 60_000; i++)
            await world.LogInAsync(new Sessions.User("u", "u"), [1]);
        return new WeakReference(world);
    }

    // Takes nothing until it is let go.
    private sealed class StuckWriter : StringWriter
    {
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Release() => _released.SetResult();

        public override async Task WriteLineAsync(string? value)
        {
            await _released.Task;
            await base.WriteLineAsync(value);
        }
    }
}
