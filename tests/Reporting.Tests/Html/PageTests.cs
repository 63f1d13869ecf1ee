using Conformance.Reporting.Tests.Samples;
using Microsoft.Playwright;

namespace Conformance.Reporting.Tests.Html;

/// <summary>The page in a real browser.</summary>
public sealed class PageTests(Chromium chromium)
{
    [Theory]
    [MemberData(nameof(SampleReports.Names), MemberType = typeof(SampleReports))]
    public async Task No_page_complains_or_asks_for_anything(string name)
    {
        await using var browser = await chromium.OpenAsync(SampleReports.All[name].Text(ReportFormat.Html));
        if (!SampleReports.All[name].Runs.IsEmpty)
            await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Open all" }).ClickAsync();
        Assert.Empty(browser.Troubles);
        Assert.Single(browser.Requests);
    }

    [Fact]
    public async Task Verdicts_texts_and_contracts_filter_the_requirements()
    {
        await using var browser = await OpenRichAsync();
        var page = browser.Page;
        Assert.Equal(8, await ShownAsync(page));

        var failed = page.GetByRole(AriaRole.Button, new() { Name = "failed 2" });
        await failed.ClickAsync();
        Assert.Equal("true", await failed.GetAttributeAsync("aria-pressed"));
        Assert.Equal(2, await ShownAsync(page));
        Assert.Equal("2 of 8 shown", await page.Locator("#shown").InnerTextAsync());
        Assert.False(await page.GetByRole(AriaRole.Heading, new() { Name = "beta" }).IsVisibleAsync());

        await page.GetByRole(AriaRole.Button, new() { Name = "warning 1" }).ClickAsync();
        Assert.Equal(3, await ShownAsync(page));

        await page.GetByLabel("Contract", new() { Exact = true }).SelectOptionAsync("beta");
        Assert.Equal(1, await ShownAsync(page));
        await failed.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "warning 1" }).ClickAsync();
        await page.GetByLabel("Contract", new() { Exact = true }).SelectOptionAsync("All contracts");

        await page.GetByLabel("Requirement", new() { Exact = true }).FillAsync("alp-07");
        Assert.Equal(1, await ShownAsync(page));
        await page.GetByLabel("Requirement", new() { Exact = true }).FillAsync("LOGOUT names");
        Assert.Equal(1, await ShownAsync(page));
        await page.GetByLabel("Requirement", new() { Exact = true }).FillAsync("no such thing");
        Assert.Equal(0, await ShownAsync(page));
        Assert.True(await page.GetByText("No requirement matches the filters.").IsVisibleAsync());
        Assert.Empty(browser.Troubles);
    }

    [Fact]
    public async Task Filters_and_rows_work_by_keyboard()
    {
        await using var browser = await OpenRichAsync();
        var page = browser.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "inconclusive 1" }).FocusAsync();
        await page.Keyboard.PressAsync("Space");
        Assert.Equal(1, await ShownAsync(page));
        await page.Locator(".requirement:visible > summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        Assert.True(await page.Locator(".requirement:visible > .inside").IsVisibleAsync());
    }

    [Fact]
    public async Task A_command_is_copied()
    {
        await using var browser = await OpenRichAsync();
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Copy the command" }).First.ClickAsync();
        await browser.Page.GetByText("Copied").WaitForAsync();
        Assert.Equal(SampleExchanges.Me(3).Curl, await browser.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
    }

    [Fact]
    public async Task A_token_lights_up_wherever_it_stands()
    {
        await using var browser = await OpenRichAsync();
        await browser.Page.Locator("mark[data-mark='«access#1 a3f9»']:visible").First.HoverAsync();
        Assert.Equal(
            await browser.Page.Locator("mark[data-mark='«access#1 a3f9»']").CountAsync(),
            await browser.Page.Locator("mark.same").CountAsync()
        );
        Assert.Equal(0, await browser.Page.Locator("mark.same:not([data-mark='«access#1 a3f9»'])").CountAsync());
    }

    [Fact]
    public async Task A_link_opens_the_scenario_that_it_leads_to_even_if_a_filter_hides_it()
    {
        await using var browser = await OpenRichAsync();
        var page = browser.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Open all" }).ClickAsync();
        await page.GetByLabel("Requirement", new() { Exact = true }).FillAsync("ALP-09");
        await page.GetByRole(AriaRole.Link, new() { Name = "Logging out of laptop" }).ClickAsync();
        await page.Locator("#c1-s4[open]").WaitForAsync();
        Assert.True(await page.Locator("#c1-s4 .steps").IsVisibleAsync());
        Assert.Equal(8, await ShownAsync(page));
    }

    [Fact]
    public async Task It_prints_with_what_is_not_green_open()
    {
        await using var browser = await OpenRichAsync();
        Assert.False(await browser.Page.GetByText("The second login did not work.").IsVisibleAsync());
        var paper = await browser.Page.PdfAsync(new() { Format = "A4" });
        Assert.StartsWith("%PDF", System.Text.Encoding.ASCII.GetString(paper, 0, 4), StringComparison.Ordinal);
        await browser.Page.EvaluateAsync("dispatchEvent(new Event('beforeprint'))");
        Assert.True(await browser.Page.GetByText("The second login did not work.").IsVisibleAsync());
        await browser.Page.EvaluateAsync("dispatchEvent(new Event('afterprint'))");
        Assert.False(await browser.Page.GetByText("The second login did not work.").IsVisibleAsync());
    }

    [Fact]
    public async Task It_is_whole_without_its_script_and_offers_no_filters_then()
    {
        var html = SampleReports.Rich.Text(ReportFormat.Html);
        await using var browser = await chromium.OpenAsync(
            html[..html.LastIndexOf("<script>", StringComparison.Ordinal)] + "</body></html>"
        );
        Assert.Equal(8, await ShownAsync(browser.Page));
        Assert.False(await browser.Page.Locator(".filters").IsVisibleAsync());
        Assert.Equal(0, await browser.Page.Locator(".copy:visible").CountAsync());
    }

    [Fact]
    public async Task Nothing_is_wider_than_a_small_screen()
    {
        await using var browser = await OpenRichAsync();
        await browser.Page.SetViewportSizeAsync(360, 800);
        Assert.True(await browser.Page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= 360);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Text_stands_out_from_what_is_behind_it(ColorScheme scheme)
    {
        await using var browser = await OpenRichAsync();
        await browser.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Open all" }).ClickAsync();
        Assert.Empty(await browser.Page.EvaluateAsync<string[]>(Contrast.Script));
    }

    private static Task<int> ShownAsync(IPage page) => page.Locator(".requirement:visible").CountAsync();

    private Task<OpenPage> OpenRichAsync() => chromium.OpenAsync(SampleReports.Rich.Text(ReportFormat.Html));
}
