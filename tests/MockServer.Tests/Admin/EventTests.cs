using System.Text.Json.Nodes;
using Conformance.Generated.MockAdmin.Client;

namespace Conformance.MockServer.Tests.Admin;

/// <summary>What happens is told as server-sent events.</summary>
public sealed class EventTests
{
    [Fact]
    public async Task Requests_and_changes_are_told_as_they_come_in_the_namespace_that_is_listened_to()
    {
        await using var mock = await AdminMock.StartAsync();
        await mock.UseAsync(new Tokens("early", ""));
        using var stream = await ListenAsync(mock, "events");
        Assert.Equal(("start", 1), Total(await NextAsync(stream)));

        // What happens elsewhere is not told.
        await mock.UseAsync(new Tokens("none", ""), "__ns/a/");
        await mock.UseAsync(new Tokens("none", ""));
        var (name, data) = await NextAsync(stream);
        Assert.Equal(("requests", 2), (name, (int)data["total"]!));
        var request = Assert.Single(data["requests"]!.AsArray());
        Assert.Equal((2, 401), ((int)request!["number"]!, (int)request["status"]!));

        await mock.Client.SetClockAsync(new ClockChange { Advance = "PT1H" });
        Assert.Equal(("change", 2), Total(await NextAsync(stream)));

        // The journal of a namespace that was put back begins anew.
        await mock.Client.ResetAsync();
        Assert.Equal(("change", 0), Total(await NextAsync(stream)));
        await mock.UseAsync(new Tokens("none", ""));
        Assert.Equal(("requests", 1), Total(await NextAsync(stream)));
    }

    [Fact]
    public async Task A_stream_ends_after_as_many_as_were_asked_for_and_with_its_namespace()
    {
        await using var mock = await AdminMock.StartAsync();
        for (var i = 0; i < 150; i++)
            await mock.UseAsync(new Tokens("none", ""));
        using (var counted = await ListenAsync(mock, "events?after=20&count=2"))
        {
            Assert.Equal(("start", 150), Total(await NextAsync(counted)));
            var (name, data) = await NextAsync(counted);
            Assert.Equal(("requests", 100, 150), (name, data["requests"]!.AsArray().Count, (int)data["requests"]![0]!["number"]!));
            Assert.Null(await counted.ReadLineAsync(TestContext.Current.CancellationToken));
        }

        await mock.Client.CreateNamespaceAsync("short");
        mock.Control.DefaultRequestHeaders.Add("Conform-Namespace", "short");
        using var gone = await ListenAsync(mock, "events");
        mock.Control.DefaultRequestHeaders.Remove("Conform-Namespace");
        Assert.Equal(("start", 0), Total(await NextAsync(gone)));
        await mock.Client.DeleteNamespaceAsync("short");
        Assert.Null(await gone.ReadLineAsync(TestContext.Current.CancellationToken));
        await AdminMock.ProblemOfAsync(400, () => mock.Client.StreamEventsAsync(count: 0));
        await AdminMock.ProblemOfAsync(400, () => mock.Client.StreamEventsAsync(after: -1));
    }

    [Fact]
    public async Task A_mock_stops_though_somebody_listens()
    {
        var mock = await AdminMock.StartAsync();
        using var stream = await ListenAsync(mock, "events");
        await NextAsync(stream);
        await mock.Mock.DisposeAsync();
        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            if (await stream.ReadLineAsync(TestContext.Current.CancellationToken) is null)
                throw new EndOfStreamException();
        });
    }

    // Without the handler that holds answers against the contract, which would wait for their end.
    private static async Task<StreamReader> ListenAsync(AdminMock mock, string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "__admin/" + path);
        foreach (var (name, values) in mock.Control.DefaultRequestHeaders)
            request.Headers.TryAddWithoutValidation(name, values);
        var response = await mock.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.ToString());
        return new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<(string Name, JsonNode Data)> NextAsync(StreamReader stream)
    {
        var name = await stream.ReadLineAsync(TestContext.Current.CancellationToken);
        var data = await stream.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.Equal("", await stream.ReadLineAsync(TestContext.Current.CancellationToken));
        return (name!["event: ".Length..], JsonNode.Parse(data!["data: ".Length..])!);
    }

    private static (string, int) Total((string Name, JsonNode Data) happened) => (happened.Name, (int)happened.Data["total"]!);
}
