using static Conformance.MockServer.Tests.TestMock;

namespace Conformance.MockServer.Tests;

public sealed class CorsTests
{
    private const string Origin = "http://localhost:5173";

    [Fact]
    public async Task An_answer_lets_the_origin_read_it_with_credentials()
    {
        await using var mock = await OfBuiltInAsync("sig");
        var reply = await mock.GetAsync("/api/me", ("Origin", Origin));
        Assert.Equal(401, reply.Status);
        Assert.Equal(
            (Origin, "true", "Origin"),
            (reply.Header("Access-Control-Allow-Origin"), reply.Header("Access-Control-Allow-Credentials"), reply.Header("Vary"))
        );
        Assert.Contains("WWW-Authenticate", reply.Header("Access-Control-Expose-Headers"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preflight_allows_the_documented_methods_and_the_asked_headers()
    {
        await using var mock = await OfBuiltInAsync("sig");
        var reply = await mock.SendAsync(
            "OPTIONS",
            "/api/logout",
            headers:
            [
                ("Origin", Origin),
                ("Access-Control-Request-Method", "POST"),
                ("Access-Control-Request-Headers", "authorization,content-type"),
            ]
        );
        Assert.Equal((204, Origin), (reply.Status, reply.Header("Access-Control-Allow-Origin")));
        Assert.Equal(
            ("POST", "authorization,content-type"),
            (reply.Header("Access-Control-Allow-Methods"), reply.Header("Access-Control-Allow-Headers"))
        );
    }

    [Fact]
    public async Task Without_an_origin_or_with_no_cors_nothing_is_added()
    {
        await using var mock = await OfBuiltInAsync("sig");
        Assert.Null((await mock.GetAsync("/api/me")).Header("Access-Control-Allow-Origin"));
        await using var closed = await OfAsync(mock.Mock.Mounts[0].Contract, o => o with { Cors = false });
        Assert.Null((await closed.GetAsync("/api/me", ("Origin", Origin))).Header("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Options_without_an_origin_tells_the_allowed_methods()
    {
        await using var mock = await OfBuiltInAsync("sig");
        var reply = await mock.SendAsync("OPTIONS", "/api/me");
        Assert.Equal((204, "GET, HEAD"), (reply.Status, reply.Header("Allow")));
    }
}
