using Conformance.Reporting.Tests;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Conformance.Reporting.Tests;

/// <summary>One browser for all tests that need one, started by the first of them.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private const string Program = "/usr/bin/chromium";

    private readonly SemaphoreSlim _starting = new(1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Opens a page as a file, the way people do; skips the test where there is no Chromium.</summary>
    internal async Task<OpenPage> OpenAsync(string html)
    {
        if (!File.Exists(Program))
            Assert.Skip($"there is no {Program} (Debian: apt-get install chromium)");
        var context = await (await StartedAsync()).NewContextAsync(
            new()
            {
                ViewportSize = new() { Width = 1280, Height = 900 },
                Permissions = ["clipboard-read", "clipboard-write"],
            }
        );
        return await OpenPage.OfAsync(context, html);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        _starting.Dispose();
    }

    private async Task<IBrowser> StartedAsync()
    {
        await _starting.WaitAsync();
        try
        {
            _playwright ??= await Playwright.CreateAsync();
            return _browser ??= await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Program, Args = ["--no-sandbox"] });
        }
        finally
        {
            _starting.Release();
        }
    }
}
