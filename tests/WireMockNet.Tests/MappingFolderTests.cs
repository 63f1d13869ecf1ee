using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using WireMock.Server;
using Request = WireMock.RequestBuilders.Request;
using Response = WireMock.ResponseBuilders.Response;

namespace Conformance.WireMockNet.Tests;

/// <summary>Mappings that answer before a contract does.</summary>
public sealed class MappingFolderTests
{
    private const string Orders = """
        {"Title": "orders", "Request": {"Path": "/orders", "Methods": ["GET"]}, "Response": {"StatusCode": 200, "Body": "[]"}}
        """;

    [Fact]
    public async Task Answers_what_a_mapping_matches_and_leaves_the_rest_to_the_contract()
    {
        await using var mock = await MappedMock.StartAsync(("orders.json", Orders));
        Assert.Equal((200, "[]"), Brief(await mock.SendAsync("GET", "/orders")));
        Assert.Equal((200, "[]"), Brief(await mock.SendAsync("GET", "/shop/orders")));
        Assert.Equal((200, "[]"), Brief(await mock.SendAsync("GET", "/__ns/mine/orders")));
        Assert.Equal(404, (await mock.SendAsync("POST", "/orders", "{}")).Status);
        var login = await mock.SendAsync("POST", "/v1/login", """{"name":"alice@example.com","password":"open-sesame-1"}""");
        Assert.Equal(200, login.Status);
        var bearer = ("Authorization", $"Bearer {JsonNode.Parse(login.Body)!["token"]}");
        Assert.Equal(200, (await mock.SendAsync("GET", "/v1/things/4", headers: bearer)).Status);
        Assert.Equal(204, (await mock.SendAsync("POST", "/v1/logout", headers: bearer)).Status);
        Assert.Equal(401, (await mock.SendAsync("GET", "/v1/things/4", headers: bearer)).Status);
    }

    [Fact]
    public async Task Stands_in_journal_and_log_as_mapped()
    {
        await using var mock = await MappedMock.StartAsync(
            ("orders.json", Orders),
            ("more/two.json", """[{"Request": {"Path": "/a"}, "Response": {}}, {"Request": {"Path": "/b"}, "Response": {}}]""")
        );
        await mock.SendAsync("GET", "/orders");
        await mock.SendAsync("GET", "/b");
        await mock.SendAsync("GET", "/elsewhere");
        var journal = await mock.JournalAsync("?verdict=mapped");
        Assert.Equal(["more/two.json #2", "orders"], journal.Select(e => (string)e!["mapping"]!));
        Assert.EndsWith("GET /orders 200 answered by the mapping \"orders\"", mock.Log[0], StringComparison.Ordinal);
        Assert.DoesNotContain("mapping", mock.Log[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_held_against_the_contract_where_that_has_the_operation()
    {
        await using var mock = await MappedMock.StartAsync(
            ("a.json", """{"Request": {"Path": "/v1/things/1"}, "Response": {"StatusCode": 418}}"""),
            (
                "b.json",
                """{"Request": {"Path": "/v1/things/2"}, "Response": {"StatusCode": 200, "Body": "[1]", "Headers": {"Content-Type": "application/json"}}}"""
            ),
            (
                "c.json",
                """{"Request": {"Path": "/v1/things/3"}, "Response": {"StatusCode": 200, "Body": "{}", "Headers": {"Content-Type": "application/json"}}}"""
            ),
            ("d.json", """{"Request": {"Path": "/not-documented"}, "Response": {"StatusCode": 418}}""")
        );
        Assert.Contains(
            "answered 418; it documents 200, 401",
            Broken(await mock.SendAsync("GET", "/v1/things/1")),
            StringComparison.Ordinal
        );
        Assert.Contains("expected", Broken(await mock.SendAsync("GET", "/v1/things/2")), StringComparison.Ordinal);
        Assert.Null(Broken(await mock.SendAsync("GET", "/v1/things/3")));
        Assert.Null(Broken(await mock.SendAsync("GET", "/not-documented")));
        Assert.Contains("BREAKS ITS CONTRACT", mock.Log[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fills_templates_with_the_request_as_its_client_sent_it()
    {
        await using var mock = await MappedMock.StartAsync(
            (
                "t.json",
                """
                {"Request": {"Path": {"Matchers": [{"Name": "WildcardMatcher", "Pattern": "/echo/*"}]}, "Methods": ["POST"]},
                 "Response": {"UseTransformer": true, "StatusCode": 201, "Headers": {"X-Name": "{{request.bodyAsJson.name}}", "Set-Cookie": ["a=1", "b=2"]},
                  "BodyAsJson": {"url": "{{request.Url}}", "q": "{{request.query.q}}", "segment": "{{request.PathSegments.[1]}}"}}}
                """
            )
        );
        var echo = await mock.SendAsync("POST", "/echo/spoon?q=1", """{"name":"Eve"}""");
        Assert.Equal((201, $$"""{"url":"{{mock.Address}}echo/spoon?q=1","q":"1","segment":"spoon"}"""), Brief(echo));
        Assert.Equal("Eve", Assert.Single(echo.Message.Headers.GetValues("X-Name")));
        Assert.Equal(["a=1", "b=2"], echo.Message.Headers.GetValues("Set-Cookie"));
    }

    [Fact]
    public async Task Goes_through_the_states_of_a_scenario()
    {
        await using var mock = await MappedMock.StartAsync(
            (
                "s.json",
                """
                [{"Scenario": "door", "SetStateTo": "open", "Request": {"Path": "/door"}, "Response": {"Body": "closed"}},
                 {"Scenario": "door", "WhenStateIs": "open", "Request": {"Path": "/door"}, "Response": {"Body": "open"}}]
                """
            )
        );
        Assert.Equal("closed", (await mock.SendAsync("GET", "/door")).Body);
        Assert.Equal("open", (await mock.SendAsync("GET", "/door")).Body);
    }

    [Fact]
    public async Task Proxies_waits_and_sends_files()
    {
        using var other = WireMockServer.Start();
        other.Given(Request.Create().WithPath("/from/far")).RespondWith(Response.Create().WithBody("far").WithHeader("X-Far", "1"));
        await using var mock = await MappedMock.StartAsync(
            ("__files/body.json", """{"file": true}"""),
            ("p.json", $$$"""{"Request": {"Path": "/from/far"}, "Response": {"ProxyUrl": "{{{other.Url}}}"}}"""),
            ("d.json", """{"Request": {"Path": "/slow"}, "Response": {"Delay": 3, "Body": "slow"}}"""),
            ("f.json", """{"Request": {"Path": "/file"}, "Response": {"BodyAsFile": "body.json"}}""")
        );
        var far = await mock.SendAsync("GET", "/from/far");
        Assert.Equal((200, "far"), Brief(far));
        Assert.Equal("1", Assert.Single(far.Message.Headers.GetValues("X-Far")));
        Assert.Equal("""{"file": true}""", (await mock.SendAsync("GET", "/file")).Body);
        Assert.Equal("slow", (await mock.SendAsync("GET", "/slow")).Body);
    }

    [Theory]
    [InlineData("../../secret.json")]
    [InlineData("/etc/hostname")]
    public async Task Takes_no_body_from_a_file_outside_of_the_folder(string path)
    {
        await using var mock = await MappedMock.StartAsync(
            ("f.json", """{"Request": {"Path": "/file"}, "Response": {"UseTransformer": true, "BodyAsFile": "{{request.query.name}}"}}""")
        );
        var refused = await mock.SendAsync("GET", $"/file?name={Uri.EscapeDataString(path)}");
        Assert.Equal(500, refused.Status);
        Assert.Contains("There is no file", refused.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_otherwise_once_a_file_is_saved_and_keeps_what_was_while_it_is_wrong()
    {
        await using var mock = await MappedMock.StartAsync(("orders.json", Orders));
        mock.Write("orders.json", Orders.Replace("[]", "[1]", StringComparison.Ordinal));
        Assert.Empty((await mock.NextReadingAsync()).Problems);
        Assert.Equal("[1]", (await mock.SendAsync("GET", "/orders")).Body);
        mock.Write("orders.json", "{");
        Assert.True((await mock.NextReadingAsync()).Problems.HasErrors);
        Assert.Equal("[1]", (await mock.SendAsync("GET", "/orders")).Body);
        mock.Write("more/new.json", """{"Request": {"Path": "/new"}, "Response": {"Body": "new"}}""");
        while ((await mock.NextReadingAsync()).Mappings < 2) { }
        Assert.Equal("new", (await mock.SendAsync("GET", "/new")).Body);
        mock.Delete("more/new.json");
        while ((await mock.NextReadingAsync()).Mappings > 1) { }
        Assert.Equal(404, (await mock.SendAsync("GET", "/new")).Status);
    }

    [Theory]
    [InlineData("{\n  \"Request\": {", "a.json:2:15: error: ")]
    [InlineData("[3]", "a.json:1:2: error: Found the number 3, expected a mapping: an object.")]
    [InlineData("{\"Request\": {}}", "a.json:1:1: error: The mapping has no \"Response\".")]
    [InlineData(
        "{\"Request\": {\"Pth\": \"/a\"}, \"Response\": {}}",
        "a.json:1:14: error: Found \"Pth\", which WireMock.Net does not know here. Did you mean \"Path\"?"
    )]
    [InlineData(
        "{\"Request\": {\"Path\": 4}, \"Response\": {}}",
        "a.json:1:22: error: \"Path\": found the number 4. Expected a text or an object with Matchers."
    )]
    [InlineData(
        "{\"Request\": {\"Methods\": \"GET\"}, \"Response\": {}}",
        "a.json:1:25: error: \"Methods\": found the string \"GET\". Expected an array."
    )]
    [InlineData("{\"Request\": {}, \"Response\": {\"StatusCode\": 12}}", "a.json:1:44: error: \"StatusCode\": found the number 12.")]
    [InlineData(
        "{\"Request\": {}, \"Response\": {\"Fault\": {\"Type\": \"NOPE\"}}}",
        "a.json:1:48: error: \"Type\": found the string \"NOPE\"."
    )]
    [InlineData(
        "{\"request\": {\"urlPath\": \"/a\"}, \"response\": {}}",
        "a.json:1:14: error: Found \"urlPath\", which is of the format of WireMock for Java."
    )]
    [InlineData(
        "{\"Request\": {\"Path\": {\"Matchers\": [\n{\"Name\": \"NopeMatcher\", \"Pattern\": \"x\"}]}}, \"Response\": {}}",
        "a.json:2:10: error: WireMock.Net does not take the mapping: Matcher 'NopeMatcher' is not supported."
    )]
    [InlineData(
        "{\"Request\": {\"Path\": {\"Matchers\": [{\"Name\": \"RegexMatcher\", \"Pattern\": \"(\"}]}}, \"Response\": {}}",
        "a.json:1:72: error: WireMock.Net does not take the mapping: Invalid pattern '('"
    )]
    public async Task Says_where_a_file_is_wrong(string text, string told) =>
        Assert.StartsWith(told, Assert.Single(await MappedMock.WrongAsync(("a.json", text))), StringComparison.Ordinal);

    [Fact]
    public async Task Says_where_two_mappings_have_the_same_id()
    {
        const string One = """{"Guid": "11111111-1111-1111-1111-111111111111", "Request": {"Path": "/a"}, "Response": {}}""";
        Assert.StartsWith(
            "b.json:1:1: error: The mapping has the Guid 11111111-1111-1111-1111-111111111111, as the one at ",
            Assert.Single(await MappedMock.WrongAsync(("a.json", One), ("b.json", One))),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("\"StatusCode\": \"{{request.query.status}}\"", "?status=99", "its status")]
    [InlineData("\"Headers\": {\"X-Echo\": \"{{request.query.status}}\"}", "?status=a%0D%0Ab", "its header X-Echo")]
    public async Task Says_why_what_a_mapping_answers_cannot_be_sent(string response, string query, string told)
    {
        await using var mock = await MappedMock.StartAsync(
            ("a.json", $$$"""{"Title": "odd", "Request": {"Path": "/odd"}, "Response": {"UseTransformer": true, {{{response}}}}}""")
        );
        var odd = await mock.SendAsync("GET", "/odd" + query);
        Assert.Equal(500, odd.Status);
        Assert.Contains($"What the mapping \\u0022odd\\u0022 answers cannot be sent: {told}", odd.Body, StringComparison.Ordinal);
        Assert.Equal("failed", (string)(await mock.JournalAsync())[0]!["verdict"]!);
    }

    [Fact]
    public async Task Leaves_a_body_that_is_too_large_to_the_contract()
    {
        await using var mock = await MappedMock.StartAsync(
            ("a.json", """{"Request": {"Path": "/v1/login"}, "Response": {"Body": "mapped"}}""")
        );
        Assert.Equal("mapped", (await mock.SendAsync("POST", "/v1/login", "{}")).Body);
        Assert.Equal(413, (await mock.SendAsync("POST", "/v1/login", $"\"{new string('x', 1024 * 1024)}\"")).Status);
    }

    [Fact]
    public async Task Lets_browsers_ask_for_what_a_mapping_answers()
    {
        await using var mock = await MappedMock.StartAsync(("orders.json", Orders));
        var preflight = await mock.SendAsync(
            "OPTIONS",
            "/orders",
            headers: [("Origin", "http://shop.example"), ("Access-Control-Request-Method", "GET")]
        );
        Assert.Equal(204, preflight.Status);
        var answer = await mock.SendAsync("GET", "/orders", headers: ("Origin", "http://shop.example"));
        Assert.Equal("http://shop.example", Assert.Single(answer.Message.Headers.GetValues("Access-Control-Allow-Origin")));
    }

    [Fact]
    public async Task Serves_a_request_without_a_host_and_HEAD()
    {
        await using var mock = await MappedMock.StartAsync(
            ("orders.json", Orders.Replace("[\"GET\"]", "[\"GET\", \"HEAD\"]", StringComparison.Ordinal))
        );
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, mock.Address.Port, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET /orders HTTP/1.0\r\n\r\n"), TestContext.Current.CancellationToken);
        var answer = await new StreamReader(client.GetStream()).ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.EndsWith("\r\n\r\n[]", answer, StringComparison.Ordinal);
        var head = await mock.SendAsync("HEAD", "/orders");
        Assert.Equal((200, ""), Brief(head));
        Assert.Equal(2, head.Message.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task Answers_many_at_once_each_its_own()
    {
        await using var mock = await MappedMock.StartAsync(
            ("a.json", """{"Title": "a", "Request": {"Path": "/a"}, "Response": {"UseTransformer": true, "Body": "{{request.query.n}}"}}""")
        );
        await Task.WhenAll(
            Enumerable
                .Range(0, 200)
                .Select(async n =>
                {
                    if (n % 2 == 0)
                        Assert.Equal($"{n}", (await mock.SendAsync("GET", $"/a?n={n}")).Body);
                    else
                        Assert.Equal(404, (await mock.SendAsync("GET", $"/b?n={n}")).Status);
                })
        );
        Assert.Equal(100, (await mock.JournalAsync("?verdict=mapped&limit=1000")).Count);
    }

    private static (int, string) Brief((int Status, string Body, HttpResponseMessage) answer) => (answer.Status, answer.Body);

    private static string? Broken((int, string, HttpResponseMessage Message) answer) =>
        answer.Message.Headers.TryGetValues("Conform-Broken-Contract", out var told) ? string.Concat(told) : null;
}
