using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Conformance.MockServer.Engine.Logging;
using Conformance.Testing;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace Conformance.WireMockNet.Tests;

/// <summary>A contract on somebody's WireMock.Net server.</summary>
public sealed class AddContractTests
{
    [Fact]
    public async Task Refuses_a_token_after_its_logout()
    {
        using var shop = ContractServer.Start();
        var token = await shop.LogInAsync();
        Assert.Equal((HttpStatusCode.OK, """{"name":"spoon"}"""), Brief(await shop.SendAsync("GET", "/v1/things/4", token)));
        Assert.Equal(HttpStatusCode.NoContent, (await shop.SendAsync("POST", "/v1/logout", token)).Status);
        var refused = await shop.SendAsync("GET", "/v1/things/4", token);
        Assert.Equal((HttpStatusCode.Unauthorized, """{"error":"no"}"""), Brief(refused));
        Assert.Equal("Bearer", Assert.Single(refused.Message.Headers.WwwAuthenticate).ToString());
        Assert.Equal(["login", "thing", "logout", "thing"], shop.Api.Requests.Select(r => r.Operation!.Id));
        Assert.Equal(OutcomeKind.Refused, shop.Api.Requests[^1].Outcome);
    }

    [Fact]
    public async Task Serves_the_contract_below_its_name_too()
    {
        using var shop = ContractServer.Start();
        var name = shop.Api.Contract.Name;
        var token = await shop.LogInAsync($"/{name}/v1/login");
        Assert.Equal(HttpStatusCode.OK, (await shop.SendAsync("GET", $"/{name}/v1/things/4", token)).Status);
    }

    [Fact]
    public async Task Keeps_a_slash_that_is_encoded_in_its_segment()
    {
        using var shop = ContractServer.Start();
        var token = await shop.LogInAsync();
        Assert.Equal(HttpStatusCode.OK, (await shop.SendAsync("GET", "/v1/things/a%2Fb%20c", token)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await shop.SendAsync("GET", "/v1/things/a/b", token)).Status);
    }

    [Fact]
    public async Task Moves_the_clock_ends_sessions_and_begins_anew()
    {
        using var shop = ContractServer.Start();
        var first = await shop.LogInAsync();
        shop.Api.Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal(HttpStatusCode.Unauthorized, (await shop.SendAsync("GET", "/v1/things/4", first)).Status);
        var second = await shop.LogInAsync();
        var session = (await shop.Api.Sessions.FindByTextAsync(second))!.Value.Session;
        Assert.True(await shop.Api.Sessions.EndSessionAsync(session.Id));
        Assert.Equal(HttpStatusCode.Unauthorized, (await shop.SendAsync("GET", "/v1/things/4", second)).Status);
        var third = await shop.LogInAsync();
        shop.Api.Reset();
        Assert.Equal(HttpStatusCode.Unauthorized, (await shop.SendAsync("GET", "/v1/things/4", third)).Status);
        Assert.Single(shop.Api.Requests);
    }

    [Fact]
    public async Task Lets_faults_strike()
    {
        using var shop = ContractServer.Start();
        var token = await shop.LogInAsync();
        var id = shop.Api.Faults.Add(Fault.Status("thing", 503).Times(1));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await shop.SendAsync("GET", "/v1/things/4", token)).Status);
        Assert.Equal(HttpStatusCode.OK, (await shop.SendAsync("GET", "/v1/things/4", token)).Status);
        Assert.Equal(1, shop.Api.Faults.HitsOf(id));
        shop.Api.Faults.Add(Fault.StaleReplica(TimeSpan.FromSeconds(5)));
        Assert.Equal(HttpStatusCode.NoContent, (await shop.SendAsync("POST", "/v1/logout", token)).Status);
        Assert.Equal(HttpStatusCode.OK, (await shop.SendAsync("GET", "/v1/things/4", token)).Status);
        shop.Api.Faults.Clear();
        Assert.Equal(HttpStatusCode.Unauthorized, (await shop.SendAsync("GET", "/v1/things/4", token)).Status);
        shop.Api.Faults.Add(Fault.Reset());
        await Assert.ThrowsAsync<HttpRequestException>(() => shop.SendAsync("GET", "/v1/things/4", token));
        var wrong = Assert.Throws<ArgumentException>(() => shop.Api.Faults.Add(Fault.Reset("thin")));
        Assert.Contains("Did you mean \"thing\"?", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaves_other_paths_to_mappings_and_the_same_ones_by_priority()
    {
        using var shop = ContractServer.Start();
        var token = await shop.LogInAsync();
        shop.Server.Given(Request.Create().WithPath("/orders")).RespondWith(Response.Create().WithBody("[]"));
        shop.Server.Given(Request.Create().WithPath("/v1/things/7").UsingGet()).RespondWith(Response.Create().WithBody("before"));
        shop.Server.Given(Request.Create().WithPath("/v1/*")).AtPriority(2000).RespondWith(Response.Create().WithBody("behind"));
        Assert.Equal("[]", (await shop.SendAsync("GET", "/orders")).Body);
        Assert.Equal("before", (await shop.SendAsync("GET", "/v1/things/7")).Body);
        Assert.Equal("""{"name":"spoon"}""", (await shop.SendAsync("GET", "/v1/things/8", token)).Body);
        Assert.Equal("behind", (await shop.SendAsync("GET", "/v1/elsewhere")).Body);
        Assert.True(shop.Api.Remove());
        Assert.Equal("behind", (await shop.SendAsync("GET", "/v1/things/8", token)).Body);
    }

    [Fact]
    public async Task Holds_a_body_against_the_contract_whatever_the_method()
    {
        using var shop = ContractServer.Start();
        var token = await shop.LogInAsync();
        Assert.Equal(
            HttpStatusCode.NoContent,
            (await shop.SendAsync("DELETE", "/v1/things/4", token, ContractServer.Json("""{"why":"old"}"""))).Status
        );
        Assert.Equal(HttpStatusCode.BadRequest, (await shop.SendAsync("DELETE", "/v1/things/4", token, ContractServer.Json("{}"))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await shop.SendAsync("DELETE", "/v1/things/4", token)).Status);
    }

    [Fact]
    public async Task Takes_binary_bodies_and_refuses_those_that_are_too_large()
    {
        using var shop = ContractServer.Start();
        var token = await shop.LogInAsync();
        foreach (var (size, status) in new[] { (0, 204), (300, 204), (1024 * 1024, 204), (1024 * 1024 + 1, 413), (9_000_000, 413) })
        {
            var content = new ByteArrayContent([.. Enumerable.Range(0, size).Select(i => (byte)i)]);
            content.Headers.ContentType = new("application/octet-stream");
            Assert.Equal((HttpStatusCode)status, (await shop.SendAsync("PUT", "/v1/things/4", token, content)).Status);
        }
    }

    /// <summary>WireMock.Net unpacks some of them itself and leaves their header, unless it is told to leave all to the contract.</summary>
    [Theory]
    [InlineData("gzip", 200, true)]
    [InlineData("br", 200, true)]
    [InlineData("gzip, gzip", 200, true)]
    [InlineData("identity", 200, true)]
    [InlineData("zebra", 415, true)]
    [InlineData("gzip", 200, false)]
    [InlineData("deflate", 200, false)]
    [InlineData("br", 200, false)]
    [InlineData("gzip, br", 200, false)]
    [InlineData("zebra", 415, false)]
    public async Task Unpacks_a_body_once_for_each_coding_that_it_was_packed_in(string codings, int status, bool serverUnpacks)
    {
        using var shop = ContractServer.Start(serverUnpacks: serverUnpacks);
        var login = await shop.SendAsync(
            "POST",
            "/v1/login",
            content: Packed("""{"name":"alice@example.com","password":"open-sesame-1"}""", codings)
        );
        Assert.Equal((HttpStatusCode)status, login.Status);
        var wrong = await shop.SendAsync("POST", "/v1/login", content: Packed("""{"name":"alice@example.com"}""", codings));
        Assert.Equal(status == 200 ? HttpStatusCode.BadRequest : HttpStatusCode.UnsupportedMediaType, wrong.Status);
    }

    [Fact]
    public async Task Refuses_a_body_that_is_not_packed_as_its_header_says_and_leaves_packed_files_alone()
    {
        using var shop = ContractServer.Start(serverUnpacks: false);
        var plain = ContractServer.Json("""{"name":"alice@example.com","password":"open-sesame-1"}""");
        plain.Headers.ContentEncoding.Add("gzip");
        Assert.Equal(HttpStatusCode.BadRequest, (await shop.SendAsync("POST", "/v1/login", content: plain)).Status);

        var token = await shop.LogInAsync();
        var file = Packed("{}", "gzip");
        file.Headers.ContentEncoding.Clear();
        file.Headers.ContentType = new("application/octet-stream");
        Assert.Equal(HttpStatusCode.NoContent, (await shop.SendAsync("PUT", "/v1/things/4", token, file)).Status);
    }

    [Fact]
    public async Task Answers_HEAD_with_the_header_of_GET()
    {
        using var shop = ContractServer.Start();
        var token = await shop.LogInAsync();
        var head = await shop.SendAsync("HEAD", "/v1/things/4", token);
        Assert.Equal((HttpStatusCode.OK, ""), Brief(head));
        Assert.Equal(16, head.Message.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task Sends_each_cookie_in_a_line_of_its_own()
    {
        using var shop = ContractServer.Start();
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, shop.Server.Port, TestContext.Current.CancellationToken);
        var body = """{"name":"alice@example.com","password":"open-sesame-1"}""";
        var head =
            $"POST /v1/login HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head + body), TestContext.Current.CancellationToken);
        var answer = await new StreamReader(client.GetStream()).ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        var cookies = answer.Split("\r\n").Where(l => l.StartsWith("Set-Cookie: ", StringComparison.Ordinal)).ToList();
        Assert.Contains("Set-Cookie: theme=dark; Path=/", cookies);
        Assert.Contains(cookies, l => l.StartsWith("Set-Cookie: sid=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stands_beside_another_contract_and_forgets_nothing_of_either()
    {
        using var shop = ContractServer.Start();
        var other = shop.Server.AddContract("nethesis");
        var login = await shop.SendAsync(
            "POST",
            "/api/auth/exchange",
            content: ContractServer.Json("""{"access_token":"alice@example.com:open-sesame-1"}""")
        );
        Assert.Equal(HttpStatusCode.OK, login.Status);
        await shop.LogInAsync();
        Assert.Single(other.Requests);
        Assert.Single(shop.Api.Requests);
    }

    [Theory]
    [InlineData("no-such-contract", "is neither a contract nor a file")]
    [InlineData("sigg", "Did you mean \"sig\"?")]
    [InlineData("./nowhere.yaml", "There is no file \"./nowhere.yaml\"")]
    [InlineData("https://", "is no URL")]
    public void Says_what_a_name_could_be(string name, string told)
    {
        using var server = WireMockServer.Start();
        Assert.Contains(told, Assert.Throws<ArgumentException>(() => server.AddContract(name)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_where_a_contract_is_wrong()
    {
        var folder = Directory.CreateTempSubdirectory("conformance-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "openapi.yaml"), "openapi: 3.1.0\ninfo: {title: X, version: '1'}\npaths: 12\n");
            using var server = WireMockServer.Start();
            var wrong = Assert.Throws<ArgumentException>(() => server.AddContract(folder.FullName));
            Assert.Contains("openapi.yaml:3:8: error:", wrong.Message, StringComparison.Ordinal);
            Assert.Empty(server.Mappings);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Answers_in_parallel_without_mixing_sessions()
    {
        using var shop = ContractServer.Start();
        await Task.WhenAll(
            Enumerable
                .Range(0, 40)
                .Select(async _ =>
                {
                    var token = await shop.LogInAsync();
                    Assert.Equal(HttpStatusCode.OK, (await shop.SendAsync("GET", "/v1/things/4", token)).Status);
                    Assert.Equal(HttpStatusCode.NoContent, (await shop.SendAsync("POST", "/v1/logout", token)).Status);
                    Assert.Equal(HttpStatusCode.Unauthorized, (await shop.SendAsync("GET", "/v1/things/4", token)).Status);
                })
        );
        Assert.Equal(160, shop.Api.Requests.Length);
    }

    private static ByteArrayContent Packed(string json, string codings)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var names = codings.Split(", ");
        foreach (var name in names)
        {
            using var packed = new MemoryStream();
            using (
                Stream packing = name switch
                {
                    "gzip" => new GZipStream(packed, CompressionLevel.Fastest),
                    "deflate" => new ZLibStream(packed, CompressionLevel.Fastest),
                    "br" => new BrotliStream(packed, CompressionLevel.Fastest),
                    _ => new BufferedStream(packed),
                }
            )
                packing.Write(bytes);
            bytes = packed.ToArray();
        }

        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new("application/json");
        foreach (var name in names)
            content.Headers.ContentEncoding.Add(name);
        return content;
    }

    private static (HttpStatusCode, string) Brief((HttpStatusCode Status, string Body, HttpResponseMessage) answer) =>
        (answer.Status, answer.Body);
}
