using static Conformance.MockServer.Tests.TestMock;

namespace Conformance.MockServer.Tests;

public sealed class DeterminismTests
{
    [Theory]
    [InlineData("sig", "/api/login", """{"email":"alice@example.com","password":"open-sesame-1"}""")]
    [InlineData("rinne", "/v1/auth/login", """{"identifier":"alice@example.com","password":"open-sesame-1"}""")]
    [InlineData("bankezy", "/token-service/client/server/new/v2/token", "")]
    public async Task The_same_seed_and_a_standing_clock_give_the_same_answers(string contract, string path, string body)
    {
        var first = await RunAsync(contract, path, body, seed: 42);
        Assert.Equal(first, await RunAsync(contract, path, body, seed: 42));
        Assert.NotEqual(first, await RunAsync(contract, path, body, seed: 43));
    }

    private static async Task<string> RunAsync(string contract, string path, string body, ulong seed)
    {
        await using var plain = await OfBuiltInAsync(contract);
        await using var mock = await OfAsync(plain.Mock.Mounts[0].Contract, o => o with { Seed = seed });
        var (login, refused) = (await mock.PostAsync(path, body), await mock.PostAsync(path, "{}"));
        Assert.Equal(200, login.Status);
        return login.Text + refused.Text;
    }
}
