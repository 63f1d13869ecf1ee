using static Conformance.MockServer.Tests.TestMock;

namespace Conformance.MockServer.Tests.BuiltIn;

public sealed class SigTests
{
    [Fact]
    public async Task Logout_kills_the_refresh_token_and_lets_the_jwt_live_for_its_hour()
    {
        await using var mock = await OfBuiltInAsync("sig");
        var (access, refresh) = await LogInAsync(mock);
        Assert.Equal(200, (await mock.GetAsync("/api/me", Bearer(access))).Status);
        Assert.Equal(200, (await mock.PostAsync("/api/token/refresh", new { refresh_token = refresh })).Status);

        (await mock.PostAsync("/api/logout", new { refresh_token = refresh }, Bearer(access))).Is(
            200,
            """{"message":"Successfully logged out"}"""
        );

        (await mock.PostAsync("/api/token/refresh", new { refresh_token = refresh })).Is(
            401,
            """{"code":401,"message":"JWT Refresh Token Not Found"}"""
        );
        Assert.Equal(Alice, (await mock.GetAsync("/api/me", Bearer(access))).String("email"));
        mock.Advance(TimeSpan.FromSeconds(3599));
        Assert.Equal(200, (await mock.GetAsync("/api/me", Bearer(access))).Status);
        mock.Advance(TimeSpan.FromSeconds(1));
        var expired = await mock.GetAsync("/api/me", Bearer(access));
        expired.Is(401, """{"code":401,"message":"Expired JWT Token"}""");
        Assert.Equal("Bearer", expired.Header("WWW-Authenticate"));
    }

    [Theory]
    [InlineData(null, "JWT Token not found")]
    [InlineData("Basic YWxpY2U6c2VjcmV0", "JWT Token not found")]
    [InlineData("Bearer", "JWT Token not found")]
    [InlineData("Bearer not.a.token", "Invalid JWT Token")]
    [InlineData("bearer xyz", "Invalid JWT Token")]
    public async Task A_token_that_is_missing_or_bad_is_refused_in_the_framework_s_words(string? authorization, string message)
    {
        await using var mock = await OfBuiltInAsync("sig");
        foreach (var (method, path) in new[] { ("POST", "/api/logout"), ("GET", "/api/me") })
        {
            var reply = await mock.SendAsync(method, path, headers: authorization is null ? [] : [("Authorization", authorization)]);
            reply.Is(401, $$"""{"code":401,"message":"{{message}}"}""");
            Assert.Equal("Bearer", reply.Header("WWW-Authenticate"));
        }
    }

    [Fact]
    public async Task Logout_needs_no_body_and_minds_no_dead_refresh_token()
    {
        await using var mock = await OfBuiltInAsync("sig");
        var (access, refresh) = await LogInAsync(mock);
        Assert.Equal(200, (await mock.PostAsync("/api/logout", null, Bearer(access))).Status);
        Assert.Equal(200, (await mock.PostAsync("/api/logout", new { }, Bearer(access))).Status);
        Assert.Equal(200, (await mock.PostAsync("/api/token/refresh", new { refresh_token = refresh })).Status);
        Assert.Equal(200, (await mock.PostAsync("/api/logout", new { refresh_token = "never-issued" }, Bearer(access))).Status);
        Assert.Equal(200, (await mock.PostAsync("/api/logout", new { refresh_token = refresh }, Bearer(access))).Status);
        Assert.Equal(200, (await mock.PostAsync("/api/logout", new { refresh_token = refresh }, Bearer(access))).Status);
    }

    [Fact]
    public async Task Logout_leaves_another_user_s_refresh_token_alone()
    {
        await using var mock = await OfBuiltInAsync("sig");
        var (access, _) = await LogInAsync(mock);
        var (_, bobs) = await LogInAsync(mock, Bob);
        Assert.Equal(401, (await mock.PostAsync("/api/logout", new { refresh_token = bobs }, Bearer(access))).Status);
        Assert.Equal(200, (await mock.PostAsync("/api/token/refresh", new { refresh_token = bobs })).Status);
    }

    [Fact]
    public async Task A_refresh_gives_a_new_jwt_and_the_same_refresh_token_again()
    {
        await using var mock = await OfBuiltInAsync("sig");
        var (access, refresh) = await LogInAsync(mock);
        var reply = await mock.PostAsync("/api/token/refresh", new { refresh_token = refresh });
        Assert.Equal(refresh, reply.String("refresh_token"));
        Assert.NotEqual(access, reply.String("token"));
        Assert.Equal(200, (await mock.GetAsync("/api/me", Bearer(reply.String("token")))).Status);
        (await mock.PostAsync("/api/token/refresh", new { })).Is(401, """{"code":401,"message":"Missing JWT Refresh Token"}""");
        mock.Advance(TimeSpan.FromDays(7));
        (await mock.PostAsync("/api/token/refresh", new { refresh_token = refresh })).Is(
            401,
            """{"code":401,"message":"Invalid JWT Refresh Token"}"""
        );
    }

    [Fact]
    public async Task The_access_token_is_an_RS256_JWT_of_an_hour_and_the_refresh_token_is_128_hex_digits()
    {
        await using var mock = await OfBuiltInAsync("sig");
        var (access, refresh) = await LogInAsync(mock);
        Assert.Equal("RS256", Reply.Segment(access, 0)["alg"]!.GetValue<string>());
        var claims = Reply.Segment(access, 1);
        Assert.Equal(3600, claims["exp"]!.GetValue<long>() - claims["iat"]!.GetValue<long>());
        Assert.Equal(Alice, claims["email"]!.GetValue<string>());
        Assert.Matches("^[0-9a-f]{128}$", refresh);
    }

    [Fact]
    public async Task A_login_that_is_wrong_or_incomplete_is_refused()
    {
        await using var mock = await OfBuiltInAsync("sig");
        (await mock.PostAsync("/api/login", new { email = Alice, password = "wrong" })).Is(
            401,
            """{"code":401,"message":"Invalid credentials."}"""
        );
        (await mock.PostAsync("/api/login", new { email = "nobody@example.com", password = Password })).Is(
            401,
            """{"code":401,"message":"Invalid credentials."}"""
        );
        (await mock.PostAsync("/api/login", new { password = Password })).Is(
            400,
            """{"code":400,"message":"The key \"email\" must be provided."}"""
        );
    }

    private static async Task<(string Access, string Refresh)> LogInAsync(TestMock mock, string user = Alice)
    {
        var reply = await mock.PostAsync("/api/login", new { email = user, password = Password });
        Assert.Equal(200, reply.Status);
        return (reply.String("token"), reply.String("refresh_token"));
    }
}
