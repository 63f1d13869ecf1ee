using System.Net;
using System.Text;
using static Conformance.MockServer.Tests.TestMock;

namespace Conformance.MockServer.Tests.Hostile;

/// <summary>Whatever comes over the socket is answered with no 5xx, or the connection is closed.</summary>
public sealed class RawRequestTests
{
    private const string Host = "Host: localhost\r\n";
    private const string Chunked = Host + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";

    private static readonly string[] Bodies =
    [
        "/json",
        "/echo",
        "/form",
        "/multipart",
        "/text",
        "/login",
        "/none",
        "/__admin/users",
        "/__ns/a/__admin/faults",
    ];

    public static TheoryData<string> Heads =>
        [
            // Host and target
            "GET /me HTTP/1.0\r\n\r\n",
            "GET /me HTTP/1.1\r\n\r\n",
            "GET /me HTTP/1.1\r\nHost:\r\n\r\n",
            "GET /me HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            "GET /me HTTP/1.1\r\nHost: local host\r\n\r\n",
            "GET /me HTTP/1.1\r\nHost: é\r\n\r\n",
            "GET /me HTTP/1.1\r\nHost: localhost:99999999\r\n\r\n",
            "GET /me HTTP/1.1\r\nHost: [::1\r\n\r\n",
            "GET /me\r\n\r\n",
            "GET http://localhost/me HTTP/1.1\r\n" + Host + "\r\n",
            "GET http://localhost HTTP/1.1\r\n" + Host + "\r\n",
            "GET * HTTP/1.1\r\n" + Host + "\r\n",
            "OPTIONS * HTTP/1.1\r\n" + Host + "\r\n",
            "CONNECT localhost:80 HTTP/1.1\r\nHost: localhost:80\r\n\r\n",
            "TRACE /me HTTP/1.1\r\n" + Host + "\r\n",
            "HEAD /me HTTP/1.1\r\n" + Host + "\r\n",
            "OPTIONS /me HTTP/1.1\r\n" + Host + "\r\n",
            "GET /%zz HTTP/1.1\r\n" + Host + "\r\n",
            "GET /items/%ff%fe?q=%ff&q=%&o[%zz]=%f&%00 HTTP/1.1\r\n" + Host + "\r\n",
            "GET /items/%00 HTTP/1.1\r\n" + Host + "\r\n",
            "GET /items/é?é=é HTTP/1.1\r\n" + Host + "\r\n",
            "GET /__ns/%zz/me HTTP/1.1\r\n" + Host + "\r\n",
            "GET /__ns/ HTTP/1.1\r\n" + Host + "\r\n",
            "GET /__ns//me HTTP/1.1\r\n" + Host + "\r\n",
            "GET /__ns/a\u007f/me HTTP/1.1\r\n" + Host + "\r\n",
            "GET /__admin/%zz HTTP/1.1\r\n" + Host + "\r\n",
            "GET /__admin/requests?since=%00&limit=99999999999999999999&after=-1 HTTP/1.1\r\n" + Host + "\r\n",
            "GET /__admin//users/../%2e%2e HTTP/1.1\r\n" + Host + "\r\n",
            "DELETE /__admin/users/%ed%a0%80 HTTP/1.1\r\n" + Host + "\r\n",
            // Fields
            "GET /me HTTP/1.1\r\n" + Host + "Origin: http://é.example\r\n\r\n",
            "GET /me HTTP/1.1\r\n" + Host + "Origin: http://a\tb\r\n\r\n",
            "GET /me HTTP/1.1\r\n" + Host + "Origin: a\r\nOrigin: b\r\n\r\n",
            "GET /__admin/users HTTP/1.1\r\n" + Host + "Origin: http://é.example\r\n\r\n",
            "OPTIONS /me HTTP/1.1\r\n"
                + Host
                + "Origin: http://a\r\nAccess-Control-Request-Method: GÉT\r\nAccess-Control-Request-Headers: é\r\n\r\n",
            "OPTIONS /none HTTP/1.1\r\n"
                + Host
                + "Origin: http://a\r\nAccess-Control-Request-Method: GÉT\r\nAccess-Control-Request-Headers: é\r\n\r\n",
            "OPTIONS /me HTTP/1.1\r\n"
                + Host
                + "Origin: http://a\r\nAccess-Control-Request-Method: GET\r\nAccess-Control-Request-Headers: a\r\nAccess-Control-Request-Headers: ü\r\n\r\n",
            "GET /me HTTP/1.1\r\n" + Host + "Conform-Namespace: é\r\n\r\n",
            "GET /me HTTP/1.1\r\n" + Host + "Conform-Namespace:\r\n\r\n",
            "GET /me HTTP/1.1\r\n" + Host + "Conform-Namespace: a\r\nConform-Namespace: b\r\n\r\n",
            "GET /me HTTP/1.1\r\n" + Host + "Cookie: sid=é; =; ;;=a; sid\r\n\r\n",
            "GET /me HTTP/1.1\r\n" + Host + "Cookie: sid=%zz%ff\"\r\nCookie: \"\r\n\r\n",
            "GET /items/1 HTTP/1.1\r\n" + Host + "X-Count: é\r\nCookie: c=ñ\r\n\r\n",
            "GET /items/1 HTTP/1.1\r\n" + Host + "X-Count: 1\r\nX-Count: 2\r\n\r\n",
            "GET /me HTTP/1.1\r\n" + Host + "Authorization: \r\n\r\n",
            "GET /me HTTP/1.1\r\n" + Host + "\0Set-Cookie: a=b\r\n\r\n",
            "GET /me HTTP/1.1\r\n" + Host + "A b: c\r\n\r\n",
            "GET /me HTTP/1.1\r\n" + Host + "A: b\0c\r\n\r\n",
            "GET /me HTTP/1.1\r\n" + Host + " folded: a\r\n\r\n",
            "GET /me HTTP/1.1\r\n" + Host + "A: b\r\n c\r\n\r\n",
            "GET /me HTTP/1.1\nHost: localhost\n\n",
            "POST /text HTTP/1.1\r\n" + Host + "Content-Type: text/plain\r\nPrefer: example=ñandú\r\nContent-Length: 0\r\n\r\n",
            "POST /text HTTP/1.1\r\n" + Host + "Content-Type: text/plain\r\nPrefer: code=é\r\nContent-Length: 0\r\n\r\n",
            "GET /me HTTP/1.1\r\n" + Host + "Accept: é;q=é, */*;q=1e999\r\n\r\n",
            "GET /me HTTP/1.1\r\n" + Host + "Expect: 200-maybe\r\n\r\n",
            "GET /me HTTP/1.1\r\n" + Host + "Connection: upgrade\r\nUpgrade: websocket\r\n\r\n",
        ];

    public static TheoryData<string> Tails =>
        [
            Chunked + "10000000000000000\r\nx",
            Chunked + "FFFFFFFFFFFFFFFF\r\n{}",
            Chunked + "7FFFFFFFFFFFFFFF\r\n{}",
            Chunked + "80000000\r\n{}",
            Chunked + "99999999999999999999999999999999999999999999999999\r\n{}",
            Chunked + "-2\r\n{}\r\n0\r\n\r\n",
            Chunked + "0x2\r\n{}\r\n0\r\n\r\n",
            Chunked + "zz\r\n{}\r\n0\r\n\r\n",
            Chunked + "\r\n{}\r\n0\r\n\r\n",
            Chunked + "2;a=\"b\r\n\r\n{}\r\n0\r\n\r\n",
            Chunked + "2\r\n{}x\r\n0\r\n\r\n",
            Chunked + "2\r\n{}\r\n0\r\nA b: c\r\n\r\n",
            Chunked + "2\n{}\n0\n\n",
            Host + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
            Host + "Content-Type: application/json\r\nTransfer-Encoding: gzip, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
            Host + "Content-Type: application/json\r\nTransfer-Encoding: gzip\r\n\r\n{}",
            Host + "Content-Type: application/json\r\nTransfer-Encoding: chunked, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
            Host + "Content-Type: application/json\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
            Host + "Content-Type: application/json\r\nContent-Length: +2\r\n\r\n{}",
            Host + "Content-Type: application/json\r\nContent-Length: 99999999999999999999\r\n\r\n{}",
            Host + "Content-Type: application/json\r\nContent-Length: 9223372036854775807\r\n\r\n{}",
            Host + "Content-Type: application/json\r\nContent-Length: 1\r\n\r\n{}",
            Host + "Content-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n{}",
            Host + "Content-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: 2000000\r\n\r\n",
            Host + "Content-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}",
            Host + "Content-Type: application/json; charset=é\r\nContent-Length: 2\r\n\r\n{}",
            Host + "Content-Type: application/json; charset=utf-7\r\nContent-Length: 2\r\n\r\n{}",
            Host + "Content-Type: text/plain; charset=x-none\r\nContent-Length: 2\r\n\r\n{}",
            Host + "Content-Type: é/é; a\r\nContent-Length: 2\r\n\r\n{}",
            Host + "Content-Type: application/json\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}",
            Host + "Content-Type: multipart/form-data\r\nContent-Length: 2\r\n\r\n{}",
            Host + "Content-Type: multipart/form-data; boundary=\"\r\nContent-Length: 2\r\n\r\n{}",
            Host + "Content-Type: multipart/form-data; boundary=é\r\nContent-Length: 2\r\n\r\n{}",
            Host
                + "Content-Type: multipart/form-data; boundary=a\r\nContent-Length: 40\r\n\r\n--a\r\nContent-Disposition: form-data; name=\"",
            Host + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 12\r\n\r\n%zz=%ff&=&&%",
            Host + "X-Echo: a\tb é\r\nContent-Type: application/json\r\nContent-Length: 22\r\n\r\n{\"a\":\"\\ud800\\u0000\\r\"}",
            Host + "Content-Type: application/json\r\nContent-Length: 14\r\n\r\n{\"\\ud800\": {}}",
            Host + "Content-Type: application/json\r\nContent-Length: 13\r\n\r\n{\"n\":1e99999}",
        ];

    [Theory]
    [MemberData(nameof(Heads), DisableDiscoveryEnumeration = true)]
    public async Task A_head_gets_no_5xx(string head)
    {
        await using var mock = await OfAsync(Load(HostileContract.Yaml), keepsContract: false);
        await AssertNo5xxAsync(mock, [head]);
    }

    [Theory]
    [MemberData(nameof(Tails), DisableDiscoveryEnumeration = true)]
    public async Task A_body_gets_no_5xx_at_any_operation(string tail)
    {
        await using var mock = await OfAsync(Load(HostileContract.Yaml), keepsContract: false);
        await AssertNo5xxAsync(mock, Bodies.Select(path => $"POST {path} HTTP/1.1\r\n{tail}"));
    }

    [Fact]
    public async Task Huge_and_deep_bodies_get_short_answers()
    {
        await using var mock = await OfAsync(Load(HostileContract.Yaml), keepsContract: false);
        var name = new string('x', 900_000);
        string[] bodies =
        [
            new string('[', 500_000),
            string.Concat(Enumerable.Repeat("{\"a\":", 100_000)),
            $"{{\"{name}\":1}}",
            $"{{\"n\":\"{name}\"}}",
            $"{{\"{name}\":[{string.Join(',', Enumerable.Repeat("1", 10_000))}]}}",
            $"{{\"n\":{new string('9', 900_000)}}}",
            $"{{\"n\":1e{new string('9', 900)}}}",
            $"{{{string.Join(',', Enumerable.Range(0, 60_000).Select(i => $"\"a{i}\":1"))}}}",
            "{\"email\":1,\"password\":\"" + name + "\"}",
            $"{name}=1",
            string.Join('&', Enumerable.Range(0, 900).Select(i => $"{new string('y', 900)}{i}=z")),
        ];
        foreach (
            var type in new[]
            {
                "application/json",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=" + new string('b', 60),
            }
        )
        {
            foreach (var path in new[] { "/json", "/form", "/multipart", "/login", "/text", "/__admin/users" })
            {
                foreach (var body in bodies)
                {
                    var answer = await AssertNo5xxAsync(
                        mock,
                        [
                            $"POST {path} HTTP/1.1\r\n{Host}Content-Type: {type}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}",
                        ]
                    );
                    Assert.True(answer.Length < 100_000, $"{path} {type} {body[..20]}: an answer of {answer.Length} characters");
                }
            }
        }
    }

    [Fact]
    public async Task Huge_fields_and_targets_get_no_5xx()
    {
        await using var mock = await OfAsync(Load(HostileContract.Yaml), keepsContract: false);
        var huge = new string('h', 20_000);
        await AssertNo5xxAsync(
            mock,
            [
                $"GET /me HTTP/1.1\r\n{Host}X-A: {huge}\r\n\r\n",
                $"GET /me HTTP/1.1\r\n{Host}X-A: {huge}{huge}\r\n\r\n",
                $"GET /me HTTP/1.1\r\n{Host}{huge}: a\r\n\r\n",
                $"GET /{huge} HTTP/1.1\r\n{Host}\r\n",
                $"GET /items/{huge[..7000]} HTTP/1.1\r\n{Host}\r\n",
                $"GET /items/1?q={huge[..7000]} HTTP/1.1\r\n{Host}\r\n",
                $"{huge[..7000]} /me HTTP/1.1\r\n{Host}\r\n",
                $"GET /me HTTP/1.1\r\n{Host}Cookie: sid={huge}\r\n\r\n",
                $"GET /me HTTP/1.1\r\n{Host}Prefer: code={huge}\r\n\r\n",
                $"GET /me HTTP/1.1\r\n{Host}Conform-Namespace: {huge}\r\n\r\n",
                $"GET /__admin/users HTTP/1.1\r\n{Host}Origin: {huge}\r\n\r\n",
                $"POST /json HTTP/1.1\r\n{Host}Content-Type: a {huge}\r\nContent-Length: 2\r\n\r\n{{}}",
                $"GET /me HTTP/1.1\r\n{Host}{string.Concat(Enumerable.Range(0, 200).Select(i => $"X-{i}: a\r\n"))}\r\n",
            ]
        );
    }

    private static async Task<string> AssertNo5xxAsync(TestMock mock, IEnumerable<string> requests)
    {
        var last = "";
        foreach (var request in requests)
        {
            using var raw = new RawClient(IPEndPoint.Parse(mock.Mock.Address.Authority));
            var (status, text) = await raw.SendAsync(Encoding.UTF8.GetBytes(request), endsSending: true);
            var shown = request[..Math.Min(200, request.Length)];
            Assert.True(status is 0 or (>= 200 and < 500), $"{status}:\n{shown}\n{text}");
            Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
            last = text;
        }

        return last;
    }
}
