using System.Net;
using System.Text.Json.Nodes;
using static Conformance.MockServer.Tests.TestMock;

namespace Conformance.MockServer.Tests;

public sealed class ControlApiTests
{
    [Fact]
    public async Task Health_tells_what_is_served()
    {
        await using var mock = await OfBuiltInAsync("sig");
        var health = await mock.GetAsync("/__admin/health");
        Assert.Equal(("ok", "sig"), (health.String("status"), health.Json["contracts"]![0]!["name"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Sessions_are_listed_without_tokens_and_can_be_ended()
    {
        await using var mock = await OfBuiltInAsync("sig");
        var token = await LogInAsync(mock);
        var list = await mock.GetAsync("/__admin/sessions");
        Assert.DoesNotContain(token, list.Text, StringComparison.Ordinal);
        var session = Assert.Single(list.Json["sessions"]!.AsArray())!;
        Assert.Equal(Alice, session["user"]!.GetValue<string>());
        Assert.Equal(["access#1", "refresh#1"], session["tokens"]!.AsArray().Select(t => t!["label"]!.GetValue<string>()).Order());

        Assert.Equal(204, (await mock.SendAsync("DELETE", $"/__admin/sessions/{session["id"]}")).Status);
        Assert.Equal(401, (await mock.GetAsync("/api/me", Bearer(token))).Status);
        Assert.Equal(404, (await mock.SendAsync("DELETE", "/__admin/sessions/none")).Status);
    }

    [Fact]
    public async Task A_token_expires_by_its_text_or_its_label()
    {
        await using var mock = await OfBuiltInAsync("sig");
        var (first, second) = (await LogInAsync(mock), await LogInAsync(mock));
        Assert.Equal(204, (await mock.PostAsync("/__admin/tokens/expire", new { token = first })).Status);
        Assert.Equal("Expired JWT Token", (await mock.GetAsync("/api/me", Bearer(first))).String("message"));
        Assert.Equal(204, (await mock.PostAsync("/__admin/tokens/expire", new { label = "access#2", contract = "sig" })).Status);
        Assert.Equal("Expired JWT Token", (await mock.GetAsync("/api/me", Bearer(second))).String("message"));
        Assert.Equal(404, (await mock.PostAsync("/__admin/tokens/expire", new { label = "access#9" })).Status);
        Assert.Equal(400, (await mock.PostAsync("/__admin/tokens/expire", "nonsense")).Status);
    }

    [Fact]
    public async Task The_clock_is_read_moved_set_frozen_and_reset()
    {
        await using var mock = await OfBuiltInAsync("sig");
        Assert.Equal("2026-01-02T03:04:05.000Z", (await mock.GetAsync("/__admin/clock")).String("now"));
        Assert.Equal("2026-01-02T04:04:05.000Z", (await mock.PutAsync("/__admin/clock", new { advance = "PT1H" })).String("now"));
        var set = await mock.PutAsync("/__admin/clock", new { now = "2030-05-06T07:08:09Z", frozen = true });
        Assert.Equal(("2030-05-06T07:08:09.000Z", true), (set.String("now"), set.Json["frozen"]!.GetValue<bool>()));
        Assert.Equal("2026-01-02T03:04:05.000Z", (await mock.PutAsync("/__admin/clock", new { reset = true })).String("now"));
        foreach (var wrong in new object[] { new { }, new { advance = "an hour" }, new { now = "soon" }, new { advance = "P999999Y" }, "[]", "{" })
        {
            Assert.Equal(400, (await mock.PutAsync("/__admin/clock", wrong)).Status);
        }
    }

    [Fact]
    public async Task Reset_forgets_sessions_and_moves_the_clock_back()
    {
        await using var mock = await OfBuiltInAsync("sig");
        var token = await LogInAsync(mock);
        mock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(204, (await mock.PostAsync("/__admin/reset", null)).Status);
        Assert.Equal(401, (await mock.GetAsync("/api/me", Bearer(token))).Status);
        Assert.Empty((await mock.GetAsync("/__admin/sessions")).Json["sessions"]!.AsArray());
        Assert.Equal("2026-01-02T03:04:05.000Z", (await mock.GetAsync("/__admin/clock")).String("now"));
    }

    [Fact]
    public async Task Beyond_loopback_it_asks_for_the_printed_token()
    {
        await using var loopback = await OfBuiltInAsync("sig");
        await using var mock = await OfAsync(loopback.Mock.Mounts[0].Contract, o => o with { Host = IPAddress.Any });
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{mock.Mock.Address.Port}") };
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/__admin/health", TestContext.Current.CancellationToken)).StatusCode);
        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {mock.Mock.ControlToken}");
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/__admin/health", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Null(loopback.Mock.ControlToken);
    }

    [Fact]
    public async Task An_unknown_path_tells_what_there_is()
    {
        await using var mock = await OfBuiltInAsync("sig");
        var reply = await mock.GetAsync("/__admin/nothing");
        Assert.Equal(404, reply.Status);
        Assert.Contains("POST /reset", reply.String("detail"), StringComparison.Ordinal);
        Assert.Contains("keys", (await mock.GetAsync("/__admin/keys")).Json.AsObject().Select((KeyValuePair<string, JsonNode?> m) => m.Key));
    }

    private static async Task<string> LogInAsync(TestMock mock) => (await mock.PostAsync("/api/login", new { email = Alice, password = Password })).String("token");
}
