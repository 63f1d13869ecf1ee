using static Conformance.MockServer.Tests.TestMock;

namespace Conformance.MockServer.Tests;

public sealed class PreferTests
{
    [Fact]
    public async Task A_code_chooses_a_documented_answer_and_changes_no_session()
    {
        await using var mock = await OfBuiltInAsync("sig");
        var login = await mock.PostAsync("/api/login", new { email = Alice, password = Password });
        (string, string) token = Bearer(login.String("token"));
        var locked = await mock.PostAsync("/api/login", new { email = Alice, password = Password }, ("Prefer", "code=403"));
        locked.Is(403, """{"code":403,"message":"Account is disabled."}""");
        Assert.Equal("code=403", locked.Header("Preference-Applied"));
        var logout = await mock.PostAsync(
            "/api/logout",
            new { refresh_token = login.String("refresh_token") },
            token,
            ("Prefer", "code=200")
        );
        Assert.Equal(200, logout.Status);
        Assert.Equal(200, (await mock.PostAsync("/api/token/refresh", new { refresh_token = login.String("refresh_token") })).Status);
    }

    [Fact]
    public async Task An_example_chooses_by_name_with_or_without_a_code()
    {
        await using var mock = await OfBuiltInAsync("sig");
        (await mock.GetAsync("/api/me", ("Prefer", "example=token-expired"))).Is(401, """{"code":401,"message":"Expired JWT Token"}""");
        (await mock.GetAsync("/api/me", ("Prefer", "code=401; example=\"token-invalid\""))).Is(
            401,
            """{"code":401,"message":"Invalid JWT Token"}"""
        );
    }

    [Theory]
    [InlineData("code=418")]
    [InlineData("code=abc")]
    [InlineData("example=nothing")]
    [InlineData("code=200, example=token-expired")]
    public async Task What_is_not_documented_is_refused_with_what_is(string prefer)
    {
        await using var mock = await OfBuiltInAsync("sig");
        var reply = await mock.GetAsync("/api/me", ("Prefer", prefer));
        Assert.Equal((400, "application/problem+json"), (reply.Status, reply.ContentType));
        Assert.Contains("200 (me), 401 (token-missing, token-invalid, token-expired)", reply.String("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_preferences_are_passed_over()
    {
        await using var mock = await OfBuiltInAsync("sig");
        Assert.Equal(401, (await mock.GetAsync("/api/me", ("Prefer", "respond-async, handling=lenient"))).Status);
    }
}
