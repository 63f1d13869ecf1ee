using System.Collections.Concurrent;
using Conformance.Contracts.Loading;
using Conformance.Documents;
using Conformance.MockServer;
using Conformance.Proxying;
using Conformance.Reference;
using Conformance.Reference.Switches;
using Conformance.TestKit;
using Conformance.Verification.Results;

namespace Conformance.RoundTrip.Tests.Browser;

/// <summary>A page of another origin works through the proxy in a real browser, and the proxy judges what passes.</summary>
public sealed class ProxiedBrowserTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task A_page_works_through_the_proxy_and_nothing_is_found_at_a_clean_server()
    {
        await using var mock = await MockAsync("sig");
        var seen = new ConcurrentQueue<Sighting>();
        await using var proxy = await ProxyAsync("sig", new Uri(mock.Address, "sig"), seen);
        await using var page = await chromium.OpenAsync("page", $"api={proxy.Address}");
        Assert.Equal("401 JWT Token not found (Bearer)", await page.PressAsync("call"));
        Assert.Equal("alice@example.com", await page.PressAsync("login"));
        Assert.Equal("alice@example.com", await page.PressAsync("call"));
        Assert.Equal("refreshed", await page.PressAsync("refresh"));
        Assert.Equal("Successfully logged out", await page.PressAsync("logout"));
        Assert.Equal("401 JWT Refresh Token Not Found (no challenge)", await page.PressAsync("refresh"));
        Assert.Equal("alice@example.com", await page.PressAsync("call"));
        Assert.Empty(page.Errors);
        await proxy.WaitUntilIdleAsync(TimeSpan.Zero, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(seen, s => s.Verdict == Verdict.Failed);
        var run = proxy.ToRun();
        Assert.DoesNotContain(run.Findings, f => f.Severity == FindingSeverity.Must);
        Assert.Equal((Verification.Results.Outcome.Passed, true), (run.Outcome, run.TriesLogout));
    }

    [Fact]
    public async Task A_token_that_outlives_the_logout_of_a_page_is_told()
    {
        // The page logs out, and its token lives on, as one reading of the document has it; it is held against the other.
        await using var mock = await MockAsync("sig");
        var seen = new ConcurrentQueue<Sighting>();
        await using var proxy = await ProxyAsync("sig", new Uri(mock.Address, "sig"), seen, revokesAccess: true);
        await using var page = await chromium.OpenAsync("page", $"api={proxy.Address}");
        await page.PressAsync("login");
        await page.PressAsync("logout");
        Assert.Equal("alice@example.com", await page.PressAsync("call"));
        await proxy.WaitUntilIdleAsync(TimeSpan.Zero, TestContext.Current.CancellationToken);
        Assert.Equal(("ANY-02", "GET /api/me"), seen.Where(s => s.Verdict == Verdict.Failed).Select(s => (s.Rule, s.Request)).Single());
    }

    [Fact]
    public async Task A_page_that_does_all_of_it_shows_nothing_at_a_clean_server()
    {
        var (seen, told) = await BrowseAsync(null);
        Assert.DoesNotContain(seen, s => s.Verdict is Verdict.Failed or Verdict.Warning);
        Assert.Equal("alice@example.com", told);
    }

    [Theory]
    [InlineData("SIG-07-refresh-survives", "ANY-03", "POST /api/token/refresh")]
    [InlineData("SIG-08-jwt-revoked", "ANY-04", "GET /api/me")]
    [InlineData("ANY-revoked-answers-200", "ANY-03", "POST /api/token/refresh")]
    [InlineData("ANY-revoked-answers-500", "ANY-03", "POST /api/token/refresh")]
    [InlineData("ASVS5-7.4.1-accepted-once", "ANY-03", "POST /api/token/refresh")]
    [InlineData("RFC7009-2.1-a-second-late", "ANY-03", "POST /api/token/refresh")]
    [InlineData("ANY-wrong-media-type", "ANY-19", "POST /api/login")]
    [InlineData("ANY-wrong-envelope", "ANY-19", "GET /api/me")]
    [InlineData("ANY-logout-answers-500", "ANY-01", "POST /api/logout")]
    [InlineData("ANY-logout-answers-204", "ANY-01", "POST /api/logout")]
    public async Task A_broken_server_is_told_of_by_the_request_of_the_page_that_shows_it(string mutant, string rule, string request)
    {
        var (seen, _) = await BrowseAsync(mutant);
        Assert.Contains((rule, request), seen.Where(s => s.Verdict is Verdict.Failed or Verdict.Warning).Select(s => (s.Rule, s.Request)));
    }

    // What was told by the time the last button was answered, and what the page showed last.
    private async Task<(IReadOnlyList<Sighting> Seen, string Told)> BrowseAsync(string? mutant)
    {
        await using var server = await ReferenceServer.StartAsync(
            "sig",
            new ReferenceOptions { Mutants = mutant is null ? [] : [MutantTable.Find("sig", mutant)] },
            TestContext.Current.CancellationToken
        );
        var seen = new ConcurrentQueue<Sighting>();
        await using var proxy = await ProxyAsync("sig", server.BaseAddress, seen);
        await using var page = await chromium.OpenOnAsync(proxy.Address, "page");
        foreach (var button in (string[])["call", "login", "call", "refresh", "call", "logout", "refresh", "call", "logout"])
            await page.PressAsync(button);
        var told = await page.PressAsync("login");
        await proxy.WaitUntilIdleAsync(TimeSpan.Zero, TestContext.Current.CancellationToken);
        return ([.. seen], told);
    }

    private static Task<Mock> MockAsync(string name) =>
        Mock.StartAsync(
            new MockOptions
            {
                Contracts = [BuiltIn.Contract(name)],
                Port = 0,
                Time = TimeProvider.System,
                Cors = true,
            }
        );

    private static async Task<TrafficProxy> ProxyAsync(string name, Uri target, ConcurrentQueue<Sighting> seen, bool revokesAccess = false)
    {
        var folder = Directory.CreateTempSubdirectory("conformance-");
        try
        {
            var overlay = Path.Combine(folder.FullName, "revokes.yaml");
            await File.WriteAllTextAsync(
                overlay,
                """
                overlay: 1.0.0
                info: {title: A logout that ends the access token too, version: '1'}
                actions: [{target: "$.paths['/api/logout'].post", update: {x-session: {revokes: {access: session}}}}]
                """
            );
            var source = new ContractCatalog(Repository.PathOf("specs")).Find(name)!;
            var problems = new Problems();
            var contract = WatchedContract.Load(
                revokesAccess ? source with { Overlays = [.. source.Overlays, overlay] } : source,
                new Dictionary<string, string>(),
                problems
            );
            Assert.True(contract is not null, string.Join(Environment.NewLine, problems));
            return await TrafficProxy.StartAsync(
                contract,
                new TrafficProxyOptions
                {
                    BaseUrl = target,
                    Port = 0,
                    Watch = seen.Enqueue,
                },
                TestContext.Current.CancellationToken
            );
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
