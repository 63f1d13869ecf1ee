using System.Security.Cryptography.X509Certificates;
using Conformance.RoundTrip.Tests.TypeScript;
using Microsoft.Playwright;

namespace Conformance.RoundTrip.Tests.Browser;

/// <summary>The browser of the machine, as Debian installs it, and a server with the pages that it opens.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private readonly List<PageServer> _secure = [];
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private PageServer? _server;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (Find() is not { } path)
            return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = path, Args = ["--no-sandbox"] });
        _server = await PageServer.StartAsync();
    }

    /// <summary>Opens a page on one of the compiled programs, with no cookies; skips the test where the browser or Node.js is not there.</summary>
    internal async Task<OpenPage> OpenAsync(string program, string query)
    {
        var browser = Get();
        await CompiledClients.EnsureAsync();
        return await OpenPage.OfAsync(await browser.NewContextAsync(), _server!.Page(program, query));
    }

    /// <summary>Opens a page on one of the compiled programs at localhost, over TLS where a certificate is given, which the browser need not trust; skips the test where the browser or Node.js is not there.</summary>
    internal async Task<OpenPage> OpenOnLocalhostAsync(string program, string query, X509Certificate2? certificate)
    {
        var browser = Get();
        await CompiledClients.EnsureAsync();
        var server = _server!;
        if (certificate is not null)
            _secure.Add(server = await PageServer.StartAsync(certificate));
        var address = new UriBuilder(server.Page(program, query)) { Host = "localhost" };
        return await OpenPage.OfAsync(
            await browser.NewContextAsync(new BrowserNewContextOptions { IgnoreHTTPSErrors = true }),
            address.ToString()
        );
    }

    /// <summary>The browser, for pages that are served elsewhere; skips the test where it is not there.</summary>
    internal IBrowser Get()
    {
        if (_browser is null)
            Assert.Skip("no chromium is installed (Debian: apt-get install chromium)");
        return _browser;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_server is not null)
            await _server.DisposeAsync();
        foreach (var server in _secure)
            await server.DisposeAsync();
    }

    private static string? Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
}
