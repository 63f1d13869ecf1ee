using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Conformance.Verification.Client;
using Conformance.Verification.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Conformance.Proxying.Tests;

/// <summary>Everything passes as it is, and as it comes.</summary>
public sealed class PassingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Uploads_and_downloads_pass_byte_for_byte_beyond_the_limit_and_are_counted()
    {
        var file = RandomNumberGenerator.GetBytes(3_000_001);
        await using var server = await Upstream.StartAsync(
            Notes.Server(other: async http =>
            {
                if (http.Request.Method != "GET" || !http.Request.Path.StartsWithSegments("/files", StringComparison.Ordinal))
                    return false;
                http.Response.ContentType = "application/octet-stream";
                await http.Response.Body.WriteAsync(file);
                return true;
            })
        );
        await using var watch = await Watch.StartAsync(Notes.Contract, server.Address);
        using var client = Notes.ClientOf(watch);
        var tokens = await Notes.LoginAsync(client);
        var content = new ByteArrayContent(file);
        content.Headers.ContentType = new("application/octet-stream");
        using var sent = await Notes.SendAsync(client, "PUT", "files/a%2Fb", tokens.Token, content);
        Assert.Equal(Convert.ToHexString(SHA256.HashData(file)), await sent.Content.ReadAsStringAsync(Cancellation));
        using var got = await Notes.SendAsync(client, "GET", "files/a", tokens.Token);
        Assert.Equal(file, await got.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.DoesNotContain((await watch.SeenAsync()), s => s.Verdict is Verdict.Failed or Verdict.Warning);
        Assert.Contains((await watch.RunAsync()).Notices, n => n.StartsWith("2 bodies passed unjudged", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_first_event_arrives_before_the_second_is_sent()
    {
        var second = new TaskCompletionSource();
        await using var server = await Upstream.StartAsync(
            Notes.Server(other: async http =>
            {
                if (http.Request.Path != "/events")
                    return false;
                http.Response.ContentType = "text/event-stream";
                await http.Response.WriteAsync("data: 1\n\n");
                await http.Response.Body.FlushAsync();
                await second.Task;
                await http.Response.WriteAsync("data: 2\n\n");
                return true;
            })
        );
        await using var watch = await Watch.StartAsync(Notes.Contract, server.Address);
        using var client = Notes.ClientOf(watch);
        var tokens = await Notes.LoginAsync(client);
        using var answer = await Notes.SendAsync(client, "GET", "events", tokens.Token);
        using var events = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancellation));
        Assert.Equal("data: 1", await events.ReadLineAsync(Cancellation));

        // A stream is no request that anybody waits for.
        await watch.Proxy.WaitUntilIdleAsync(TimeSpan.FromMilliseconds(1), Cancellation);
        second.SetResult();
        Assert.Equal("\ndata: 2\n\n", (await events.ReadToEndAsync(Cancellation)).ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_dead_token_that_opens_a_stream_is_told_while_the_stream_is_open()
    {
        var end = new TaskCompletionSource();
        await using var server = await Upstream.StartAsync(
            Notes.Server(
                forgets: true,
                other: async http =>
                {
                    if (http.Request.Path != "/events")
                        return false;
                    http.Response.ContentType = "text/event-stream";
                    await http.Response.WriteAsync("data: 1\n\n");
                    await http.Response.Body.FlushAsync();
                    await end.Task;
                    return true;
                }
            )
        );
        await using var watch = await Watch.StartAsync(Notes.Contract, server.Address);
        using var client = Notes.ClientOf(watch);
        var tokens = await Notes.LoginAsync(client);
        (await Notes.SendAsync(client, "POST", "logout", tokens.Token)).Dispose();
        using var answer = await Notes.SendAsync(client, "GET", "events", tokens.Token);
        var told = Assert.Single((await watch.SeenAsync()), s => s.Verdict == Verdict.Failed);
        Assert.Equal(("GET /events", 3), (told.Request, told.Number));
        end.SetResult();
    }

    [Fact]
    public async Task Web_sockets_pass_both_ways()
    {
        await using var server = await Upstream.StartAsync(async http =>
        {
            using var socket = await http.WebSockets.AcceptWebSocketAsync();
            var buffer = new byte[1024];
            while (true)
            {
                var read = await socket.ReceiveAsync(buffer, CancellationToken.None);
                if (read.MessageType == WebSocketMessageType.Close)
                    break;
                await socket.SendAsync(buffer.AsMemory(0, read.Count), read.MessageType, read.EndOfMessage, CancellationToken.None);
            }

            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        });
        await using var watch = await Watch.StartAsync(Notes.Contract, server.Address);
        using var client = new ClientWebSocket();
        await client.ConnectAsync(new UriBuilder(watch.Proxy.Address) { Scheme = "ws", Path = "/events" }.Uri, Cancellation);
        foreach (var text in (string[])["one", "two"])
        {
            await client.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, Cancellation);
            var buffer = new byte[16];
            var read = await client.ReceiveAsync(buffer, Cancellation);
            Assert.Equal(text, Encoding.UTF8.GetString(buffer, 0, read.Count));
        }

        await client.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Cancellation);
        Assert.Contains("1 stream passed; of these the tokens were judged alone.", (await watch.RunAsync()).Notices);
    }

    [Fact]
    public async Task Client_and_server_each_see_the_address_that_works_for_them()
    {
        string? seen = null;
        Uri? own = null;
        await using var server = await Upstream.StartAsync(http =>
        {
            var headers = http.Request.Headers;
            seen = string.Join(
                '\n',
                headers.Host,
                headers.Origin,
                headers.Referer,
                headers["X-Forwarded-For"],
                headers["X-Forwarded-Proto"],
                headers["X-Forwarded-Host"],
                http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
                headers["X-Hop"]
            );
            http.Response.StatusCode = 302;
            http.Response.Headers.Location = $"{own}next?q=1";
            http.Response.Headers.AccessControlAllowOrigin = headers.Origin;
            http.Response.Headers.SetCookie = new([
                "sid=1; Path=/; Domain=127.0.0.1; HttpOnly",
                "theme=dark; Domain=elsewhere.example; Secure",
            ]);
            return Task.CompletedTask;
        });
        own = server.Address;
        await using var watch = await Watch.StartAsync(Notes.Contract, server.Address);
        using var client = Notes.ClientOf(watch);
        var origin = watch.Proxy.Address.GetLeftPart(UriPartial.Authority);
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            new Uri(origin + "/a%2Fb/%7Ec?d=%20e", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true })
        );
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Referer", origin + "/page");
        request.Headers.Add("X-Hop", "gone");
        request.Headers.Add("Connection", "X-Hop");
        using var answer = await client.SendAsync(request, Cancellation);
        var target = own.GetLeftPart(UriPartial.Authority);
        Assert.Equal(
            [own.Authority, target, target + "/page", "127.0.0.1", "http", watch.Proxy.Address.Authority, "/a%2Fb/%7Ec?d=%20e", ""],
            seen!.Split('\n')
        );
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal($"{origin}/next?q=1", answer.Headers.GetValues("Location").Single());
        Assert.Equal(origin, answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal(["sid=1; Path=/; HttpOnly", "theme=dark; Domain=elsewhere.example; Secure"], answer.Headers.GetValues("Set-Cookie"));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_server_with_a_certificate_of_its_own_is_asked_by_HTTPS_where_that_is_trusted(bool isInsecure, bool isAuthority)
    {
        using var certificate = SelfSigned();
        await using var server = await Upstream.StartAsync(Notes.Server(), certificate);
        Assert.Equal("https", server.Address.Scheme);
        await using var watch = await Watch.StartAsync(
            Notes.Contract,
            server.Address,
            options =>
                options with
                {
                    Tls = new TlsSettings { IsInsecure = isInsecure, Authority = isAuthority ? certificate : null },
                }
        );
        using var client = Notes.ClientOf(watch);
        var tokens = await Notes.LoginAsync(client);
        using var answer = await Notes.SendAsync(client, "GET", "notes", tokens.Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotContain(await watch.SeenAsync(), s => s.Verdict is Verdict.Failed or Verdict.Warning);
    }

    [Fact]
    public async Task A_server_whose_certificate_nobody_trusts_is_not_asked_and_that_is_told()
    {
        using var certificate = SelfSigned();
        await using var server = await Upstream.StartAsync(Notes.Server(), certificate);
        await using var watch = await Watch.StartAsync(Notes.Contract, server.Address);
        using var client = Notes.ClientOf(watch);
        using var answer = await client.GetAsync("notes", Cancellation);
        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Contains("certificate", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_told_in_a_sentence()
    {
        await using var gone = await Upstream.StartAsync(_ => Task.CompletedTask);
        var address = gone.Address;
        await gone.DisposeAsync();
        await using var watch = await Watch.StartAsync(Notes.Contract, address);
        using var client = Notes.ClientOf(watch);
        using var answer = await client.GetAsync("notes", Cancellation);
        Assert.Equal((502, "application/problem+json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Contains("Nothing answers at", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        var run = (await watch.RunAsync());
        Assert.Equal(Outcome.NotJudged, run.Outcome);
        Assert.StartsWith("None of 1 request was answered: Nothing answers at", Assert.Single(run.Obstacles), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_name_than_loopbacks_is_refused_unless_it_is_allowed()
    {
        await using var server = await Upstream.StartAsync(Notes.Server());
        await using var watch = await Watch.StartAsync(Notes.Contract, server.Address, o => o with { AllowedHosts = ["app.local"] });
        using var client = Notes.ClientOf(watch);
        Assert.Equal(403, await StatusAsync("evil.example"));
        Assert.Equal(401, await StatusAsync("app.local:4010"));
        Assert.Equal(401, await StatusAsync("api.localhost"));

        async Task<int> StatusAsync(string host)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "notes");
            request.Headers.Host = host;
            using var answer = await client.SendAsync(request, Cancellation);
            return (int)answer.StatusCode;
        }
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
