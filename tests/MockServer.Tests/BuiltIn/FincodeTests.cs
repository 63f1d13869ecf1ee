using static Conformance.MockServer.Tests.TestMock;

namespace Conformance.MockServer.Tests.BuiltIn;

public sealed class FincodeTests
{
    private const string Login = "/securitymanagement/login";
    private const string Logout = "/securitymanagement/logout";
    private const string Refresh = "/securitymanagement/refresh-token";
    private const string Profile = "/usermanagement/profile";

    private static readonly (string, string)[] Headers = [("platform", "fincode"), ("uuid", "200")];

    [Fact]
    public async Task Logout_kills_both_tokens_and_only_a_login_helps()
    {
        await using var mock = await OfBuiltInAsync("fincode");
        var (access, refresh) = await LogInAsync(mock);
        var (sibling, _) = await LogInAsync(mock);
        Assert.Equal(200, (await mock.GetAsync(Profile, Token(access))).Status);

        Assert.Equal(200, (await mock.PutAsync(Logout, new { refresh_token = refresh }, Token(access))).Status);

        Assert.Equal(401, (await mock.GetAsync(Profile, Token(access))).Status);
        Assert.Equal(401, (await mock.PutAsync(Refresh, new { refresh_token = refresh }, Headers)).Status);
        Assert.Equal(401, (await mock.PutAsync(Logout, new { refresh_token = refresh }, Token(access))).Status);
        Assert.Equal(200, (await mock.GetAsync(Profile, Token(sibling))).Status);
        var (fresh, _) = await LogInAsync(mock);
        Assert.Equal(200, (await mock.GetAsync(Profile, Token(fresh))).Status);
    }

    [Fact]
    public async Task A_used_refresh_token_gets_403_and_ends_the_session()
    {
        await using var mock = await OfBuiltInAsync("fincode");
        var (access, refresh) = await LogInAsync(mock);
        var second = await mock.PutAsync(Refresh, new { refresh_token = refresh }, Headers);
        Assert.Equal(200, second.Status);
        var reused = await mock.PutAsync(Refresh, new { refresh_token = refresh }, Headers);
        Assert.Equal((403, "Token Already Used"), (reused.Status, reused.String("message")));
        Assert.Equal(401, (await mock.GetAsync(Profile, Token(access))).Status);
        Assert.Equal(401, (await mock.GetAsync(Profile, Token(second.String("access_token")))).Status);
        Assert.Equal(401, (await mock.PutAsync(Refresh, new { refresh_token = second.String("refresh_token") }, Headers)).Status);
    }

    [Fact]
    public async Task An_access_token_expires_after_3600_seconds()
    {
        await using var mock = await OfBuiltInAsync("fincode");
        var (access, refresh) = await LogInAsync(mock);
        mock.Advance(TimeSpan.FromSeconds(3599));
        Assert.Equal(200, (await mock.GetAsync(Profile, Token(access))).Status);
        mock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(401, (await mock.GetAsync(Profile, Token(access))).Status);
        Assert.Equal(200, (await mock.PutAsync(Refresh, new { refresh_token = refresh }, Headers)).Status);
    }

    [Fact]
    public async Task Required_headers_and_the_media_type_are_enforced_and_the_session_stays_untouched()
    {
        await using var mock = await OfBuiltInAsync("fincode");
        var (access, _) = await LogInAsync(mock);
        (string, string) token = ("x-auth-token", access);
        Assert.Equal(400, (await mock.PutAsync(Logout, new { }, token, ("uuid", "200"))).Status);
        Assert.Equal(400, (await mock.PutAsync(Logout, new { }, token, ("uuid", "200"), ("platform", "other"))).Status);
        Assert.Equal(400, (await mock.PutAsync(Logout, new { }, token, ("platform", "fincode"))).Status);
        Assert.Equal(415, (await mock.SendAsync("PUT", Logout, "{}", "text/plain", Token(access))).Status);
        Assert.Equal(415, (await mock.SendAsync("PUT", Logout, "{}", null, Token(access))).Status);
        Assert.Equal(400, (await mock.PutAsync(Logout, null, Token(access))).Status);
        Assert.Equal(405, (await mock.PostAsync(Logout, new { }, Token(access))).Status);
        Assert.Equal(401, (await mock.PutAsync(Logout, new { }, Headers)).Status);
        Assert.Equal(200, (await mock.GetAsync(Profile, Token(access))).Status);
        Assert.Equal(200, (await mock.PutAsync(Logout, new { }, Token(access))).Status);
    }

    [Fact]
    public async Task Both_documented_base_paths_lead_to_the_logout()
    {
        await using var mock = await OfBuiltInAsync("fincode");
        using var client = new HttpClient { BaseAddress = mock.Mock.Address };
        foreach (
            var path in new[] { "fincode/api/v6/services", "fincode/api/v1/services", "fincode", "api/v6/services", "api/v1/services" }
        )
        {
            using var reply = await client.PutAsync(new Uri(path + Logout, UriKind.Relative), null);
            Assert.Equal(400, (int)reply.StatusCode);
        }
    }

    [Fact]
    public async Task By_the_openapi_reading_the_refresh_token_alone_logs_out()
    {
        await using var mock = await OfBuiltInAsync("fincode", ("FIN-05", "openapi"));
        var (access, refresh) = await LogInAsync(mock);
        Assert.Equal(200, (await mock.PutAsync(Logout, new { refresh_token = refresh }, Headers)).Status);
        Assert.Equal(401, (await mock.GetAsync(Profile, Token(access))).Status);
    }

    [Fact]
    public async Task By_the_required_reading_the_body_must_hold_the_refresh_token()
    {
        await using var mock = await OfBuiltInAsync("fincode", ("FIN-06", "required"));
        var (access, refresh) = await LogInAsync(mock);
        Assert.InRange((await mock.PutAsync(Logout, new { }, Token(access))).Status, 400, 499);
        Assert.Equal(200, (await mock.PutAsync(Logout, new { refresh_token = refresh }, Token(access))).Status);
    }

    [Theory]
    [InlineData(Alice, "not-the-password", 401)]
    [InlineData("nobody@example.com", Password, 404)]
    [InlineData(Alice, "short", 400)]
    public async Task A_login_is_refused_as_the_vendor_says(string email, string password, int status)
    {
        await using var mock = await OfBuiltInAsync("fincode");
        var reply = await mock.PutAsync(Login, new { email, currentPassword = password }, Headers);
        Assert.Equal(status, reply.Status);
        Assert.NotEmpty(reply.String("message"));
    }

    private static (string, string)[] Token(string access) => [.. Headers, ("x-auth-token", access)];

    private static async Task<(string Access, string Refresh)> LogInAsync(TestMock mock)
    {
        var reply = await mock.PutAsync(Login, new { email = Alice, currentPassword = Password }, Headers);
        Assert.Equal(200, reply.Status);
        return (reply.String("access_token"), reply.String("refresh_token"));
    }
}
