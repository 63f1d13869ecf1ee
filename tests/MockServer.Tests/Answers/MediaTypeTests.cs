using System.Xml.Linq;

namespace Conformance.MockServer.Tests.Answers;

/// <summary>Bodies in media types that are not JSON: what is labelled as a type is of that type.</summary>
public sealed class MediaTypeTests
{
    [Theory]
    [InlineData(
        "{type: object, xml: {name: pet}, properties: {id: {type: integer, xml: {attribute: true}, example: 7}, name: {type: string, example: Rex}}}",
        "<pet id=\"7\"><name>Rex</name></pet>"
    )]
    [InlineData("{type: object, properties: {name: {type: string, example: 'R & <x>'}}}", "<root><name>R &amp; &lt;x&gt;</name></root>")]
    [InlineData(
        "{type: object, xml: {name: a, namespace: 'urn:x', prefix: p}, properties: {b: {type: string, example: c, xml: {prefix: p}}}}",
        "<p:a xmlns:p=\"urn:x\"><p:b>c</p:b></p:a>"
    )]
    [InlineData("{type: object, xml: {name: a}, properties: {b: {type: string, example: c, xml: {prefix: unknown}}}}", "<a><b>c</b></a>")]
    [InlineData(
        "{type: object, xml: {name: a}, example: {tags: [x, y]}, properties: {tags: {type: array, items: {type: string}}}}",
        "<a><tags>x</tags><tags>y</tags></a>"
    )]
    [InlineData(
        "{type: object, xml: {name: a}, example: {tags: [x, y]}, properties: {tags: {type: array, xml: {wrapped: true}, items: {type: string, xml: {name: tag}}}}}",
        "<a><tags><tag>x</tag><tag>y</tag></tags></a>"
    )]
    [InlineData(
        "{type: object, xml: {name: a}, example: {tags: [x, y]}, properties: {tags: {type: array, xml: {name: all, wrapped: true}, items: {type: string}}}}",
        "<a><all><all>x</all><all>y</all></all></a>"
    )]
    [InlineData(
        "{type: object, xml: {name: a}, example: {tags: []}, properties: {tags: {type: array, xml: {wrapped: true}, items: {type: string}}}}",
        "<a><tags/></a>"
    )]
    [InlineData(
        "{type: array, xml: {name: pets}, example: [{n: 1}, {n: 2}], items: {type: object, xml: {name: pet}, properties: {n: {type: integer}}}}",
        "<pets><pet><n>1</n></pet><pet><n>2</n></pet></pets>"
    )]
    [InlineData("{$ref: '#/components/schemas/Dog'}", "<Dog><name>Rex</name></Dog>")]
    [InlineData("{type: object, xml: {name: a}, example: {'odd name': true, n: null}}", "<a><odd_x0020_name>true</odd_x0020_name><n/></a>")]
    public async Task Xml_is_written_as_the_xml_objects_say(string schema, string expected)
    {
        foreach (var type in new[] { "application/xml", "text/xml", "application/soap+xml" })
        {
            var reply = await AskAsync($"{type}: {{schema: {schema}}}");
            Assert.Equal((type, expected), (reply.ContentType, reply.Text));
            Assert.NotNull(XDocument.Parse(reply.Text));
        }
    }

    [Theory]
    [InlineData("text/xml: {example: {id: 1}}", "<root><id>1</id></root>")]
    [InlineData("text/xml: {example: '<a/>'}", "<a/>")]
    [InlineData(
        "application/x-www-form-urlencoded: {schema: {type: object, properties: {access_token: {type: string, example: t}, b: {type: array, example: [1, 2]}}}}",
        "access_token=t&b=1&b=2"
    )]
    [InlineData("application/x-www-form-urlencoded: {example: {a: 'x y&z', b: '{$method}'}}", "a=x%20y%26z&b=GET")]
    [InlineData("application/x-www-form-urlencoded: {example: {a: '{$request.query.q}'}}", "a=%3Cb%3E%26")]
    [InlineData("text/xml: {example: {a: '{$request.query.q}'}}", "<root><a>&lt;b&gt;&amp;</a></root>")]
    [InlineData("text/html: {example: '<p>{$request.query.q}</p>'}", "<p>&lt;b&gt;&amp;</p>")]
    [InlineData("text/plain: {example: 'q: {$request.query.q}'}", "q: <b>&")]
    [InlineData(
        "application/yaml: {example: {a: 1, b: [x, {c: true, d: {}}], e: {f: null}}}",
        "\"a\": 1\n\"b\":\n  - \"x\"\n  - \"c\": true\n    \"d\": {}\n\"e\":\n  \"f\": null\n"
    )]
    [InlineData("text/csv: {example: [{a: 1, b: 'x,y'}, {b: 'q\"'}]}", "a,b\r\n1,\"x,y\"\r\n,\"q\"\"\"\r\n")]
    [InlineData("application/x-ndjson: {example: [{a: 1}, {a: 2}]}", "{\"a\":1}\n{\"a\":2}\n")]
    [InlineData("application/jsonl: {itemSchema: {type: object, required: [a], properties: {a: {const: 1}}}}", "{\"a\":1}\n{\"a\":1}\n")]
    [InlineData("application/json-seq: {example: [1, 2]}", "\u001e1\n\u001e2\n")]
    [InlineData(
        "text/event-stream: {example: [{event: add, id: '1', data: \"one\\ntwo\"}, {data: {a: 1}}]}",
        "event: add\nid: 1\ndata: one\ndata: two\n\ndata: {\"a\":1}\n\n"
    )]
    [InlineData(
        "text/event-stream: {itemSchema: {type: object, required: [data], properties: {data: {const: x}}}}",
        "data: x\n\ndata: x\n\n"
    )]
    public async Task A_value_is_written_in_its_type(string content, string expected)
    {
        var reply = await AskAsync(content, "?q=%3Cb%3E%26");
        Assert.Equal(content.Split(':')[0], reply.ContentType);
        Assert.Equal(expected, reply.Text);
    }

    [Theory]
    [InlineData("text/event-stream")]
    [InlineData("application/jsonl")]
    public async Task A_sequence_is_streamed(string type)
    {
        var reply = await AskAsync($"{type}: {{example: [1]}}");
        Assert.Null(reply.Header("Content-Length"));
        Assert.Equal("chunked", reply.Header("Transfer-Encoding"));
    }

    [Theory]
    [InlineData("image/*", "image/png", "iVBOR")]
    [InlineData("image/png", "image/png", "iVBOR")]
    [InlineData("image/jpeg", "image/jpeg", "/9j/")]
    [InlineData("image/gif", "image/gif", "R0lGOD")]
    [InlineData("audio/*", "audio/wav", "UklGR")]
    [InlineData("application/pdf", "application/pdf", "JVBERi0")]
    [InlineData("application/zip", "application/zip", "UEsFBg")]
    public async Task A_file_is_one_of_its_type(string documented, string sent, string start)
    {
        await using var mock = await Mock.StartAsync(
            new MockOptions
            {
                Contracts = [Contract($"'{documented}': {{schema: {{type: string, format: binary}}}}")],
                Port = 0,
                CheckSelf = true,
            }
        );
        using var client = new HttpClient { BaseAddress = mock.Address };
        using var response = await client.GetAsync("/a", TestContext.Current.CancellationToken);
        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(sent, response.Content.Headers.ContentType!.ToString());
        Assert.StartsWith(start, Convert.ToBase64String(bytes), StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Conform-Broken-Contract"));
    }

    [Theory]
    [InlineData("'text/*': {schema: {type: string}}", "text/plain")]
    [InlineData("'*/*': {schema: {type: string, format: binary}}", "application/octet-stream")]
    [InlineData("'*/*': {schema: {type: object}}", "application/json")]
    [InlineData("'application/*': {}", "application/json")]
    public async Task A_range_becomes_a_type(string content, string type) => Assert.Equal(type, (await AskAsync(content)).ContentType);

    [Theory]
    [InlineData("'101': {description: switched}", 204)]
    [InlineData("'101': {description: switched}, '200': {description: ok}", 200)]
    [InlineData("'101': {description: switched}, default: {description: ok}", 200)]
    public async Task A_documented_101_is_not_sent(string responses, int status)
    {
        var contract = TestMock.Load(
            $$"""
            openapi: 3.0.3
            info: {title: T, version: '1'}
            paths: {/a: {get: {responses: { {{responses}} } } } }
            """
        );
        await using var mock = await TestMock.OfAsync(contract, keepsContract: false);
        Assert.Equal(status, (await mock.GetAsync("/a")).Status);
        Assert.Equal(400, (await mock.GetAsync("/a", ("Prefer", "code=101"))).Status);
    }

    private static async Task<Reply> AskAsync(string content, string query = "")
    {
        await using var mock = await TestMock.OfAsync(Contract(content));
        var reply = await mock.GetAsync("/a" + query);
        Assert.Equal(200, reply.Status);
        return reply;
    }

    private static Contracts.Contract Contract(string content) =>
        TestMock.Load(
            $$"""
            openapi: 3.2.0
            info: {title: T, version: '1'}
            paths:
              /a: {get: {responses: {'200': {description: ok, content: { {{content}} } } } } }
            components: {schemas: {Dog: {type: object, properties: {name: {type: string, example: Rex} } } } }
            """
        );
}
