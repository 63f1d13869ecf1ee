using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;

namespace Conformance.MockServer.Tests.Requests;

/// <summary>Bodies that are sent in a content coding (RFC 9110, section 8.4), and how much of them is read.</summary>
public sealed class ContentCodingTests
{
    private const string Document = """
        openapi: 3.0.3
        info: {title: G, version: '1'}
        paths:
          /g:
            post:
              requestBody:
                required: true
                content:
                  application/json: {schema: {type: object, required: [a], properties: {a: {type: integer}}}}
                  text/plain: {schema: {type: string, maxLength: 8}}
                  application/x-www-form-urlencoded: {schema: {type: object, required: [a]}}
              responses: {'204': {description: ok}}
        """;

    [Theory]
    [InlineData("gzip", "application/json", "{\"a\":1}", 204)]
    [InlineData("x-gzip", "application/json", "{\"a\":1}", 204)]
    [InlineData("GZIP", "application/json", "{\"a\":1}", 204)]
    [InlineData("deflate", "application/json", "{\"a\":1}", 204)]
    [InlineData("raw-deflate", "application/json", "{\"a\":1}", 204)]
    [InlineData("br", "application/json", "{\"a\":1}", 204)]
    [InlineData("identity", "application/json", "{\"a\":1}", 204)]
    [InlineData("gzip, br", "application/json", "{\"a\":1}", 204)]
    [InlineData("gzip", "application/json", "{\"b\":1}", 400)]
    [InlineData("br", "application/json", "{\"a\":\"x\"}", 400)]
    [InlineData("gzip", "text/plain", "short", 204)]
    [InlineData("gzip", "text/plain", "longer than eight", 400)]
    [InlineData("deflate", "application/x-www-form-urlencoded", "a=1", 204)]
    [InlineData("deflate", "application/x-www-form-urlencoded", "b=1", 400)]
    public async Task A_body_is_judged_without_its_coding(string coding, string type, string text, int status)
    {
        var (actual, _, _) = await SendAsync(
            Coded(coding, Encoding.UTF8.GetBytes(text)),
            type,
            coding.Replace("raw-", "", StringComparison.Ordinal)
        );
        Assert.Equal(status, actual);
    }

    [Theory]
    [InlineData("bogus")]
    [InlineData("gzip, zstd")]
    public async Task A_coding_that_is_not_known_is_refused_and_the_known_ones_are_told(string coding)
    {
        var (status, text, response) = await SendAsync([1, 2, 3], "application/json", coding);
        Assert.Equal(415, status);
        Assert.Equal("gzip, deflate, br", string.Join(", ", response.GetValues("Accept-Encoding")));
        Assert.Contains("is none of gzip, deflate, br", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task Bytes_that_are_not_in_their_coding_are_a_fault_of_the_body(string coding)
    {
        var (status, text, _) = await SendAsync([255, 254, 253, 252, 251], "application/json", coding);
        Assert.Equal(400, status);
        Assert.Contains($"expected bytes in the coding {coding}", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_body_that_grows_beyond_the_limit_is_too_large(string coding)
    {
        var body = Encoding.UTF8.GetBytes("{\"a\":1,\"b\":\"" + new string('b', 3000) + "\"}");
        Assert.Equal(413, (await SendAsync(Coded(coding, body), "application/json", coding, 2000)).Status);
        Assert.Equal(204, (await SendAsync(Coded(coding, body), "application/json", coding, 4000)).Status);
    }

    [Theory]
    [InlineData(2000, 413)]
    [InlineData(2 * 1024 * 1024, 204)]
    public async Task The_limit_can_be_set(int limit, int status)
    {
        var body = Encoding.UTF8.GetBytes("{\"a\":1,\"b\":\"" + new string('b', limit < 5000 ? 3000 : 1_500_000) + "\"}");
        Assert.Equal(status, (await SendAsync(body, "application/json", null, limit)).Status);
    }

    private static byte[] Coded(string codings, byte[] body)
    {
        foreach (var coding in codings.ToLowerInvariant().Split(", "))
        {
            using var coded = new MemoryStream();
            using (
                Stream stream = coding switch
                {
                    "br" => new BrotliStream(coded, CompressionLevel.Fastest),
                    "deflate" => new ZLibStream(coded, CompressionLevel.Fastest),
                    "raw-deflate" => new DeflateStream(coded, CompressionLevel.Fastest),
                    "identity" => new BufferedStream(coded),
                    _ => new GZipStream(coded, CompressionLevel.Fastest),
                }
            )
                stream.Write(body);
            body = coded.ToArray();
        }

        return body;
    }

    private static async Task<(int Status, string Text, HttpResponseHeaders Headers)> SendAsync(
        byte[] body,
        string type,
        string? coding,
        int? limit = null
    )
    {
        await using var mock = await Mock.StartAsync(
            new MockOptions
            {
                Contracts = [TestMock.Load(Document)],
                Port = 0,
                MaxBody = limit ?? MockOptions.LargestBody,
            }
        );
        using var client = new HttpClient { BaseAddress = mock.Address };
        using var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        if (coding is not null)
            content.Headers.TryAddWithoutValidation("Content-Encoding", coding);
        using var response = await client.PostAsync("/g", content, TestContext.Current.CancellationToken);
        return (
            (int)response.StatusCode,
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            response.Headers
        );
    }
}
