using System.Security.Cryptography.X509Certificates;
using Conformance.Contracts;
using Conformance.Contracts.Loading;
using Conformance.MockServer;
using Conformance.MockServer.Hosting;
using Conformance.Samples;

namespace Conformance.RoundTrip.Tests.Browser;

/// <summary>A single-page app does all its work against the mock, in a real browser, from another port of localhost.</summary>
public sealed class SinglePageAppTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData("bearer", false)]
    [InlineData("bearer", true)]
    [InlineData("cookie", false)]
    [InlineData("cookie", true)]
    public async Task It_logs_in_works_is_refreshed_logs_out_and_is_refused(string tokens, bool https)
    {
        var folder = Directory.CreateTempSubdirectory("conformance-");
        try
        {
            using var certificate = https
                ? ServerCertificate.FindOrMake([], folder.FullName, TimeProvider.System, isDeveloperTaken: false)
                : null;
            await using var mock = await Mock.StartAsync(
                new MockOptions
                {
                    Contracts = [Shop(folder.FullName, tokens)],
                    Port = 0,
                    IsLocalhost = true,
                    Certificate = certificate?.Certificate,
                    Time = TimeProvider.System,
                }
            );
            await using var page = await OpenAsync(tokens, mock, certificate?.Certificate);
            Assert.Equal("401 after 0 refreshes", await page.PressAsync("list"));

            // No script sees the cookies, which would stand behind the status.
            Assert.Equal("200", await page.PressAsync("login"));
            Assert.Equal("sample after 0 refreshes", await page.PressAsync("list"));
            Assert.Equal("made 10", await page.PressAsync("make"));
            Assert.Equal("sample cup pot jug after 0 refreshes", await page.PressAsync("list"));
            Assert.Equal("jug", await page.PressAsync("read"));
            Assert.Equal("sample cup pot, jug", await page.PressAsync("page"));
            Assert.Equal("""201 {"title":"holiday"}""", await page.PressAsync("upload"));
            Assert.Equal("a picture of some size", await page.PressAsync("download"));

            // The access token expires, and the app gets another one by itself.
            mock.Clock.Advance(TimeSpan.FromMinutes(21));
            Assert.Equal("sample cup pot jug after 1 refreshes", await page.PressAsync("list"));
            Assert.Equal("204", await page.PressAsync("logout"));
            Assert.Equal("401 after 1 refreshes", await page.PressAsync("list"));
            Assert.Empty(page.Errors);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<OpenPage> OpenAsync(string tokens, Mock mock, X509Certificate2? certificate) =>
        await chromium.OpenOnLocalhostAsync(
            "app-page",
            $"tokens={tokens}&api={Uri.EscapeDataString(mock.Address.GetLeftPart(UriPartial.Authority) + mock.Mounts[0].Prefix)}",
            certificate
        );

    private static Contract Shop(string folder, string tokens)
    {
        var path = Path.Combine(folder, "shop.yaml");
        var text =
            tokens == "cookie"
                ? Document
                    .Replace("$response.body#/access", "$response.cookie.sid", StringComparison.Ordinal)
                    .Replace("$response.body#/refresh", "$response.cookie.rid", StringComparison.Ordinal)
                    .Replace("$request.body#/refresh", "$request.cookie.rid", StringComparison.Ordinal)
                    .Replace("{type: http, scheme: bearer}", "{type: apiKey, in: cookie, name: sid}", StringComparison.Ordinal)
                    .Replace("{access: '{$token.access}', refresh: '{$token.refresh}'}", "{}", StringComparison.Ordinal)
                    .Replace("{access: '{$token.access}'}", "{}", StringComparison.Ordinal)
                    .Replace(
                        "requestBody: {required: true, content: {application/json: {schema: {type: object, required: [refresh]}}}}",
                        "parameters: []",
                        StringComparison.Ordinal
                    )
                : Document;
        File.WriteAllText(path, text);
        var problems = new Documents.Problems();
        var contract = ContractLoader.Load(ContractSource.FromFile(path), new Dictionary<string, string>(), SampleSource.Of, problems);
        Assert.True(contract is not null, string.Join('\n', problems));
        return contract;
    }

    private const string Document = """
        openapi: 3.1.0
        info: {title: Shop, version: '1'}
        x-session: {tokens: {access: {format: opaque, lifetime: PT20M}, refresh: {format: opaque, lifetime: P30D}}}
        security: [{session: []}]
        paths:
          /login:
            post:
              security: []
              x-session: {role: login, subject: $request.body#/name, secret: $request.body#/password, issues: {access: $response.body#/access, refresh: $response.body#/refresh}}
              requestBody: {required: true, content: {application/json: {schema: {type: object, required: [name, password]}}}}
              responses: {'200': {description: Logged in., content: {application/json: {example: {access: '{$token.access}', refresh: '{$token.refresh}'}}}}, '401': {$ref: '#/components/responses/Refused'}}
          /refresh:
            post:
              security: []
              x-session: {role: refresh, presents: {refresh: $request.body#/refresh}, issues: {access: $response.body#/access}}
              requestBody: {required: true, content: {application/json: {schema: {type: object, required: [refresh]}}}}
              responses: {'200': {description: Refreshed., content: {application/json: {example: {access: '{$token.access}'}}}}, '401': {$ref: '#/components/responses/Refused'}}
          /logout:
            post:
              x-session: {role: logout, revokes: {access: session, refresh: session}}
              responses: {'204': {description: Logged out.}, '401': {$ref: '#/components/responses/Refused'}}
          /orders:
            get:
              parameters: [{name: limit, in: query, schema: {type: integer}}, {name: offset, in: query, schema: {type: integer}}]
              responses:
                '200':
                  description: Orders.
                  headers: {Link: {schema: {type: string}}}
                  content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Order'}}, example: [{id: 7, item: sample}]}}
                '401': {$ref: '#/components/responses/Refused'}
            post:
              requestBody: {required: true, content: {application/json: {schema: {type: object, required: [item], properties: {item: {type: string}}}}}}
              responses:
                '201':
                  description: Made.
                  headers: {Location: {schema: {type: string}, example: /orders/7}}
                  content: {application/json: {schema: {$ref: '#/components/schemas/Order'}, example: {id: 7, item: sample}}}
                '401': {$ref: '#/components/responses/Refused'}
          /orders/{id}:
            get:
              parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
              responses: {'200': {description: One., content: {application/json: {schema: {$ref: '#/components/schemas/Order'}, example: {id: 7, item: sample}}}}, '401': {$ref: '#/components/responses/Refused'}}
          /photos:
            post:
              requestBody:
                required: true
                content:
                  multipart/form-data:
                    schema: {type: object, required: [title, file], properties: {title: {type: string}, file: {type: string, contentMediaType: image/png}}}
                    encoding: {file: {contentType: image/png}}
              responses: {'201': {description: Taken., content: {application/json: {example: {title: '{$request.body#/title}'}}}}, '401': {$ref: '#/components/responses/Refused'}}
          /photos/newest:
            get:
              responses: {'200': {description: A picture., content: {image/png: {schema: {}}}}, '401': {$ref: '#/components/responses/Refused'}}
        components:
          securitySchemes: {session: {type: http, scheme: bearer}}
          schemas: {Order: {type: object, required: [id, item], properties: {id: {type: integer}, item: {type: string}}}}
          responses: {Refused: {description: Not logged in., content: {application/json: {example: {error: '{$reason}'}}}}}
        """;
}
