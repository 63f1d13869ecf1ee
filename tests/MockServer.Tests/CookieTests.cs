using System.Net;
using Conformance.Samples;
using static Conformance.MockServer.Tests.TestMock;

namespace Conformance.MockServer.Tests;

/// <summary>Tokens that travel in cookies.</summary>
public sealed class CookieTests
{
    private const string SetCookie = "Set-Cookie";

    [Theory]
    [InlineData("sid=; Path=/; HttpOnly", "sid=T; Path=/; HttpOnly")]
    [InlineData("sid=abcde12345; Path=/; HttpOnly", "sid=T; Path=/; HttpOnly")]
    [InlineData("sid={$token.access}; path=/; SameSite=None; Secure", "sid=T; path=/; SameSite=None; Secure")]
    [InlineData("sid=x", "sid=T")]
    [InlineData("sid=x;Max-Age=3600;Path=/", "sid=T;Max-Age=3600;Path=/")]
    [InlineData("sid=x; Max-Age=0; Path=/", "sid=T; Path=/")]
    [InlineData("sid=x; Domain=shop.example; Path=/", "sid=T; Path=/")]
    [InlineData(
        "sid=x; Expires=Wed, 21 Oct 2015 07:28:00 GMT; Path=/",
        "sid=T; Expires=Fri, 02 Jan 2026 03:34:05 GMT; Max-Age=1800; Path=/"
    )]
    public async Task The_documented_header_carries_the_token(string documented, string sent)
    {
        await using var mock = await OfAsync(Load(Contract(documented)));
        var login = await LogInAsync(mock);
        var only = Assert.Single(Lines(login));
        var token = only.Split('=', ';')[1];
        Assert.Equal(sent, only.Replace(token, "T", StringComparison.Ordinal));
        Assert.Equal(200, (await mock.GetAsync("/cart", ("Cookie", $"sid={token}"))).Status);
        var logout = await mock.SendAsync("DELETE", "/session", headers: [("Cookie", $"sid={token}")]);
        Assert.Equal("sid=; Path=/; Max-Age=0", Assert.Single(Lines(logout)));
        Assert.Equal(401, (await mock.GetAsync("/cart", ("Cookie", $"sid={token}"))).Status);
    }

    [Theory]
    [InlineData("SID=x; Path=/", "SID=x; Path=/")]
    [InlineData("sid2=x; Path=/", "sid2=x; Path=/")]
    [InlineData("theme=dark", "theme=dark")]
    [InlineData("sid", "sid")]
    public async Task A_documented_cookie_of_another_name_stands_beside_it(string documented, string sent)
    {
        await using var mock = await OfAsync(Load(Contract(documented)));
        var lines = Lines(await LogInAsync(mock));
        Assert.Equal(2, lines.Length);
        Assert.Contains(sent, lines);
        Assert.Contains(lines, l => l.StartsWith("sid=", StringComparison.Ordinal) && l.Contains("max-age=1800", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("SID={0}", 401)]
    [InlineData("sid2={0}", 401)]
    [InlineData("a=b; sid={0}; c=d", 200)]
    [InlineData("sid=\"{0}\"", 200)]
    [InlineData("sid={0}; sid=x", 200)]
    [InlineData("sid=x; sid={0}", 401)]
    public async Task A_cookie_is_found_by_the_octets_of_its_name(string cookie, int status)
    {
        await using var mock = await OfAsync(Load(Contract("sid=; Path=/")));
        var token = Lines(await LogInAsync(mock))[0].Split('=', ';')[1];
        Assert.Equal(status, (await mock.GetAsync("/cart", ("Cookie", cookie.Replace("{0}", token, StringComparison.Ordinal)))).Status);
    }

    [Fact]
    public async Task A_path_goes_by_where_the_contract_and_the_namespace_lie()
    {
        await using var mock = await OfAsync(Load(Contract("sid=; Path=/cart; HttpOnly"), "shop"));
        var jar = new CookieContainer();
        using var client = new HttpClient(new SocketsHttpHandler { CookieContainer = jar });
        foreach (var prefix in new[] { "", "/shop", "/__ns/a", "/__ns/b/shop" })
        {
            var login = await client.PostAsync(new Uri(mock.Mock.Address, prefix + "/session"), Login());
            Assert.EndsWith($"; Path={prefix}/cart; HttpOnly", Assert.Single(login.Headers.GetValues(SetCookie)), StringComparison.Ordinal);
            var cart = await client.GetAsync(new Uri(mock.Mock.Address, prefix + "/cart"));
            Assert.Equal(HttpStatusCode.OK, cart.StatusCode);
        }

        static FormUrlEncodedContent Login() => new([new("email", Alice), new("password", Password)]);
    }

    [Theory]
    [InlineData("$response.cookie.a b")]
    [InlineData("$response.cookie.ä")]
    public void A_token_in_a_place_that_http_does_not_have_is_a_mistake(string place)
    {
        var problems = new Documents.Problems();
        var path = Path.Combine(Directory.CreateTempSubdirectory("conformance-").FullName, "a.yaml");
        File.WriteAllText(path, Contract("a=b").Replace("$response.cookie.sid", $"\"{place}\"", StringComparison.Ordinal));
        Assert.Null(
            Contracts.Loading.ContractLoader.Load(
                Contracts.Loading.ContractSource.FromFile(path),
                new Dictionary<string, string>(),
                SampleSource.Of,
                problems
            )
        );
        Assert.Equal("token-place-name", Assert.Single(problems).Rule);
    }

    private static Task<Reply> LogInAsync(TestMock mock) =>
        mock.SendAsync("POST", "/session", $"email={Uri.EscapeDataString(Alice)}&password={Password}", "application/x-www-form-urlencoded");

    private static string[] Lines(Reply reply) => reply.Lines(SetCookie);

    private static string Contract(string cookie) =>
        """
            openapi: 3.0.3
            info: {title: Cookie shop, version: '1'}
            paths:
              /session:
                post:
                  security: []
                  x-session: {role: login, subject: $request.body#/email, secret: $request.body#/password, issues: {access: $response.cookie.sid}}
                  requestBody:
                    required: true
                    content:
                      application/x-www-form-urlencoded:
                        schema: {type: object, required: [email, password], properties: {email: {type: string}, password: {type: string, minLength: 8}}}
                  responses:
                    '204':
                      description: In.
                      headers: {set-cookie: {schema: {type: string, example: 'COOKIE'}}}
                    '401': {description: No.}
                delete:
                  security: [{cookie: []}]
                  x-session: {role: logout, revokes: {access: presented}}
                  responses:
                    '204':
                      description: Out.
                      headers: {Set-Cookie: {schema: {type: string}, example: 'sid=; Path=/; Max-Age=0'}}
                    '401': {description: No.}
              /cart:
                get:
                  security: [{cookie: []}]
                  x-session: {role: protected}
                  responses: {'200': {description: Cart., content: {application/json: {example: {items: []}}}}, '401': {description: No.}}
            components: {securitySchemes: {cookie: {type: apiKey, in: cookie, name: sid}}}
            x-session: {tokens: {access: {format: opaque, lifetime: PT30M}}}
            """.Replace("COOKIE", cookie, StringComparison.Ordinal);
}
