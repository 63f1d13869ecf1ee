using Conformance.Generated.MockAdmin.Client;

namespace Conformance.MockServer.Tests.Admin;

/// <summary>Namespaces under parallel load do not see each other.</summary>
[Trait("Category", "Slow")]
public sealed class ParallelNamespaceTests
{
    private const int Namespaces = 12;
    private const int LoopsEach = 3;
    private const int Rounds = 25;

    [Fact]
    public async Task Namespaces_under_parallel_load_never_see_each_others_sessions()
    {
        await using var mock = await AdminMock.StartAsync(o => o with { JournalSize = 10_000 });
        var names = Enumerable.Range(0, Namespaces).Select(i => $"world-{i}").ToArray();
        await Task.WhenAll(names.Select(name => RunNamespaceAsync(mock, name, names)));
        Assert.Empty((await mock.Client.ListSessionsAsync()).Sessions);
        Assert.Equal(0, (await mock.Client.ListRequestsAsync()).Total);
    }

    private static async Task RunNamespaceAsync(AdminMock mock, string name, string[] names)
    {
        var prefix = $"__ns/{name}/";
        await mock.Client.AddUserAsync(new NewUser { Name = name, Password = "pw" }, name);
        await Task.WhenAll(Enumerable.Range(0, LoopsEach).Select(_ => LoopAsync(mock, name, names)));

        var sessions = (await mock.Client.ListSessionsAsync(name)).Sessions;
        Assert.Equal(LoopsEach * Rounds, sessions.Count);
        Assert.All(sessions, s => Assert.Equal(name, s.User));
        Assert.Equal(LoopsEach * Rounds * 6, (await mock.Client.ListRequestsAsync(name)).Total);

        await mock.Client.ResetAsync(name);
        Assert.Empty((await mock.Client.ListSessionsAsync(name)).Sessions);
        Assert.Equal(
            401,
            (await mock.SendAsync("POST", $"{prefix}nethesis/api/auth/exchange", null, new { access_token = $"{name}:pw" })).Status
        );
    }

    private static async Task LoopAsync(AdminMock mock, string name, string[] names)
    {
        var prefix = $"__ns/{name}/";
        for (var round = 0; round < Rounds; round++)
        {
            var tokens = await mock.LogInAsync(name, prefix, "pw");
            Assert.Equal(200, await mock.UseAsync(tokens, prefix));
            Assert.Equal(200, (await mock.SendAsync("GET", "nethesis/api/me", tokens.Access, null, ("Conform-Namespace", name))).Status);
            Assert.All((await mock.Client.ListSessionsAsync(name)).Sessions, s => Assert.Equal(name, s.User));
            var neighbour = names[(Array.IndexOf(names, name) + 1) % names.Length];
            Assert.Equal(name, (await mock.Client.LookUpTokenAsync(new TokenText { Token = tokens.Access }, name)).User);
            await AdminMock.ProblemOfAsync(404, () => mock.Client.LookUpTokenAsync(new TokenText { Token = tokens.Access }, neighbour));
            Assert.Equal(200, await mock.LogOutAsync(tokens, prefix));
            Assert.Equal(401, await mock.UseAsync(tokens, prefix));
            Assert.Equal(401, await mock.LogOutAsync(tokens, prefix));
        }
    }
}
