using System.Text;
using Microsoft.Playwright;

namespace Conformance.Reporting.Tests;

/// <summary>A page that is open in a browser, what went wrong on it, and what it asked for.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("page").FullName;
    private readonly IBrowserContext _context;

    private OpenPage(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                Troubles.Add(message.Text);
        };
        page.PageError += (_, error) => Troubles.Add(error);
        page.Request += (_, request) => Requests.Add(request.Url);
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings of the console, and what scripts throw.</summary>
    public List<string> Troubles { get; } = [];

    /// <summary>The URLs of all requests, the page's own first.</summary>
    public List<string> Requests { get; } = [];

    public static async Task<OpenPage> OfAsync(IBrowserContext context, string html)
    {
        var open = new OpenPage(context, await context.NewPageAsync());
        var file = Path.Combine(open._folder, "page.html");
        await File.WriteAllTextAsync(file, html, new UTF8Encoding(false));
        await open.Page.GotoAsync(new Uri(file).AbsoluteUri);
        return open;
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
