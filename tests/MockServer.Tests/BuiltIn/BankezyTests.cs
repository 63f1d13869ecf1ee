using static Conformance.MockServer.Tests.TestMock;

namespace Conformance.MockServer.Tests.BuiltIn;

public sealed class BankezyTests
{
    private const string GetToken = "/token-service/client/server/new/v2/token";
    private const string Login = "/onboarding/user/login/v1";
    private const string Logout = "/onboarding/user/logout/v1";
    private const string Renew = "/token-service/client/app/renew/v2/token";
    private const string Device = "/onboarding/user/deviceValidation/v1";

    [Fact]
    public async Task Logout_ends_the_session()
    {
        await using var mock = await OfBuiltInAsync("bankezy");
        var (client, access) = await LogInAsync(mock);
        Assert.Equal(200, (await mock.PostAsync(Device, new { deviceId = "d-1" }, Token(access))).Status);

        (await mock.PostAsync(Logout, Body(client), Token(access))).Is(200, """{"resCode":200,"resDesc":"SUCCESS"}""");

        Assert.Equal(401, (await mock.PostAsync(Device, new { deviceId = "d-1" }, Token(access))).Status);
        Assert.Equal(401, (await mock.PostAsync(Renew, new { deviceId = "d-1" }, Token(access))).Status);
        Assert.Equal(401, (await mock.PostAsync(Logout, Body(client), Token(access))).Status);
        Assert.Equal(
            200,
            (await mock.PostAsync(Login, new { pin = Password, deviceId = "d-1" }, Token(client), ("X-ACCOUNT-NUMBER", Alice))).Status
        );
    }

    [Fact]
    public async Task By_the_kept_reading_the_token_lives_on_until_it_expires()
    {
        await using var mock = await OfBuiltInAsync("bankezy", ("BKZ-09", "kept"));
        var (client, access) = await LogInAsync(mock);
        Assert.Equal(200, (await mock.PostAsync(Logout, Body(client), Token(access))).Status);
        Assert.Equal(200, (await mock.PostAsync(Device, new { deviceId = "d-1" }, Token(access))).Status);
        mock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(401, (await mock.PostAsync(Device, new { deviceId = "d-1" }, Token(access))).Status);
    }

    [Fact]
    public async Task An_expired_token_can_be_renewed_and_the_new_one_opens()
    {
        await using var mock = await OfBuiltInAsync("bankezy");
        var (_, access) = await LogInAsync(mock);
        mock.Advance(TimeSpan.FromMinutes(45));
        Assert.Equal(401, (await mock.PostAsync(Device, new { deviceId = "d-1" }, Token(access))).Status);
        var renewed = await mock.PostAsync(Renew, new { deviceId = "d-1" }, Token(access));
        Assert.Equal(200, renewed.Status);
        Assert.Equal(200, (await mock.PostAsync(Device, new { deviceId = "d-1" }, Token(renewed.String("token")))).Status);
    }

    [Fact]
    public async Task Tokens_are_compact_JWEs_with_dir_and_A256GCM()
    {
        await using var mock = await OfBuiltInAsync("bankezy");
        var (client, access) = await LogInAsync(mock);
        foreach (var token in new[] { client, access })
        {
            var parts = token.Split('.');
            Assert.Equal(5, parts.Length);
            Assert.Equal(("", 16, 22), (parts[1], parts[2].Length, parts[4].Length));
            var header = Reply.Segment(token, 0);
            Assert.Equal(("dir", "A256GCM"), (header["alg"]!.GetValue<string>(), header["enc"]!.GetValue<string>()));
        }
    }

    [Fact]
    public async Task A_logout_without_the_token_gets_401_and_an_incomplete_body_400()
    {
        await using var mock = await OfBuiltInAsync("bankezy");
        var (client, access) = await LogInAsync(mock);
        var refused = await mock.PostAsync(Logout, Body(client));
        Assert.Equal((401, 401), (refused.Status, refused.Json["resCode"]!.GetValue<int>()));
        Assert.Equal(400, (await mock.PostAsync(Logout, new { signOutMode = 1, token = client }, Token(access))).Status);
        Assert.Equal(400, (await mock.PostAsync(Logout, new { signOutMode = 1, deviceId = "d-1" }, Token(access))).Status);
        Assert.Equal(401, (await mock.PostAsync(Logout, Body("no-token"), Token(access))).Status);
        Assert.Equal(401, (await mock.PostAsync(Logout, Body(access), Token(client))).Status);
        Assert.Equal(200, (await mock.PostAsync(Device, new { deviceId = "d-1" }, Token(access))).Status);
    }

    [Fact]
    public async Task Json_sent_as_text_plain_is_read_and_judged_like_json()
    {
        await using var mock = await OfBuiltInAsync("bankezy");
        var (client, access) = await LogInAsync(mock);
        Assert.Equal(400, (await mock.SendAsync("POST", Logout, """{"signOutMode":2}""", "text/plain", Token(access))).Status);
        var body = $$"""{"signOutMode":2,"deviceId":"d-1","token":"{{client}}"}""";
        Assert.Equal(415, (await mock.SendAsync("POST", Logout, body, "application/xml", Token(access))).Status);
        Assert.Equal(200, (await mock.SendAsync("POST", Logout, body, "text/plain; charset=utf-8", Token(access))).Status);
    }

    [Fact]
    public async Task By_the_required_reading_the_api_key_must_be_sent()
    {
        await using var mock = await OfBuiltInAsync("bankezy", ("BKZ-03", "required"));
        var (client, access) = await LogInAsync(mock);
        Assert.Equal(400, (await mock.PostAsync(Logout, Body(client), Token(access))).Status);
        Assert.Equal(200, (await mock.PostAsync(Logout, Body(client), Token(access), ("X-API-KEY", "MOB-APP-2001"))).Status);
    }

    private static object Body(string client) =>
        new
        {
            signOutMode = 1,
            deviceId = "d-1",
            token = client,
        };

    private static (string, string) Token(string token) => ("X-API-TOKEN", token);

    private static async Task<(string Client, string Access)> LogInAsync(TestMock mock)
    {
        var client = (await mock.PostAsync(GetToken, null)).String("token");
        var reply = await mock.PostAsync(Login, new { pin = Password, deviceId = "d-1" }, Token(client), ("X-ACCOUNT-NUMBER", Alice));
        Assert.Equal(200, reply.Status);
        return (client, reply.String("data", "token"));
    }
}
