using System.Globalization;
using System.Text.Json.Nodes;
using static Conformance.MockServer.Tests.TestMock;

namespace Conformance.MockServer.Tests.BuiltIn;

public sealed class RinneTests
{
    [Fact]
    public async Task By_default_a_logged_out_jwt_lives_until_it_expires()
    {
        await using var mock = await OfBuiltInAsync("rinne");
        var token = await LogInAsync(mock);
        Assert.True((await mock.PostAsync("/v1/auth/logout", null, Bearer(token))).Json["success"]!.GetValue<bool>());
        Assert.Equal(200, (await mock.GetAsync("/v1/auth/me", Bearer(token))).Status);
        mock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(401, (await mock.GetAsync("/v1/auth/me", Bearer(token))).Status);
    }

    [Fact]
    public async Task With_the_blacklist_reading_it_is_refused_at_once()
    {
        await using var mock = await OfBuiltInAsync("rinne", ("RIN-06", "blacklist"));
        var (token, sibling) = (await LogInAsync(mock), await LogInAsync(mock));
        Assert.Equal(200, (await mock.PostAsync("/v1/auth/logout", null, Bearer(token))).Status);
        Assert.Equal(401, (await mock.GetAsync("/v1/auth/me", Bearer(token))).Status);
        Assert.Equal(401, (await mock.PostAsync("/v1/auth/logout", null, Bearer(token))).Status);
        Assert.Equal(200, (await mock.GetAsync("/v1/auth/me", Bearer(sibling))).Status);
    }

    [Theory]
    [InlineData("POST", "/v1/auth/logout")]
    [InlineData("GET", "/v1/auth/me")]
    public async Task The_error_envelope_is_true_for_the_request(string method, string path)
    {
        await using var mock = await OfBuiltInAsync("rinne");
        mock.Advance(TimeSpan.FromMilliseconds(250));
        foreach (var headers in new (string, string)[][] { [], [Bearer("tampered.token.here")] })
        {
            var first = await mock.SendAsync(method, path, headers: headers);
            var second = await mock.SendAsync(method, path, headers: headers);
            Assert.Equal(401, first.Status);
            var error = first.Json["error"]!;
            Assert.Equal("AUTHENTICATION_ERROR", error["code"]!.GetValue<string>());
            Assert.Equal(401, error["status"]!.GetValue<int>());
            Assert.Equal("/core" + path, error["path"]!.GetValue<string>());
            Assert.Equal("2026-01-02T03:04:05.250Z", error["timestamp"]!.GetValue<string>());
            Assert.NotEmpty(error["details"]!["reason"]!.GetValue<string>());
            Assert.NotEqual(Id(error), Id(second.Json["error"]!));
        }

        static string Id(JsonNode error) => error["requestId"]!.GetValue<string>();
    }

    [Fact]
    public async Task The_login_tells_when_the_jwt_expires()
    {
        await using var mock = await OfBuiltInAsync("rinne");
        var reply = await mock.PostAsync("/v1/auth/login", new { identifier = Alice, password = Password });
        var expiresAt = DateTimeOffset.Parse(reply.String("expires_at"), CultureInfo.InvariantCulture);
        Assert.Equal(expiresAt.ToUnixTimeSeconds(), Reply.Segment(reply.String("token"), 1)["exp"]!.GetValue<long>());
        Assert.Equal("HS256", Reply.Segment(reply.String("token"), 0)["alg"]!.GetValue<string>());
    }

    private static async Task<string> LogInAsync(TestMock mock)
    {
        var reply = await mock.PostAsync("/v1/auth/login", new { identifier = Alice, password = Password });
        Assert.Equal(200, reply.Status);
        return reply.String("token");
    }
}
