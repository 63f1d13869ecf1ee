using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Conformance.Cli.Tests;
using Conformance.RoundTrip.Tests.Browser;
using Conformance.RoundTrip.Tests.TypeScript;
using Conformance.TestKit;
using Microsoft.Playwright;

namespace Conformance.RoundTrip.Tests.MockPage;

/// <summary>The page that <c>conform mock</c> shows, driven in a browser as a developer would.</summary>
public sealed class MockPageTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Start = "2026-01-31T12:00:00Z";

    private static readonly string Folder = Repository.PathOf("tests", "RoundTrip.Tests", "MockPage");
    private static readonly string[] Views = ["Routes", "Journal", "Sessions", "Clock", "Faults", "Users", "Namespaces", "Contracts"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Its_modules_pass_the_strict_checker()
    {
        await CompiledClients.EnsureAsync();
        var compiler = Repository.PathOf("tests", "RoundTrip.Tests", "TypeScript", "node_modules", "typescript", "bin", "tsc");
        Assert.Equal((0, ""), await CompiledClients.NodeAsync(Folder, compiler, "--project", "."));
    }

    [Fact]
    public async Task The_whole_page_does_what_it_says()
    {
        var browser = chromium.Get();
        var (process, address) = await ConformProcess.MockAsync(
            Path.Combine(Folder, "notes.yaml"),
            "--journal",
            "10000",
            "--seed",
            "1",
            "--clock",
            Start,
            "--quiet"
        );
        await using var stopped = process;
        using var http = new HttpClient { BaseAddress = address };
        var missing = await PageDriver.AxeMissingAsync();
        await using var page = await PageDriver.OpenAsync(browser, address.ToString(), withAxe: missing is null);
        Assert.EndsWith("/__admin/ui", page.Page.Url, StringComparison.Ordinal);
        Assert.Contains($"Page: {address.GetLeftPart(UriPartial.Authority)}/__admin/ui", process.Output, StringComparison.Ordinal);

        await TryRoutesAsync(page);
        await UploadAsync(page);
        await WatchJournalAsync(page, http);
        await EndSessionsAsync(page, http);
        await MoveClockAsync(page, http);
        await SetFaultsAsync(page, http);
        await AddUsersAsync(page, http);
        await ChangeNamespacesAsync(page, http);
        await LookAtContractsAsync(page);
        await UseKeyboardAsync(page);
        if (missing is null)
            await AskAxeAsync(page);

        // Nothing of the document ran, nothing came from elsewhere.
        Assert.Null(await page.Page.Locator("body").GetAttributeAsync("data-owned"));
        Assert.All(page.Loaded, url => Assert.Matches($"^(http://{address.Authority}/|blob:|about:srcdoc)", url));
        Assert.DoesNotContain(page.Loaded, url => url.Contains("no-such-picture", StringComparison.Ordinal));
        Assert.DoesNotContain(page.Errors, e => !IsOfSandbox(e));
        Assert.SkipWhen(missing is not null, $"all but axe was tried: {missing}");
    }

    private static async Task TryRoutesAsync(PageDriver page)
    {
        await page.SendAsync("login", "200 accepted logged in: alice@example.com got access#1, refresh#1");

        // Digits stay as they were sent.
        await page.SeesAsync(page.Page.Locator(".answers pre"), "12345678901234567890.10");
        await page.SendAsync("me", "200 accepted");
        await page.SendAsync("logout", "204 accepted");
        await page.SendAsync("me", "401 refused revoked: access#1 was logged out");
        Assert.Equal("401", await CurlAsync(page));

        // The picture of docs/mock-page.md.
        await page.FillAsync("Filter", "log");
        await page.Page.EvaluateAsync("document.activeElement.blur(), document.getElementById('messages').replaceChildren()");
        await page.Page.ScreenshotAsync(
            new() { Path = Repository.PathOf("artifacts", "mock-page.png"), Animations = ScreenshotAnimations.Disabled }
        );
        await page.FillAsync("Filter", "");

        await page.PressAsync("Log in, use, log out, use again");
        await page.SeesAsync(page.Page.Locator(".round li").Nth(3), "401 refused revoked: access#2 was logged out");
        await page.SendAsync("refresh", "401 refused");

        // What a document says is a text, and a page of it is shown without its scripts.
        await page.SendAsync("notes", "401");
        await page.SeesAsync("<img src=\"/no-such-picture\"");
        await page.SendAsync("start", "200 accepted");
        await page.Page.FrameLocator("iframe").GetByRole(AriaRole.Heading, new() { Name = "Notes" }).WaitForAsync();

        // A documented answer is chosen; a mistake in the form is told.
        await page.SendAsync("me", "401");
        await page.Page.GetByLabel("Answer", new() { Exact = true }).SelectOptionAsync("code=200");
        await page.PressAsync("Send");
        await page.SeesAsync(page.Verdict, "200 forced Prefer: code=200");
        await page.FillAsync("Headers, one a line", "no colon");
        await page.PressAsync("Send");
        await page.SeesAsync(page.Page.Locator("#messages"), "The header line \"no colon\" has no colon.");
        await page.PressAsync("Close the message");
    }

    private static async Task UploadAsync(PageDriver page)
    {
        // Bytes that are no text, and a line end that a text field would change.
        var folder = Directory.CreateTempSubdirectory("conformance-");
        var picture = Path.Combine(folder.FullName, "a picture.png");
        byte[] bytes = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0xff, 0xfe, 0x0a];
        await File.WriteAllBytesAsync(picture, bytes, Cancellation);
        try
        {
            foreach (
                var (operation, label, status) in new[] { ("files", "A file", "201"), ("picture", "A file in the body's place", "204") }
            )
            {
                await page.SendAsync(operation, status);
                await page.Page.GetByLabel(label, new() { Exact = true }).SetInputFilesAsync(picture);
                var sent = await page.Page.RunAndWaitForRequestAsync(
                    () => page.PressAsync("Send"),
                    r => r.Url.EndsWith("/tries", StringComparison.Ordinal)
                );
                await page.SeesAsync(page.Verdict, $"{status} accepted");
                var body = Convert.FromBase64String((string?)JsonNode.Parse(sent.PostData!)!["base64"] ?? "");
                Assert.True(body.AsSpan().IndexOf(bytes) >= 0);
                Assert.Equal(status, await CurlAsync(page, folder.FullName));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> CurlAsync(PageDriver page, string? folder = null)
    {
        await page.Page.Locator(".answer").GetByRole(AriaRole.Button, new() { Name = "curl" }).ClickAsync();
        var command = await page.Page.GetByRole(AriaRole.Textbox, new() { Name = "The request as a curl command" }).InputValueAsync();
        await page.PressAsync("Close");
        Assert.StartsWith("curl -i ", command, StringComparison.Ordinal);
        using var shell = Process.Start(
            new ProcessStartInfo("sh", ["-c", command + " -s -o /dev/null -w '%{http_code}'"])
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
                WorkingDirectory = folder ?? "",
            }
        )!;
        var status = await shell.StandardOutput.ReadToEndAsync(Cancellation);
        await shell.WaitForExitAsync(Cancellation);
        return status;
    }

    private static async Task WatchJournalAsync(PageDriver page, HttpClient http)
    {
        await page.ViewAsync("Journal");
        var rows = page.Page.Locator(".journal li");
        await page.SeesAsync(rows, "revoked: access#2 was logged out");

        // What others send comes in by itself, and is a text.
        await http.GetAsync("/notes/%3Cb%3Ebold%3C/b%3E", Cancellation);
        await page.SeesAsync(rows.First, "/notes/%3Cb%3Ebold");
        await http.GetAsync("/me", Cancellation);
        await page.SeesAsync(rows.First, "missing: no token was presented");
        await rows.First.GetByRole(AriaRole.Button, new() { Name = "as curl" }).ClickAsync();
        Assert.Contains(
            "/me",
            await page.Page.GetByRole(AriaRole.Textbox, new() { Name = "A request like it" }).InputValueAsync(),
            StringComparison.Ordinal
        );
        await page.PressAsync("Close");

        await Parallel.ForEachAsync(
            Enumerable.Range(0, 10_000),
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Cancellation },
            async (_, cancellation) => (await http.GetAsync("/me", cancellation)).Dispose()
        );
        var count = page.Page.Locator("main [role=status]");
        await page.SeesAsync(count, "of which the last 10000 are kept");
        await page.Page.GetByLabel("Verdict").SelectOptionAsync("refused");
        await page.PressAsync("Older");
        await page.SeesAsync(count, "Older ones");
        for (var pages = 2; pages < 5; pages++)
        {
            var last = await rows.First.InnerTextAsync();
            await page.PressAsync("Older");
            await page.Page.WaitForFunctionAsync("last => document.querySelector('.journal li').innerText !== last", last);
        }

        Assert.Equal(100, await rows.CountAsync());
        var journal = await http.GetFromJsonAsync<JsonNode>("/__admin/requests?limit=1", Cancellation);
        Assert.True((int)journal!["total"]! > 10_000);
        await page.Page.GetByLabel("Verdict").SelectOptionAsync("accepted");
        await page.SeesAsync(count, "No request fits.");
        await page.Page.GetByLabel("Verdict").SelectOptionAsync("");
    }

    private static async Task EndSessionsAsync(PageDriver page, HttpClient http)
    {
        await page.ViewAsync("Sessions");
        var expired = await LogInAsync(http, "bob@example.com");
        await page.PressAsync("Expire access#3");
        await page.SeesAsync("expired");
        Assert.Equal("expired", await RefusalAsync(http, expired));
        var ended = await LogInAsync(http, "bob@example.com");
        await page.SeesAsync("access#4");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "End the session of bob@example.com" }).First.ClickAsync();
        await page.SeesAsync("ended by administrator");
        Assert.Equal("revoked", await RefusalAsync(http, ended));
        await page.PressAsync("Begin a session");
        await page.SeesAsync("its tokens are kept here");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Its requests, of the session" }).First.ClickAsync();
        await page.Page.GetByRole(AriaRole.Heading, new() { Name = "Journal", Level = 2 }).WaitForAsync();
        await page.FillAsync("Session", "");
        await page.Page.GetByLabel("Session", new() { Exact = true }).PressAsync("Enter");
    }

    private static async Task MoveClockAsync(PageDriver page, HttpClient http)
    {
        var token = await LogInAsync(http, "alice@example.com");
        await page.PressAsync("+1 h");
        await page.SeesAsync(page.Page.Locator("#clock"), "2026-01-31 13:00:00Z (stands)");
        Assert.Equal("expired", await RefusalAsync(http, token));
        await page.ViewAsync("Clock");
        await page.FillAsync("By (ISO 8601)", "P2D");
        await page.PressAsync("Move");
        await page.SeesAsync("2026-02-02 13:00:00Z");
        await page.FillAsync("By (ISO 8601)", "two days");
        await page.PressAsync("Move");
        await page.SeesAsync(page.Page.Locator("#messages"), "which is no duration");
        await page.PressAsync("Close the message");
        await page.PressAsync("Let it run");
        await page.SeesAsync("and it runs");
        await page.PressAsync("As at the start");
        await page.SeesAsync("2026-01-31 12:00:00Z");
    }

    private static async Task SetFaultsAsync(PageDriver page, HttpClient http)
    {
        await page.ViewAsync("Faults");
        await page.Page.GetByLabel("Operation").SelectOptionAsync("notes me");
        await page.FillAsync("Status", "502");
        await page.FillAsync("Times", "1");
        await page.PressAsync("Set");
        await page.SeesAsync("answers with 502");
        Assert.Equal(502, (int)(await http.GetAsync("/me", Cancellation)).StatusCode);
        await page.Page.Locator("tbody td:nth-child(4)").Filter(new() { HasText = "1" }).WaitForAsync();
        await page.PressAsync("Remove fault-1");
        await page.SeesAsync("No fault is set.");
        Assert.Equal(401, (int)(await http.GetAsync("/me", Cancellation)).StatusCode);
    }

    private static async Task AddUsersAsync(PageDriver page, HttpClient http)
    {
        await page.ViewAsync("Users");
        await page.FillAsync("Name", "<b>carol</b>");
        await page.FillAsync("Password", "secret-123");
        await page.PressAsync("Add");
        await page.SeesAsync("<b>carol</b>");
        Assert.NotEmpty(await LogInAsync(http, "<b>carol</b>", "secret-123"));
        await page.PressAsync("Remove <b>carol</b>");
        await page
            .Page.GetByRole(AriaRole.Button, new() { Name = "Remove <b>carol</b>" })
            .WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    private static async Task ChangeNamespacesAsync(PageDriver page, HttpClient http)
    {
        await page.ViewAsync("Namespaces");
        await page.FillAsync("Name", "team-b");
        await page.PressAsync("Make");
        await page.PressAsync("Show team-b");
        await page.SeesAsync("team-b (shown)");
        await page.ViewAsync("Routes");
        await page.SendAsync("login", "200 accepted logged in: alice@example.com got access#1");
        var journal = await http.GetFromJsonAsync<JsonNode>("/__ns/team-b/__admin/requests", Cancellation);
        Assert.Equal(1, (int)journal!["total"]!);
        await page.ViewAsync("Namespaces");
        await page.PressAsync("Delete team-b");
        await page.SeesAsync("default (shown)");
        await page.SeesAsync(page.Page.Locator("#live"), "live");
        await page.PressAsync("Put default back to its start");
        await page.SeesAsync(page.Page.Locator("#messages"), "default is as new.");
    }

    private static async Task LookAtContractsAsync(PageDriver page)
    {
        await page.ViewAsync("Contracts");
        await page.SeesAsync("notes: Notes");
        await page.SeesAsync(page.Page.Locator("tbody tr"), "notes.yaml:");
        await page.SeesAsync("expected a string, found the number 7");

        // The reference beside it loads nothing from elsewhere either.
        var reference = await page.FollowAsync("The reference of all operations");
        await reference
            .GetByRole(AriaRole.Heading, new() { Name = "Exchanges a refresh token for a new access token" })
            .First.WaitForAsync();
        await reference.CloseAsync();
    }

    private static async Task UseKeyboardAsync(PageDriver page)
    {
        await page.Page.ReloadAsync();
        await page.SeesAsync(page.Page.Locator("#live"), "live");
        await page.SeesAsync("notes: Notes");
        await page.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to the content", await page.Page.EvaluateAsync<string>("document.activeElement.textContent"));
        for (var step = 0; step < 4; step++)
            await page.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("Journal", await page.Page.EvaluateAsync<string>("document.activeElement.textContent"));
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Page.GetByRole(AriaRole.Heading, new() { Name = "Journal", Level = 2 }).WaitForAsync();
    }

    private static async Task AskAxeAsync(PageDriver page)
    {
        foreach (var (scheme, width) in new[] { (ColorScheme.Light, 1200), (ColorScheme.Dark, 1200), (ColorScheme.Light, 360) })
        {
            await page.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await page.Page.SetViewportSizeAsync(width, 800);
            foreach (var view in Views)
            {
                await page.ViewAsync(view);
                if (view == "Routes")
                    await page.SendAsync("login", "200");
                var found = await page.AxeAsync();
                Assert.True(found.Count == 0, $"{view}, {scheme}, {width}: {string.Join('\n', found)}");
                var (content, window) = (
                    await page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"),
                    await page.Page.EvaluateAsync<int>("innerWidth")
                );
                Assert.True(content <= window, $"{view} is {content} wide in a window of {window}");
            }
        }
    }

    private static async Task<string> LogInAsync(HttpClient http, string email, string password = "open-sesame-1")
    {
        using var answer = await http.PostAsJsonAsync("/login", new { email, password }, Cancellation);
        return (string?)(await answer.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["access_token"] ?? "";
    }

    private static async Task<string?> RefusalAsync(HttpClient http, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/me");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request, Cancellation);
        return (string?)(await answer.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["error"];
    }

    // What the documented page may not do, and what the control API refused on purpose.
    private static bool IsOfSandbox(string error) =>
        error.Contains("about:srcdoc", StringComparison.Ordinal)
        || error.Contains("sandboxed", StringComparison.Ordinal)
        || error.Contains("status of 400", StringComparison.Ordinal);
}
