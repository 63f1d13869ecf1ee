using Conformance.Contracts;
using Conformance.Contracts.Loading;
using Conformance.MockServer;
using Conformance.Samples;

namespace Conformance.RoundTrip.Tests.Browser;

/// <summary>A page of another origin uses the mock in a real browser: CORS and credentials work.</summary>
public sealed class BrowserTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string CookieContract = """
        openapi: 3.1.0
        info: {title: Notes, version: '1'}
        x-session: {tokens: {access: {format: opaque, lifetime: PT20M}}}
        security: [{session: []}]
        paths:
          /session:
            post:
              security: []
              x-session: {role: login, subject: $request.body#/name, secret: $request.body#/password, issues: {access: $response.cookie.sid}}
              requestBody: {required: true, content: {application/json: {schema: {type: object, required: [name, password]}}}}
              responses: {'204': {description: Logged in.}}
            delete:
              x-session: {role: logout, revokes: {access: session}}
              responses: {'204': {description: Logged out.}, '401': {$ref: '#/components/responses/Refused'}}
          /notes:
            get:
              responses:
                '200': {description: Notes., content: {application/json: {example: ['buy milk']}}}
                '401': {$ref: '#/components/responses/Refused'}
        components:
          securitySchemes: {session: {type: apiKey, in: cookie, name: sid}}
          responses: {Refused: {description: Not logged in., content: {application/json: {example: {error: '{$reason}'}}}}}
        """;

    [Fact]
    public async Task A_page_logs_in_calls_refreshes_logs_out_and_is_refused()
    {
        await using var mock = await MockOfAsync(BuiltIn.Contract("sig"));
        await using var page = await chromium.OpenAsync("page", $"api={mock.Address}sig");
        Assert.Equal("401 JWT Token not found (Bearer)", await page.PressAsync("call"));
        Assert.Equal("alice@example.com", await page.PressAsync("login"));
        Assert.Equal("alice@example.com", await page.PressAsync("call"));
        Assert.Equal("refreshed", await page.PressAsync("refresh"));
        Assert.Equal("Successfully logged out", await page.PressAsync("logout"));
        Assert.Equal("401 JWT Refresh Token Not Found (no challenge)", await page.PressAsync("refresh"));
        Assert.Equal("alice@example.com", await page.PressAsync("call"));
        Assert.Equal("forgotten", await page.PressAsync("forget"));
        Assert.Equal("401 JWT Token not found (Bearer)", await page.PressAsync("logout"));
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task Without_cors_the_browser_keeps_the_page_out()
    {
        await using var mock = await MockOfAsync(BuiltIn.Contract("sig"), cors: false);
        await using var page = await chromium.OpenAsync("page", $"api={mock.Address}sig");
        Assert.StartsWith("failed: ", await page.PressAsync("login"), StringComparison.Ordinal);
        Assert.Contains(page.Errors, error => error.Contains("blocked by CORS policy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_session_in_a_cookie_goes_with_the_calls_of_the_page_until_it_logs_out()
    {
        await using var mock = await MockOfAsync(Notes());
        await using var page = await chromium.OpenAsync("cookie-page", $"api={mock.Address}notes");
        Assert.Equal("""401 {"error":"missing"}""", await page.PressAsync("call"));
        Assert.Equal("204", await page.PressAsync("login"));
        Assert.Equal("""200 ["buy milk"]""", await page.PressAsync("call"));
        Assert.Equal("cookie: ", await page.PressAsync("cookie"));
        Assert.Equal("204", await page.PressAsync("logout"));
        Assert.Equal("""401 {"error":"revoked"}""", await page.PressAsync("call"));
        Assert.Equal("""401 {"error":"revoked"}""", await page.PressAsync("logout"));
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task A_page_that_sends_no_credentials_to_another_origin_has_no_session()
    {
        await using var mock = await MockOfAsync(Notes());
        await using var page = await chromium.OpenAsync("cookie-page", $"credentials=same-origin&api={mock.Address}notes");
        Assert.Equal("204", await page.PressAsync("login"));
        Assert.Equal("""401 {"error":"missing"}""", await page.PressAsync("call"));
        Assert.Empty(page.Errors);
    }

    private static Task<Mock> MockOfAsync(Contract contract, bool cors = true) =>
        Mock.StartAsync(
            new MockOptions
            {
                Contracts = [contract],
                Port = 0,
                Time = TimeProvider.System,
                Cors = cors,
            }
        );

    private static Contract Notes()
    {
        var folder = Directory.CreateTempSubdirectory("conformance-");
        try
        {
            var path = Path.Combine(folder.FullName, "notes.yaml");
            File.WriteAllText(path, CookieContract);
            return ContractLoader.Load(ContractSource.FromFile(path), new Dictionary<string, string>(), SampleSource.Of, [])!;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
