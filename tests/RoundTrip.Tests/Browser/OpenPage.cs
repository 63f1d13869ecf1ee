using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Conformance.RoundTrip.Tests.Browser;

/// <summary>A page in the browser, and what its console said.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _errors = [];
    private readonly IBrowserContext _context;
    private readonly IPage _page;

    private OpenPage(IBrowserContext context, IPage page)
    {
        (_context, _page) = (context, page);
        page.Console += (_, message) => Note(message.Type == "error", message.Text);
        page.PageError += (_, error) => Note(true, error);
    }

    /// <summary>What went wrong in the page. The browser's note that a call was answered with 401 is none of it.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    /// <summary>Opens an address; the context is closed with the page.</summary>
    public static async Task<OpenPage> OfAsync(IBrowserContext context, string address)
    {
        var page = new OpenPage(context, await context.NewPageAsync());
        await page._page.GotoAsync(address);
        return page;
    }

    /// <summary>Presses a button, and gives what the page shows then.</summary>
    public async Task<string> PressAsync(string button)
    {
        await _page.ClickAsync("#" + button);
        var shown = await _page.WaitForFunctionAsync("() => document.getElementById('shows').textContent || null");
        return await shown.JsonValueAsync<string>();
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private void Note(bool isError, string text)
    {
        if (isError && !text.Contains("the server responded with a status of 401", StringComparison.Ordinal))
            _errors.Enqueue(text);
    }
}
