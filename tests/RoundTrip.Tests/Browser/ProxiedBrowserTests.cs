using System.Collections.Concurrent;
using Conformance.Contracts.Loading;
using Conformance.Documents;
using Conformance.MockServer;
using Conformance.Proxying;
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
