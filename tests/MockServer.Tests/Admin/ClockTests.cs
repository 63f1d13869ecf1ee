using System.Text;
using Conformance.Generated.MockAdmin.Client;

namespace Conformance.MockServer.Tests.Admin;

public sealed class ClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public async Task It_is_read_moved_set_frozen_and_reset()
    {
        await using var mock = await AdminMock.StartAsync();
        var clock = await mock.Client.GetClockAsync();
        Assert.Equal((Start, false), (clock.Now, clock.Frozen));
        Assert.Equal(Start.AddHours(1), (await mock.Client.SetClockAsync(new ClockChange { Advance = "PT1H" })).Now);
        Assert.Equal(Start.AddDays(-1).AddHours(1), (await mock.Client.SetClockAsync(new ClockChange { Advance = "-P1D" })).Now);
        var set = new DateTimeOffset(2030, 5, 6, 7, 8, 9, TimeSpan.Zero);
        clock = await mock.Client.SetClockAsync(new ClockChange { Now = set, Frozen = true });
        Assert.Equal((set, true), (clock.Now, clock.Frozen));
        Assert.Equal(
            (set, false),
            (await mock.Client.SetClockAsync(new ClockChange { Frozen = false })) is var thawed ? (thawed.Now, thawed.Frozen) : default
        );
        Assert.Equal(Start, (await mock.Client.SetClockAsync(new ClockChange { Reset = true })).Now);
    }

    [Fact]
    public async Task A_clock_that_stood_at_the_start_stands_there_after_a_reset()
    {
        var noon = new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
        await using var mock = await AdminMock.StartAsync(o => o with { FrozenAt = noon });
        await mock.Client.SetClockAsync(new ClockChange { Advance = "PT1H", Frozen = false });
        var clock = await mock.Client.SetClockAsync(new ClockChange { Reset = true });
        Assert.Equal((noon, true), (clock.Now, clock.Frozen));
    }

    [Fact]
    public async Task Moving_it_lets_tokens_expire()
    {
        await using var mock = await AdminMock.StartAsync();
        var tokens = await mock.LogInAsync();
        await mock.Client.SetClockAsync(new ClockChange { Advance = "PT23H59M59S" });
        Assert.Equal(200, await mock.UseAsync(tokens));
        await mock.Client.SetClockAsync(new ClockChange { Advance = "PT1S" });
        Assert.Equal(401, await mock.UseAsync(tokens));
    }

    [Theory]
    [InlineData("{}", "found nothing to do")]
    [InlineData("""{"advance":"an hour"}""", "found \"advance\": \"an hour\", which is no duration or leads too far")]
    [InlineData("""{"advance":"P9000Y"}""", "which is no duration or leads too far")]
    [InlineData("""{"advance":"P999999Y"}""", "which is no duration or leads too far")]
    [InlineData("""{"now":"9999-12-31T23:59:59Z"}""", "found a time in the year 9999")]
    [InlineData("""{"now":"soon"}""", "body now is not as described")]
    [InlineData("""{"advance":"PT1H","now":"2026-01-01T00:00:00Z"}""", "found several of \"advance\", \"now\" and \"reset\"")]
    [InlineData("""{"reset":true,"frozen":true}""", "found \"frozen\" beside \"reset\"")]
    [InlineData("""{"frozen":"yes"}""", "body frozen is not as described")]
    [InlineData("[]", "The body is not as described")]
    [InlineData("{", "The body is no JSON")]
    [InlineData("", "The body is missing")]
    public async Task A_wrong_change_is_told_and_changes_nothing(string body, string found)
    {
        await using var mock = await AdminMock.StartAsync();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await mock.Control.PutAsync("clock", content, TestContext.Current.CancellationToken);
        var text = System.Text.Json.Nodes.JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))![
            "detail"
        ]!.GetValue<string>();
        Assert.Equal(400, (int)response.StatusCode);
        Assert.StartsWith("PUT /__admin/clock: ", text, StringComparison.Ordinal);
        Assert.Contains(found, text, StringComparison.Ordinal);
        Assert.Contains("Expected a JSON object", text, StringComparison.Ordinal);
        Assert.Equal(Start, (await mock.Client.GetClockAsync()).Now);
    }
}
