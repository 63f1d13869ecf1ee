namespace Conformance.MockServer.Tests.Admin;

public sealed class OverviewTests
{
    [Fact]
    public async Task Health_tells_the_version()
    {
        await using var mock = await AdminMock.StartAsync();
        var health = await mock.Client.GetHealthAsync();
        Assert.Equal("ok", health.Status);
        Assert.Matches(@"^\d+\.\d+\.\d+$", health.Version);
    }

    [Fact]
    public async Task Contracts_are_told_with_base_path_operations_roles_and_readings()
    {
        await using var mock = await AdminMock.StartAsync();
        var contracts = (await mock.Client.ListContractsAsync()).Contracts;
        Assert.Equal(["nethesis", "sig"], contracts.Select(c => c.Name));
        Assert.Equal("/sig", contracts[1].BasePath);
        Assert.Empty(contracts[1].Readings);
        Assert.Equal(
            [
                "POST /sig/api/logout logout",
                "POST /sig/api/login login",
                "POST /sig/api/token/refresh refresh",
                "GET /sig/api/me protected",
            ],
            contracts[1].Operations.Select(o => $"{o.Method} {o.Path} {o.Role}")
        );

        var catalog = new Contracts.Loading.ContractCatalog(TestKit.Repository.PathOf("specs"));
        await using var rinne = await AdminMock.StartAsync(o =>
            o with
            {
                Contracts = [TestMock.Load(catalog.Find("rinne")!, ("RIN-06", "blacklist"))],
            }
        );
        Assert.Equal("blacklist", (await rinne.Client.ListContractsAsync()).Contracts[0].Readings["RIN-06"]);
    }

    [Fact]
    public async Task Keys_are_a_jwk_set()
    {
        await using var mock = await AdminMock.StartAsync();
        var keys = (await mock.Client.GetKeysAsync()).Keys;
        Assert.Equal(["RS256", "HS256", "A256GCM"], keys.Select(k => k.Alg));
        Assert.NotNull(keys[0].N);
        Assert.NotNull(keys[1].K);
    }

    [Fact]
    public async Task An_unknown_path_or_method_tells_what_there_is()
    {
        await using var mock = await AdminMock.StartAsync();
        var (status, text) = await mock.SendAsync("GET", "__admin/nothing", null);
        Assert.Equal(404, status);
        Assert.Contains("It has GET /health, ", text, StringComparison.Ordinal);
        Assert.Contains("POST /reset", text, StringComparison.Ordinal);
        Assert.Equal(404, (await mock.SendAsync("GET", "__admin", null)).Status);
        (status, text) = await mock.SendAsync("PATCH", "__admin/clock", null);
        Assert.Equal(405, status);
        Assert.Contains("there it has GET, PUT", text, StringComparison.Ordinal);
    }
}
