using System.Net;
using static Conformance.MockServer.Tests.TestMock;

namespace Conformance.MockServer.Tests.Admin;

/// <summary>The page's files, and what leads to it. What the page does is tried in a browser by the round trips.</summary>
public sealed class PageTests
{
    private const string WithRoot = """
        openapi: 3.1.0
        info: {title: Rooted, version: '1'}
        paths:
          /:
            get:
              responses: {'200': {description: The start., content: {text/html: {example: '<p>mine</p>'}}}}
        """;

    private static readonly (string, string) Html = ("Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8");

    [Theory]
    [InlineData("", "text/html; charset=utf-8")]
    [InlineData("/", "text/html; charset=utf-8")]
    [InlineData("/main.js", "text/javascript; charset=utf-8")]
    [InlineData("/page.css", "text/css; charset=utf-8")]
    [InlineData("/icon.svg", "image/svg+xml")]
    public async Task A_file_is_given_with_its_type_a_policy_and_a_tag(string file, string type)
    {
        await using var mock = await OfBuiltInAsync("sig");
        var reply = await mock.GetAsync("/__admin/ui" + file);
        Assert.Equal((200, type), (reply.Status, reply.Header("Content-Type")));
        var policy = reply.Header("Content-Security-Policy")!;
        foreach (
            var part in new[] { "default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "require-trusted-types-for 'script'" }
        )
            Assert.Contains(part, policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal(("nosniff", "no-cache"), (reply.Header("X-Content-Type-Options"), reply.Header("Cache-Control")));
        var again = await mock.GetAsync("/__admin/ui" + file, ("If-None-Match", reply.Header("ETag")!));
        Assert.Equal((304, ""), (again.Status, again.Text));
        var head = await mock.SendAsync("HEAD", "/__admin/ui" + file);
        Assert.Equal((200, ""), (head.Status, head.Text));
    }

    [Fact]
    public async Task Its_modules_name_no_other_origin_and_every_one_that_is_imported_is_there()
    {
        await using var mock = await OfBuiltInAsync("sig");
        var (open, read) = (new Queue<string>(["main.js"]), new HashSet<string>());
        while (open.TryDequeue(out var file))
        {
            if (!read.Add(file))
                continue;
            var reply = await mock.GetAsync("/__admin/ui/" + file);
            Assert.Equal(200, reply.Status);
            Assert.DoesNotContain("://", reply.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("innerHTML", reply.Text, StringComparison.Ordinal);
            foreach (var line in reply.Text.Split('\n').Where(l => l.StartsWith("import ", StringComparison.Ordinal)))
                open.Enqueue(line.Split('"')[1][2..]);
        }

        Assert.True(read.Count > 8, $"{read.Count} modules");
    }

    [Theory]
    [InlineData("/no-such.js", 404)]
    [InlineData("/../openapi.yaml", 404)]
    public async Task What_is_no_file_of_it_is_told(string file, int status) =>
        Assert.Equal(status, (await (await OfBuiltInAsync("sig")).GetAsync("/__admin/ui" + file)).Status);

    [Fact]
    public async Task Another_method_is_refused()
    {
        await using var mock = await OfBuiltInAsync("sig");
        var reply = await mock.PostAsync("/__admin/ui", new { });
        Assert.Equal((405, "GET, HEAD"), (reply.Status, reply.Header("Allow")));
    }

    [Fact]
    public async Task The_root_leads_there_where_a_browser_opens_it_and_nothing_else_is_there()
    {
        await using var mock = await AdminMock.StartAsync();
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = mock.Http.BaseAddress };
        Assert.Equal((302, "/__admin/ui"), await OpenAsync(http, "/", Html));
        Assert.Equal((302, "/__ns/a/__admin/ui"), await OpenAsync(http, "/__ns/a/", Html));
        Assert.Equal((302, "/__admin/ui"), await OpenAsync(http, "/__admin", Html));
        Assert.Equal((200, null), await OpenAsync(http, "/__ns/a/__admin/ui", Html));
        Assert.Equal((404, null), await OpenAsync(http, "/", ("Accept", "application/json")));
        Assert.Equal((404, null), await OpenAsync(http, "/other", Html));

        await using var rooted = await OfAsync(Load(WithRoot), keepsContract: false);
        using var own = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = rooted.Mock.Address };
        Assert.Equal((200, null), await OpenAsync(own, "/", Html));
    }

    [Fact]
    public async Task Beyond_loopback_its_files_ask_for_no_token_and_what_they_show_does()
    {
        await using var mock = await AdminMock.StartAsync(o => o with { Host = IPAddress.Any });
        Assert.Equal((200, null), await OpenAsync(mock.Http, "/__admin/ui", Html));
        Assert.Equal((401, null), await OpenAsync(mock.Http, "/__admin/events", Html));
    }

    [Fact]
    public async Task The_reference_sends_its_requests_to_the_mock_and_loads_nothing_from_elsewhere()
    {
        await using var mock = await AdminMock.StartAsync();
        using var page = await mock.Http.GetAsync("/__ns/a/__admin/reference", TestContext.Current.CancellationToken);
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.DoesNotContain("://", html, StringComparison.Ordinal);
        var policy = Assert.Single(page.Headers.GetValues("Content-Security-Policy"));
        var nonce = policy.Split("'nonce-")[1].Split('\'')[0];
        Assert.Contains($"nonce=\"{nonce}\"", html, StringComparison.Ordinal);
        var (status, text) = await mock.SendAsync("GET", "__ns/a/__admin/reference/documents/sig.json", null);
        Assert.Equal(200, status);
        var document = System.Text.Json.Nodes.JsonNode.Parse(text)!;
        Assert.Equal("/__ns/a/sig", (string?)document["servers"]![0]!["url"]);
        Assert.Equal("/__ns/a/sig", (string?)document["paths"]!["/api/login"]!["post"]!["servers"]![0]!["url"]);
        Assert.Equal(404, (await mock.SendAsync("GET", "__admin/reference/documents/none.json", null)).Status);

        await using var open = await AdminMock.StartAsync(o => o with { Host = IPAddress.Any });
        Assert.Equal(401, (await open.SendAsync("GET", "__admin/reference", null)).Status);
    }

    private static async Task<(int, string?)> OpenAsync(HttpClient http, string path, (string Name, string Value) header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        using var reply = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)reply.StatusCode, reply.Headers.Location?.ToString());
    }
}
