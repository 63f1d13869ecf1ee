using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Conformance.Contracts.Loading;
using Conformance.Documents;
using Conformance.Reporting;
using Conformance.Reporting.Terminal;
using Conformance.TestKit;
using Conformance.Verification.Client;
using Conformance.Verification.Results;
using Conformance.Verification.Suite;

namespace Conformance.Cli.Tests;

/// <summary>Whatever a target sends, a run ends in a verdict, and every report of it can be read.</summary>
[Trait("Category", "Slow")]
public sealed class HostileTargetTests : IDisposable
{
    private static readonly string[] Formats = ["junit", "html", "json", "sarif", "messages", "markdown"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("conformance-");

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Those that are tried by the command line too: texts, a length and a connection that nobody expects.</summary>
    public static TheoryData<string> SomeKinds => ["halves of surrogate pairs everywhere", "a megabyte of escapes", "nothing"];

    // Many of them make the run wait, each for itself.
    [Fact]
    public async Task Ends_in_a_verdict_whatever_the_target_answers()
    {
        await File.WriteAllTextAsync(PathOf("hostile.yaml"), TokenDocument.Of("jwt"), TestContext.Current.CancellationToken);
        var faults = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(
            Answers.Keys,
            new ParallelOptions { MaxDegreeOfParallelism = 12, CancellationToken = TestContext.Current.CancellationToken },
            async (kind, cancellation) =>
            {
                try
                {
                    await EndsInAVerdictAsync(
                        kind,
                        _folder.CreateSubdirectory($"{Answers.Keys.ToList().IndexOf(kind)}").FullName,
                        cancellation
                    );
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    faults.Add($"{kind}: {exception}");
                }
            }
        );
        Assert.True(faults.IsEmpty, string.Join("\n\n", faults));
    }

    private async Task EndsInAVerdictAsync(string kind, string folder, CancellationToken cancellation)
    {
        var problems = new Problems();
        var suite = ConformanceSuite.Load(
            ContractSource.FromFile(PathOf("hostile.yaml")),
            new SuiteOptions { FeaturesFolder = Repository.PathOf("features") },
            problems,
            [],
            cancellation
        );
        await using var server = new Server(Answers[kind]);
        var target = new Target
        {
            BaseUrl = new Uri(server.Address),
            Users = [new UserCredentials("alice", "open-sesame-1"), new UserCredentials("bob", "open-sesame-1")],
            RequestTimeout = TimeSpan.FromSeconds(2),
            Retries = 0,
        };
        using var run = suite!.Against(target, new RunSettings { Depth = RunDepth.Quick });
        using var output = new StringWriter();
        var console = new ConsoleReporter(output, new ConsoleStyle(120, UsesColour: false, IsLive: false, IsVerbose: true));
        ContractRun? result = null;
        await foreach (var happened in run.RunAsync(cancellation))
        {
            console.On(happened);
            result = (happened as ContractFinished)?.Run ?? result;
        }

        var report = new VerificationReport("conform 1.0.0", IsStrict: false, [result!]);
        console.Finish(report);
        AssertNoFault(output.ToString());
        foreach (var format in Formats)
        {
            Assert.True(ReportRequest.TryParse($"{format}={Path.Combine(folder, format)}", out var asked, out var error), error);
            Assert.Null(Report.Write(asked[0].Format, report, asked[0].Path));
        }

        Check(folder);
    }

    [Theory]
    [MemberData(nameof(SomeKinds))]
    public async Task The_command_ends_in_a_verdict_as_well(string kind)
    {
        var contract = PathOf("hostile.yaml");
        await File.WriteAllTextAsync(contract, TokenDocument.Of("jwt"), TestContext.Current.CancellationToken);
        await using var server = new Server(Answers[kind]);
        var (exitCode, output, error) = await ConformProcess.RunAsync(
            "verify",
            "--depth",
            "quick",
            contract,
            "-u",
            server.Address,
            "--user",
            "alice:open-sesame-1",
            "--user",
            "bob:open-sesame-1",
            "--request-timeout",
            "2s",
            "--retries",
            "0",
            "--verbose",
            "--report",
            string.Join(',', Formats.Select(f => $"{f}={PathOf(f)}"))
        );
        Assert.True(exitCode is 0 or 1 or 3, $"{exitCode}\n{output}\n{error}");
        AssertNoFault(output);
        AssertNoFault(error);
        Check(_folder.FullName);
    }

    private static void AssertNoFault(string text)
    {
        Assert.DoesNotContain("Unhandled", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n   at ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("fault of the run", text, StringComparison.Ordinal);
        Assert.DoesNotContain("fault of its own", text, StringComparison.Ordinal);
    }

    private static Dictionary<string, Func<string, byte[]>> Answers { get; } =
        new()
        {
            ["a token of half a surrogate pair"] = Login("""{"token":"\ud800"}"""),
            ["a token with half a surrogate pair in it"] = Login("""{"token":"abc\udc00def-0123456789"}"""),
            ["a name of half a surrogate pair"] = Login("""{"\ud800":1,"token":"abcdefgh-0123456789"}"""),
            ["halves of surrogate pairs everywhere"] = Always(
                200,
                """{"token":"abcdefgh-0123456789","\ud800\ud800":{"\udfff":["\udfff\ud800"]},"n":"\ud800"}"""
            ),
            ["an octet that is no UTF-8 in a token"] = Login([.. "{\"token\":\"ab"u8, 0xff, .. "cd-0123456789\"}"u8]),
            ["octets that are no UTF-8"] = Always(200, [0xff, 0xfe, 0x00, 0xd8, 0x80]),
            ["a name that is no UTF-8"] = Login([.. "{\""u8, 0xff, .. "\":1,\"token\":\"abcdefgh-0123456789\"}"u8]),
            ["a byte order mark"] = Login([0xef, 0xbb, 0xbf, .. "{\"token\":\"abcdefgh-0123456789\"}"u8]),
            ["UTF-16"] = Always(200, Encoding.Unicode.GetBytes("{\"token\":\"abcdefgh-0123456789\"}")),
            ["a NUL in a token"] = Login("""{"token":"abcdefgh\u00000123456789"}"""),
            ["a line break in a token"] = Login("""{"token":"abcdefgh\r\nX-Injected: 0123456789"}"""),
            ["a token beyond ASCII"] = Login("""{"token":"zwölf-😀-0123456789"}"""),
            ["control characters in a body"] = Always(
                401,
                "{\"n\":\"\\u0000\\u0001\\u001b[31m\\u0007\\ufffe\\uffff\",\"m\":\"\u001b]0;x\u0007\"}"
            ),
            ["an exp in milliseconds"] = Login(Jwt("""{"exp":1764420000000,"iat":1764419700000}""")),
            ["an exp beyond every number"] = Login(Jwt("""{"exp":1e999,"iat":-1e999}""")),
            ["an exp that is no number"] = Login(Jwt("""{"exp":{"a":[]},"iat":"x"}""")),
            ["an exp twice"] = Login(Jwt("""{"exp":1,"exp":2}""")),
            ["claims of halves of surrogate pairs"] = Login(Jwt("""{"\ud800":"\udfff","exp":4102444800,"alg":"\ud800"}""")),
            ["claims that are no JSON"] = Login(Jwt("not json")),
            ["claims of an array"] = Login(Jwt("[1]")),
            ["parts that are no base64"] = Login("""{"token":"eyJhbGciOiJIUzI1NiJ9.!!!!.????"}"""),
            ["a JWT of dots"] = Login($$"""{"token":"{{new string('.', 50_000)}}"}"""),
            ["a number with an exponent beyond any"] = Always(
                200,
                """{"token":"abcdefgh-0123456789","expires_in":1e99999999999999999999,"n":1e99999999999999999999}"""
            ),
            ["JSON nested deeper than any"] = Always(200, $"{new string('[', 100_000)}{new string(']', 100_000)}"),
            ["names that stand twice"] = Always(200, """{"token":"abcdefgh-0123456789","token":"abcdefgh-9876543210"}"""),
            ["JSON with a comma too many"] = Always(200, """{"token":"abcdefgh-0123456789",}"""),
            ["headers of tokens that never end"] = Always(200, $$"""{"token":"abcdefgh-0123456789","n":"{{Repeated("eyJ", 20_000)}}. "}"""),
            ["a token of headers that never end"] = Login(
                $$"""{"token":"{{Repeated("eyJ", 10_000)}}. ","n":"{{Repeated("eyJ", 200_000)}}"}"""
            ),
            ["a megabyte of one letter beside a token of it"] = Always(
                200,
                $$"""{"token":"{{new string('a', 8_000)}}b","n":"{{new string('a', 1_000_000)}}"}"""
            ),
            ["a megabyte of escapes"] = Always(
                200,
                $$"""{"token":"abcdefgh-0123456789","n":"{{Repeated("""\u0026%25&amp;+""", 60_000)}}"}"""
            ),
            ["a hundred thousand tokens"] = Always(
                200,
                $$"""{"token":"abcdefgh-0123456789","n":[{{string.Join(',', Enumerable.Range(0, 20_000).Select(i => $"\"a1b2c3d4e5f6g7h8i9{i:D6}\""))}}]}"""
            ),
            ["a megabyte of ampersands"] = Always(401, new string('&', 1_000_000)),
            ["more than is read"] = Always(200, new byte[5 * 1024 * 1024]),
            ["a media type that is none"] = Raw(
                "HTTP/1.1 200 OK\r\nContent-Type: ;;;charset=\"\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"
            ),
            ["an encoding that is none"] = Raw(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=no-such\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"
            ),
            ["a compression that there is not"] = Raw(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"
            ),
            ["cookies that are none"] = Raw(
                "HTTP/1.1 200 OK\r\nSet-Cookie: \r\nSet-Cookie: =;=;=\r\nSet-Cookie: ;;;;\r\nSet-Cookie: a\r\nSet-Cookie: a=\"\xff\xfe\x01; Expires=never; Max-Age=99999999999999999999\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"
            ),
            ["headers beyond ASCII"] = Raw(
                "HTTP/1.1 401 N\xf6\r\nX-\xff: \xff\r\nWWW-Authenticate: \xff\x80 error=\"\r\nWWW-Authenticate: Bearer ,,,==\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            ),
            ["headers that never end"] = Raw(
                "HTTP/1.1 200 OK\r\n" + Repeated("X-A: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n", 20_000) + "\r\n"
            ),
            ["status 999"] = Raw("HTTP/1.1 999 X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
            ["status 99999"] = Raw("HTTP/1.1 99999 X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
            ["a hundred continues"] = Raw(
                Repeated("HTTP/1.1 100 Continue\r\n\r\n", 100)
                    + "HTTP/1.1 102 P\r\n\r\nHTTP/1.1 401 X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            ),
            ["another protocol"] = Raw("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\nwhatever"),
            ["chunks that are none"] = Raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nzzzz\r\nabc\r\n"),
            ["a chunk that is too long"] = Raw(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nffffffffffffffff\r\nabc\r\n"
            ),
            ["less than it said"] = Raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\nConnection: close\r\n\r\n{}"),
            ["two lengths"] = Raw("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\nConnection: close\r\n\r\n{}x"),
            ["no HTTP"] = Raw("\0\x01\x02\xff\xfe"),
            ["nothing"] = Raw(""),
        };

    private static string Repeated(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static string Jwt(string claims) =>
        $$"""{"token":"{{Base64("""{"alg":"HS256","typ":"JWT"}""")}}.{{Base64(claims)}}.c2lnbmF0dXJlLW9mLXRoaXM"}""";

    private static string Base64(string text) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    // The login answers so; all else goes as documented.
    private static Func<string, byte[]> Login(string body) => Login(Encoding.UTF8.GetBytes(body));

    private static Func<string, byte[]> Login(byte[] body) =>
        path =>
            path == "/login" ? Http(200, body)
            : path == "/logout" ? Http(204, [])
            : Http(200, "{\"n\":\"alice\"}"u8.ToArray());

    private static Func<string, byte[]> Always(int status, string body) => Always(status, Encoding.UTF8.GetBytes(body));

    private static Func<string, byte[]> Always(int status, byte[] body) => _ => Http(status, body);

    private static Func<string, byte[]> Raw(string answer) => _ => Encoding.Latin1.GetBytes(answer);

    private static byte[] Http(int status, byte[] body) =>
        [
            .. Encoding.ASCII.GetBytes(
                $"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\n{(status == 204 ? "" : $"Content-Length: {body.Length}\r\n")}Connection: close\r\n\r\n"
            ),
            .. body,
        ];

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private static void Check(string folder)
    {
        XDocument.Load(Path.Combine(folder, "junit"));
        foreach (var name in (string[])["json", "sarif"])
            JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, name))).Dispose();
        foreach (var line in File.ReadLines(Path.Combine(folder, "messages")))
            JsonDocument.Parse(line).Dispose();
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        foreach (var name in Formats)
            Assert.DoesNotContain(
                "open-sesame-1",
                strict.GetString(File.ReadAllBytes(Path.Combine(folder, name))),
                StringComparison.Ordinal
            );
    }

    /// <summary>A socket that answers what it likes by the path that it is asked for.</summary>
    private sealed class Server : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource _stopped = new();
        private readonly Func<string, byte[]> _answer;
        private readonly Task _accepting;

        public Server(Func<string, byte[]> answer)
        {
            _answer = answer;
            _listener.Start();
            _accepting = AcceptAsync();
        }

        public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

        public async ValueTask DisposeAsync()
        {
            await _stopped.CancelAsync();
            _listener.Stop();
            await _accepting;
            _stopped.Dispose();
        }

        private async Task AcceptAsync()
        {
            var serving = new List<Task>();
            try
            {
                while (true)
                    serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stopped.Token)));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                await Task.WhenAll(serving);
            }
        }

        private async Task ServeAsync(TcpClient client)
        {
            using (client)
            {
                try
                {
                    var stream = client.GetStream();
                    var request = new byte[256 * 1024];
                    var read = await stream.ReadAsync(request, _stopped.Token);
                    if (Encoding.Latin1.GetString(request, 0, read).Split(' ', 3) is not [_, var path, _])
                        return;
                    await stream.WriteAsync(_answer(path), _stopped.Token);

                    // What the client still sends is taken, or the answer would be lost with the connection.
                    client.Client.Shutdown(SocketShutdown.Send);
                    while (await stream.ReadAsync(request, _stopped.Token) > 0) { }
                }
                catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException)
                {
                    // The client has had enough, or the test is over.
                }
            }
        }
    }
}
