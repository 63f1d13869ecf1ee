using System.Globalization;
using Conformance.MockServer.Engine.State;
using static Conformance.MockServer.Tests.TestMock;

namespace Conformance.MockServer.Tests.Races;

/// <summary>
/// The mock's promise under many connections: once a logout was answered no token of the session is accepted, no refresh token is redeemed twice, none is lost,
/// and users do not see each other. <c>RACE_OPERATIONS=1000000</c> makes it long.
/// </summary>
[Trait("Category", "Slow")]
public sealed class RaceTests
{
    private const int Seed = 20260102;
    private const int UsualOperations = 20_000;
    private static readonly string[] Users = [.. Enumerable.Range(0, 40).Select(i => $"user-{i}@example.com")];

    [Theory]
    [InlineData("nethesis", 4)]
    [InlineData("fincode", 1)]
    public async Task No_token_outlives_its_logout_is_redeemed_twice_or_is_lost(string contract, int fifths)
    {
        await using var mock = await StartAsync(contract);
        var dialect = Dialect.Of(contract);
        var history = await HammerAsync(AddressOf(mock), dialect, Operations() / 5 * fifths);

        var violations = HistoryCheck.Violations(history);
        Assert.True(
            violations.Count == 0,
            $"With seed {Seed} there are {violations.Count} violations: {string.Join(' ', violations.Take(5))}"
        );

        // A history in which nothing raced would prove nothing.
        var counts = RaceCounts.Of(history);
        TestContext.Current.SendDiagnosticMessage($"{contract}: {counts}");
        Assert.True(
            counts.UsesDuringLogout > 0
                && counts.UsesRefusedAfterLogout > 0
                && counts.RefreshesAtOnce > 0
                && counts.LogoutsAtOnce > 0
                && counts.RefreshesDuringLogout > 0
                && counts.ForeignRefused > 0,
            counts.ToString()
        );
    }

    [Theory]
    [InlineData("nethesis", 1)]
    [InlineData("nethesis", 5)]
    [InlineData("fincode", 1)]
    public async Task A_gateway_that_answers_from_a_stale_cache_is_found(string contract, int reuses)
    {
        await using var mock = await StartAsync(contract);
        var dialect = Dialect.Of(contract);
        await using var gateway = await StaleCache.StartAsync(AddressOf(mock), dialect.UsePath, reuses);
        var violations = HistoryCheck.Violations(await HammerAsync(gateway.Address, dialect, 1_000));
        Assert.NotEmpty(violations);
        Assert.All(
            violations,
            violation =>
                Assert.Matches(
                    "^Session [0-9]+: Use with token [0-9]+ was accepted although it started [0-9]+ ticks after the session's end was answered[.]$",
                    violation
                )
        );
    }

    [Fact]
    public async Task A_gateway_without_a_cache_is_not_blamed()
    {
        await using var mock = await StartAsync("nethesis");
        var dialect = Dialect.Of("nethesis");
        await using var gateway = await StaleCache.StartAsync(AddressOf(mock), dialect.UsePath, reuses: 0);
        Assert.Empty(HistoryCheck.Violations(await HammerAsync(gateway.Address, dialect, 1_000)));
    }

    private static int Operations()
    {
        if (Environment.GetEnvironmentVariable("RACE_OPERATIONS") is not { Length: > 0 } asked)
            return UsualOperations;
        Assert.True(
            int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var operations),
            $"RACE_OPERATIONS is \"{asked}\". Set it to a whole number, such as 1000000."
        );
        return operations;
    }

    private static Task<TestMock> StartAsync(string contract) =>
        OfAsync(
            Load(new Contracts.Loading.ContractCatalog(TestKit.Repository.PathOf("specs")).Find(contract)!),
            options =>
                options with
                {
                    Accounts = [.. Users.Select(user => new Account(user, Password))],
                    CheckSelf = false,
                    Log = Engine.Logging.IRequestLog.Silent,
                }
        );

    private static Uri AddressOf(TestMock mock) =>
        new(mock.Mock.Address, $"{mock.Mock.Mounts[0].Prefix}{mock.Mock.Mounts[0].Contract.Operations[0].BasePaths[0]}/");

    private static async Task<IReadOnlyCollection<Event>> HammerAsync(Uri address, Dialect dialect, int operations)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = address };
        var client = new RaceClient(http, dialect);
        await new Hammer(client, Users, Password, Seed).RunAsync(operations);
        return client.History;
    }
}
