using Conformance.Generated.MockAdmin.Client;

namespace Conformance.MockServer.Tests.Admin;

public sealed class NamespaceTests
{
    [Fact]
    public async Task A_namespace_has_its_own_sessions_users_clock_faults_and_journal()
    {
        await using var mock = await AdminMock.StartAsync();
        await mock.Client.AddUserAsync(new NewUser { Name = "carol", Password = "pw" }, "a");
        await mock.Client.SetClockAsync(new ClockChange { Advance = "PT1H", Frozen = true }, "a");
        await mock.Client.AddFaultAsync(
            new NewFault
            {
                Kind = FaultKind.Status,
                Status = 500,
                Operation = "me",
            },
            "a"
        );
        var tokens = await mock.LogInAsync("carol", "__ns/a/", "pw");
        Assert.Equal(500, await mock.UseAsync(tokens, "__ns/a/"));

        Assert.Equal(401, await mock.UseAsync(tokens));
        Assert.Equal("unknown", (await mock.Client.ListRequestsAsync()).Requests.Single().Reason);
        Assert.Equal(2, (await mock.Client.ListUsersAsync()).Users.Count);
        Assert.False((await mock.Client.GetClockAsync()).Frozen);
        Assert.Empty((await mock.Client.ListFaultsAsync()).Faults);
        Assert.Empty((await mock.Client.ListSessionsAsync()).Sessions);
        Assert.Single((await mock.Client.ListSessionsAsync("a")).Sessions);
        Assert.Equal(2, (await mock.Client.ListRequestsAsync("a")).Total);
        Assert.Equal(
            ["a 2 1", "default 1 0"],
            (await mock.Client.ListNamespacesAsync()).Namespaces.Select(n => $"{n.Name} {n.Requests} {n.Faults}")
        );
    }

    [Fact]
    public async Task It_is_chosen_by_header_or_path_for_contracts_and_control_alike()
    {
        await using var mock = await AdminMock.StartAsync();
        var tokens = await mock.LogInAsync(prefix: "__ns/a/");
        Assert.Equal(200, (await mock.SendAsync("GET", "nethesis/api/me", tokens.Access, null, ("Conform-Namespace", "a"))).Status);
        Assert.Equal(200, (await mock.SendAsync("GET", "__ns/a/nethesis/api/me", tokens.Access, null, ("Conform-Namespace", "a"))).Status);
        Assert.Equal(401, (await mock.SendAsync("GET", "nethesis/api/me", tokens.Access, null, ("Conform-Namespace", "default"))).Status);
        using var http = new HttpClient(new ContractKeeping()) { BaseAddress = new Uri(mock.Mock.Address, "__ns/a/__admin/") };
        Assert.Single((await new MockAdminClient(http).ListSessionsAsync()).Sessions);
        Assert.Single((await mock.Client.ListSessionsAsync("a")).Sessions);
        Assert.Equal("/nethesis/api/me", (await mock.Client.ListRequestsAsync("a", limit: 1)).Requests[0].Path);
        Assert.Equal(404, (await mock.SendAsync("GET", "__ns/a", null)).Status);
    }

    [Fact]
    public async Task A_reset_puts_one_namespace_back_to_its_start()
    {
        await using var mock = await AdminMock.StartAsync();
        var (own, other) = (await mock.LogInAsync(prefix: "__ns/a/"), await mock.LogInAsync(prefix: "__ns/b/"));
        await mock.Client.AddUserAsync(new NewUser { Name = "carol", Password = "pw" }, "a");
        await mock.Client.SetClockAsync(new ClockChange { Advance = "PT1M" }, "a");
        await mock.Client.AddFaultAsync(new NewFault { Kind = FaultKind.Reset }, "a");
        await mock.Client.ResetAsync("a");

        Assert.Equal((401, 200), (await mock.UseAsync(own, "__ns/a/"), await mock.UseAsync(other, "__ns/b/")));
        Assert.Equal(2, (await mock.Client.ListUsersAsync("a")).Users.Count);
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), (await mock.Client.GetClockAsync("a")).Now);
        Assert.Empty((await mock.Client.ListFaultsAsync("a")).Faults);
        Assert.Equal(1, (await mock.Client.ListRequestsAsync("a")).Total);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(20_000)]
    public async Task A_reset_touches_none_of_the_sessions_however_many_they_are(int count)
    {
        await using var mock = await AdminMock.StartAsync();
        var mount = mock.Mock.Mounts[0];
        var before = mock.Mock.SessionsOf(mount)!;
        for (var i = 0; i < count; i++)
            await before.LogInAsync(new Sessions.User("u", "u"), [0]);
        await mock.Client.ResetAsync();

        // The old world still holds them all: it was put aside and not emptied.
        Assert.Equal(count, (await before.ListSessionsAsync()).Length);
        Assert.NotSame(before, mock.Mock.SessionsOf(mount));
        Assert.Empty((await mock.Client.ListSessionsAsync()).Sessions);
    }

    [Fact]
    public async Task It_is_made_and_deleted_and_default_stays()
    {
        await using var mock = await AdminMock.StartAsync();
        Assert.Equal("a.B-c_1", (await mock.Client.CreateNamespaceAsync("a.B-c_1")).Name);
        var tokens = await mock.LogInAsync(prefix: "__ns/a.B-c_1/");
        Assert.Equal(1, (await mock.Client.CreateNamespaceAsync("a.B-c_1")).Requests);
        await mock.Client.DeleteNamespaceAsync("a.B-c_1");
        Assert.Null(mock.Mock.SessionsOf(mock.Mock.Mounts[0], "a.B-c_1"));
        Assert.Equal(401, await mock.UseAsync(tokens, "__ns/a.B-c_1/"));
        await AdminMock.ProblemOfAsync(404, () => mock.Client.DeleteNamespaceAsync("never"));
        await AdminMock.ProblemOfAsync(409, () => mock.Client.DeleteNamespaceAsync("default"));
    }

    [Fact]
    public async Task There_are_no_more_than_their_bound_and_the_known_ones_go_on()
    {
        await using var mock = await AdminMock.StartAsync(o => o with { MostNamespaces = 3 });
        await mock.Client.CreateNamespaceAsync("a");
        var tokens = await mock.LogInAsync(prefix: "__ns/b/");
        var full = await AdminMock.ProblemOfAsync(503, () => mock.Client.CreateNamespaceAsync("c"));
        Assert.Contains("there are 3 namespaces", full.Detail, StringComparison.Ordinal);
        await AdminMock.ProblemOfAsync(503, () => mock.Client.ListSessionsAsync("c"));
        Assert.Equal(503, (await mock.SendAsync("GET", "__ns/c/nethesis/api/me", null)).Status);
        Assert.Equal(200, await mock.UseAsync(tokens, "__ns/b/"));
        await mock.Client.DeleteNamespaceAsync("a");
        await mock.Client.CreateNamespaceAsync("c");
    }

    [Theory]
    [InlineData("__ns/a%20b/nethesis/api/me", null, "The request names the namespace \"a%20b\"")]
    [InlineData("__ns//nethesis/api/me", null, "names the namespace \"\"")]
    [InlineData("nethesis/api/me", "a b", "names the namespace \"a b\"")]
    [InlineData("nethesis/api/me", "a/b", "names the namespace \"a/b\"")]
    [InlineData("__ns/a/nethesis/api/me", "b", "The path names the namespace \"a\" and the header Conform-Namespace another one.")]
    public async Task A_name_that_is_none_is_refused(string path, string? header, string detail)
    {
        await using var mock = await AdminMock.StartAsync();
        foreach (var target in new[] { path, path.Replace("nethesis/api/me", "__admin/clock", StringComparison.Ordinal) })
        {
            var (status, text) = await mock.SendAsync("GET", target, null, null, header is null ? [] : [("Conform-Namespace", header)]);
            Assert.Equal(400, status);
            Assert.Contains(detail, System.Text.Json.Nodes.JsonNode.Parse(text)!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        }

        await AdminMock.ProblemOfAsync(400, () => mock.Client.CreateNamespaceAsync(new string('x', 65)));
        Assert.Single((await mock.Client.ListNamespacesAsync()).Namespaces);
    }

    [Fact]
    public async Task Under_a_seed_a_namespace_repeats_whatever_the_others_do_and_never_repeats_a_token()
    {
        var (quiet, before, after) = await RunAsync(others: 0);
        Assert.Equal((quiet, before, after), await RunAsync(others: 5));
        Assert.Equal(3, new[] { quiet, before, after }.Distinct().Count());

        static async Task<(string Other, string Before, string After)> RunAsync(int others)
        {
            await using var mock = await AdminMock.StartAsync(o => o with { Seed = 42 });
            for (var i = 0; i < others; i++)
                await mock.LogInAsync();
            var other = (await mock.LogInAsync(prefix: "__ns/other/")).Access;
            var before = (await mock.LogInAsync(prefix: "__ns/own/")).Access;
            await mock.Client.ResetAsync("own");
            return (other, before, (await mock.LogInAsync(prefix: "__ns/own/")).Access);
        }
    }

    [Theory]
    [InlineData("GET", "Sec-Fetch-Site", "cross-site")] // an image or a link, which has no Origin
    [InlineData("POST", "Origin", "https://evil.example")] // a form, of a browser that sends no Fetch Metadata
    [InlineData("OPTIONS", "Origin", "null")] // a frame in a sandbox
    public async Task Pages_of_other_sites_use_no_namespace_up_however_many_they_name(string method, string header, string value)
    {
        await using var mock = await AdminMock.StartAsync(options => options with { MostNamespaces = 4 });
        await mock.Client.CreateNamespaceAsync("mine");
        for (var i = 0; i < 5; i++)
        {
            var (status, text) = await mock.SendAsync(method, $"__ns/n{i}/nethesis/api/me", null, null, (header, value));
            Assert.True((status, text.Contains("foreign-origin", StringComparison.Ordinal)) == (403, true), text);
            Assert.Equal(
                403,
                (await mock.SendAsync("GET", "nethesis/api/me", null, null, (header, value), ("Conform-Namespace", $"n{i}"))).Status
            );
            Assert.Equal(403, (await mock.SendAsync("GET", $"__ns/n{i}/__admin/health", null, null, (header, value))).Status);
        }

        Assert.Equal(["default", "mine"], (await mock.Client.ListNamespacesAsync()).Namespaces.Select(n => n.Name));

        // What is there already may be used, and what is not there may be made by others.
        Assert.Equal(401, (await mock.SendAsync("GET", "__ns/mine/nethesis/api/me", null, null, (header, value))).Status);
        Assert.Equal(401, (await mock.SendAsync("GET", "__ns/yours/nethesis/api/me", null)).Status);
    }

    [Theory]
    [InlineData("Origin", "http://localhost:5173", "cross-site")] // a page of the developer's own machine, to 127.0.0.1
    [InlineData("Origin", "https://app.example", "cross-site")]
    [InlineData("Sec-Fetch-Dest", "document", "none")] // typed by the user
    [InlineData("Sec-Fetch-Dest", "empty", "same-site")]
    public async Task Pages_of_loopback_and_of_told_origins_make_namespaces(string header, string value, string site)
    {
        await using var mock = await AdminMock.StartAsync(options => options with { ControlOrigins = ["https://app.example"] });
        var asked = await mock.SendAsync("GET", "__ns/a/nethesis/api/me", null, null, (header, value), ("Sec-Fetch-Site", site));
        Assert.Equal(401, asked.Status);
        Assert.Contains((await mock.Client.ListNamespacesAsync()).Namespaces, n => n.Name == "a");
    }
}
