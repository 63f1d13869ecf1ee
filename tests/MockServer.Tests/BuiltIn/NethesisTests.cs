using static Conformance.MockServer.Tests.TestMock;

namespace Conformance.MockServer.Tests.BuiltIn;

public sealed class NethesisTests
{
    [Fact]
    public async Task Logout_kills_both_tokens()
    {
        await using var mock = await OfBuiltInAsync("nethesis");
        var (access, refresh) = await LogInAsync(mock);
        Assert.Equal("user information retrieved successfully", (await mock.GetAsync("/me", Bearer(access))).String("message"));

        (await mock.PostAsync("/auth/logout", new { refresh_token = refresh }, Bearer(access))).Is(
            200,
            """{"code":200,"message":"logout successful","data":{}}"""
        );

        const string revoked = """{"code":401,"message":"token has been revoked","data":{"reason":"user logout"}}""";
        (await mock.GetAsync("/me", Bearer(access))).Is(401, revoked);
        (await mock.PostAsync("/auth/logout", new { refresh_token = refresh }, Bearer(access))).Is(401, revoked);
        var refused = await mock.PostAsync("/auth/refresh", new { refresh_token = refresh });
        Assert.Equal((401, "refresh token has been revoked"), (refused.Status, refused.String("message")));
    }

    [Theory]
    [InlineData("{}", "refresh_token", "")]
    [InlineData("""{"refresh_token":5}""", "refresh_token", "5")]
    [InlineData("""{"refresh_token":null}""", "refresh_token", "null")]
    [InlineData("""{"refresh_token":["x"]}""", "refresh_token", """["x"]""")]
    [InlineData("""{"refresh_token":""", "body", "")]
    [InlineData("", "body", "")]
    [InlineData("[]", "body", "[]")]
    public async Task A_body_that_breaks_the_schema_gets_the_documented_400_and_changes_nothing(string body, string key, string value)
    {
        await using var mock = await OfBuiltInAsync("nethesis");
        var (access, _) = await LogInAsync(mock);
        var reply = await mock.PostAsync("/auth/logout", body, Bearer(access));
        Assert.Equal(400, reply.Status);
        Assert.Equal((400, "validation_error"), (reply.Json["code"]!.GetValue<int>(), reply.String("data", "type")));
        var error = Assert.Single(reply.Json["data"]!["errors"]!.AsArray());
        Assert.Equal((key, value), (error!["key"]!.GetValue<string>(), error["value"]!.GetValue<string>()));
        Assert.Equal(200, (await mock.GetAsync("/me", Bearer(access))).Status);
    }

    [Fact]
    public async Task A_refresh_rotates_and_the_old_token_is_refused()
    {
        await using var mock = await OfBuiltInAsync("nethesis");
        var (_, refresh) = await LogInAsync(mock);
        var second = await mock.PostAsync("/auth/refresh", new { refresh_token = refresh });
        Assert.Equal("token refresh successful", second.String("message"));
        Assert.NotEqual(refresh, second.String("data", "refresh_token"));
        Assert.Equal(401, (await mock.PostAsync("/auth/refresh", new { refresh_token = refresh })).Status);
        Assert.Equal(200, (await mock.PostAsync("/auth/refresh", new { refresh_token = second.String("data", "refresh_token") })).Status);
    }

    [Fact]
    public async Task Tokens_expire_by_the_clock()
    {
        await using var mock = await OfBuiltInAsync("nethesis");
        var (access, refresh) = await LogInAsync(mock);
        mock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(401, (await mock.GetAsync("/me", Bearer(access))).Status);
        Assert.Equal(200, (await mock.PostAsync("/auth/refresh", new { refresh_token = refresh })).Status);
        var (_, other) = await LogInAsync(mock);
        mock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(401, (await mock.PostAsync("/auth/refresh", new { refresh_token = other })).Status);
    }

    [Fact]
    public async Task Another_kind_of_token_is_refused_where_an_access_token_belongs()
    {
        await using var mock = await OfBuiltInAsync("nethesis");
        var (access, refresh) = await LogInAsync(mock);
        Assert.Equal(("access", "refresh"), (Claim(access), Claim(refresh)));
        var refused = await mock.GetAsync("/me", Bearer(refresh));
        Assert.Equal((401, "invalid token"), (refused.Status, refused.String("message")));

        static string Claim(string token) => Reply.Segment(token, 1)["token_type"]!.GetValue<string>();
    }

    [Fact]
    public async Task A_refresh_token_of_another_session_is_refused_and_lives_on()
    {
        await using var mock = await OfBuiltInAsync("nethesis");
        var (access, _) = await LogInAsync(mock);
        var (_, bobs) = await LogInAsync(mock, Bob);
        Assert.Equal(401, (await mock.PostAsync("/auth/logout", new { refresh_token = bobs }, Bearer(access))).Status);
        Assert.Equal(200, (await mock.GetAsync("/me", Bearer(access))).Status);
        Assert.Equal(200, (await mock.PostAsync("/auth/refresh", new { refresh_token = bobs })).Status);
    }

    [Theory]
    [InlineData("GET", "/auth/logout", null, 405)]
    [InlineData("POST", "/auth/nothing", null, 404)]
    [InlineData("POST", "/auth/logout", "application/xml", 415)]
    public async Task Every_answer_wears_the_envelope(string method, string path, string? contentType, int status)
    {
        await using var mock = await OfBuiltInAsync("nethesis");
        var reply = await mock.SendAsync(method, path, contentType is null ? null : "<x/>", contentType);
        Assert.Equal((status, status), (reply.Status, reply.Json["code"]!.GetValue<int>()));
        Assert.NotEmpty(reply.String("message"));
        if (status == 405)
            Assert.Equal("POST", reply.Header("Allow"));
    }

    [Fact]
    public async Task A_body_that_is_too_large_gets_413_in_the_envelope()
    {
        await using var mock = await OfBuiltInAsync("nethesis");
        var reply = await mock.PostAsync("/auth/logout", $$"""{"refresh_token":"{{new string('x', MockOptions.LargestBody)}}"}""");
        Assert.Equal((413, 413), (reply.Status, reply.Json["code"]!.GetValue<int>()));
    }

    private static async Task<(string Access, string Refresh)> LogInAsync(TestMock mock, string user = Alice)
    {
        var reply = await mock.PostAsync("/auth/exchange", new { access_token = $"{user}:{Password}" });
        Assert.Equal(200, reply.Status);
        return (reply.String("data", "token"), reply.String("data", "refresh_token"));
    }
}
