using System.Net;
using System.Net.Sockets;
using Conformance.MockServer.Engine.Logging;
using Conformance.MockServer.Engine.Stages;
using static Conformance.MockServer.Tests.TestMock;

namespace Conformance.MockServer.Tests;

/// <summary>The real server, in whose place another mock stands here.</summary>
public sealed class UpstreamTests
{
    [Fact]
    public async Task It_answers_what_is_left_to_it_and_nothing_else()
    {
        await using var real = await OfAsync(Load(Document("real"), "real"), keepsContract: false);
        using var upstream = new Upstream(real.Mock.Address, ["named"]);
        await using var mock = await OfAsync(Load(Document("mock")), o => o with { Upstream = upstream }, keepsContract: false);
        Assert.Equal("\"mock\"", (await mock.GetAsync("/own")).Text);
        Assert.Equal("\"real\"", (await mock.GetAsync("/named")).Text);
        Assert.Equal("\"real\"", (await mock.GetAsync("/marked?page=2")).Text);
        Assert.Equal("""{"got":"x"}""", (await mock.PostAsync("/echo", new { a = "x" })).Text);
        var nowhere = await mock.GetAsync("/nowhere");
        Assert.Equal(404, nowhere.Status);
        Assert.Contains("the contract has no such path", real.Log.Text.Last(), StringComparison.Ordinal);
        Assert.Equal(405, (await mock.SendAsync("DELETE", "/own")).Status);
        var journal = (await mock.GetAsync("/__admin/requests?verdict=mapped&limit=1")).Text;
        Assert.Contains("\"mapping\":\"upstream http://127.0.0.1:", journal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_does_not_answer_is_told()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new Uri($"http://{listener.LocalEndpoint}");
        listener.Stop();
        using var upstream = new Upstream(address, []);
        await using var mock = await OfAsync(Load(Document("mock")), o => o with { Upstream = upstream });
        var gone = await mock.GetAsync("/marked");
        Assert.Equal(502, gone.Status);
        Assert.Contains(" did not answer: ", gone.String("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_shows_queries_without_secrets_folds_preflights_and_keeps_to_the_width()
    {
        using var text = new StringWriter();
        var width = 0;
        await using (
            var log = new TextRequestLog(text, json: false, new LogAppearance { IsColoured = true, Width = () => Volatile.Read(ref width) })
        )
        await using (var mock = await OfAsync(Load(Document("mock")), o => o with { Log = log }))
        {
            (string, string)[] page = [("Origin", "http://localhost:5173"), ("Access-Control-Request-Method", "GET")];
            await mock.SendAsync("OPTIONS", "/marked", headers: page);
            await mock.GetAsync("/marked?page=2&password=hunter2&flag");
            await mock.GetAsync("/marked?page=two");
            while (text.ToString().Split('\n').Length < 3)
                await Task.Yield();
            Volatile.Write(ref width, 60);
            await mock.GetAsync("/marked?page=" + string.Join('+', Enumerable.Repeat("7", 80)));
            await mock.SendAsync("OPTIONS", "/marked", headers: page);
        }

        var lines = text.ToString().Split(text.NewLine);
        Assert.Matches(@"^03:04:05 GET /test/marked\?page=2&password=…&flag \e\[32m200\e\[0m \([0-9.]+ ms, after a preflight\)$", lines[0]);
        Assert.Matches(@"^03:04:05 GET /test/marked\?page=… \e\[33m400\e\[0m invalid: .* \([0-9.]+ ms\)$", lines[1]);
        Assert.InRange(
            lines[2].Replace("\e[33m", "", StringComparison.Ordinal).Replace("\e[0m", "", StringComparison.Ordinal).Length,
            40,
            60
        );
        Assert.Equal("(a preflight, and no request)", lines[3]);
        Assert.DoesNotContain("hunter2", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_that_is_none_is_told_with_its_place()
    {
        var refused = Assert.ThrowsAny<Exception>(() =>
            Load(Document("x").Replace("upstream: true", "upsteam: true", StringComparison.Ordinal))
        );
        Assert.Contains("x-mock has \"upsteam\"; expected \"upstream\" or \"stateful\".", refused.Message, StringComparison.Ordinal);
    }

    private static string Document(string name) =>
        """
            openapi: 3.1.0
            info: {title: Test, version: '1'}
            paths:
              /own: {get: {operationId: own, responses: {'200': {description: Own., content: {application/json: {example: NAME}}}}}}
              /named: {get: {operationId: named, responses: {'200': {description: Named., content: {application/json: {example: NAME}}}}}}
              /marked:
                x-mock: {upstream: true}
                get:
                  parameters: [{name: page, in: query, schema: {type: integer}}]
                  responses: {'200': {description: Marked., content: {application/json: {example: NAME}}}}
              /echo:
                post:
                  x-mock: {upstream: true}
                  requestBody: {content: {application/json: {schema: {type: object}}}}
                  responses: {'200': {description: Echo., content: {application/json: {example: {got: '{$request.body#/a}'}}}}}
            """.Replace("NAME", name, StringComparison.Ordinal);
}
