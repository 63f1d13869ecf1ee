using System.Collections.Concurrent;
using System.Text.Json;
using Conformance.TestKit;
using Microsoft.Playwright;

namespace Conformance.RoundTrip.Tests.MockPage;

/// <summary>The mock's page in a browser: its views, what its console said, and what it loaded.</summary>
internal sealed class PageDriver : IAsyncDisposable
{
    private static readonly string Sources = Repository.PathOf("tests", "RoundTrip.Tests", "MockPage");

    private readonly ConcurrentQueue<string> _errors = [];
    private readonly ConcurrentQueue<string> _loaded = [];
    private readonly IBrowserContext _context;

    private PageDriver(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.SetDefaultTimeout(60_000);
        context.Request += (_, request) => _loaded.Enqueue(request.Url);
        page.PageError += (_, error) => _errors.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                _errors.Enqueue(message.Text);
        };
    }

    public IPage Page { get; }

    /// <summary>What went wrong in the page.</summary>
    public IEnumerable<string> Errors => _errors;

    /// <summary>Every address that it loaded.</summary>
    public IEnumerable<string> Loaded => _loaded;

    /// <summary>The verdict of the last answer in the form of a route.</summary>
    public ILocator Verdict => Page.Locator(".answers .verdict");

    /// <summary>Why axe cannot be asked; null where it can.</summary>
    public static Task<string?> AxeMissingAsync() => NpmInstall.EnsureAsync(Sources, "axe-core");

    /// <summary>Opens an address with a window of a desktop.</summary>
    public static async Task<PageDriver> OpenAsync(IBrowser browser, string address, bool withAxe)
    {
        var context = await browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                ViewportSize = new ViewportSize { Width = 1200, Height = 800 },
            }
        );
        if (withAxe)
            await context.AddInitScriptAsync(scriptPath: Path.Combine(Sources, "node_modules", "axe-core", "axe.min.js"));
        var driver = new PageDriver(context, await context.NewPageAsync());
        await driver.Page.GotoAsync(address);
        await driver.SeesAsync(driver.Page.Locator("#live"), "live");
        return driver;
    }

    /// <summary>Opens a view by its link.</summary>
    public async Task ViewAsync(string name)
    {
        await Page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = name }).ClickAsync();
        await Page.GetByRole(
                AriaRole.Heading,
                new()
                {
                    Name = name,
                    Exact = true,
                    Level = 2,
                }
            )
            .WaitForAsync();
    }

    /// <summary>Chooses an operation in the view of routes, and sends what is drafted for it.</summary>
    public async Task SendAsync(string operation, string status)
    {
        await Page.Locator($".operations button[data-key='{operation}']").ClickAsync();
        await Page.Locator($".operations button[data-key='{operation}'][aria-pressed=true]").WaitForAsync();
        await Page.Locator(".panel h3 code").Filter(new() { HasText = $"/{operation}" }).WaitForAsync();
        await PressAsync("Send");
        await SeesAsync(Verdict, status);
    }

    public Task PressAsync(string button) => Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).First.ClickAsync();

    /// <summary>Opens what a link opens in another window.</summary>
    public Task<IPage> FollowAsync(string link) =>
        _context.RunAndWaitForPageAsync(() => Page.GetByRole(AriaRole.Link, new() { Name = link }).ClickAsync());

    /// <summary>Fills a field by its label.</summary>
    public Task FillAsync(string label, string value) => Page.GetByLabel(label, new() { Exact = true }).FillAsync(value);

    /// <summary>Waits until a text stands somewhere.</summary>
    public Task SeesAsync(ILocator place, string text) => place.Filter(new() { HasText = text }).First.WaitForAsync();

    /// <summary>Waits until a text stands in the view.</summary>
    public Task SeesAsync(string text) => SeesAsync(Page.Locator("main"), text);

    /// <summary>What axe finds wrong in what is shown: the rule, and where.</summary>
    public async Task<IReadOnlyList<string>> AxeAsync()
    {
        var result = await Page.EvaluateAsync<JsonElement>("() => axe.run()");
        return
        [
            .. result
                .GetProperty("violations")
                .EnumerateArray()
                .Select(v => $"{v.GetProperty("id")}: {v.GetProperty("help")} at {v.GetProperty("nodes")[0].GetProperty("html")}"),
        ];
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
