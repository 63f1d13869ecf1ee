using System.Net;

namespace Conformance.MockServer.Tests.Admin;

/// <summary>Who may use the control API.</summary>
public sealed class AccessTests
{
    private const string Page = "http://localhost:5173";

    [Fact]
    public async Task Beyond_loopback_it_asks_for_the_printed_token()
    {
        await using var mock = await AdminMock.StartAsync(o => o with { Host = IPAddress.Any });
        var refused = await AdminMock.ProblemOfAsync(401, () => mock.Client.GetHealthAsync());
        Assert.Contains("asks for the token that the mock printed", refused.Detail, StringComparison.Ordinal);
        await AdminMock.ProblemOfAsync(401, () => mock.Client.GetHealthAsync("new-namespace"));
        mock.Control.DefaultRequestHeaders.Authorization = new("Bearer", mock.Mock.ControlToken + "x");
        await AdminMock.ProblemOfAsync(401, () => mock.Client.ResetAsync());
        mock.Control.DefaultRequestHeaders.Authorization = new("Bearer", mock.Mock.ControlToken);
        Assert.Equal("ok", (await mock.Client.GetHealthAsync()).Status);
        Assert.DoesNotContain((await mock.Client.ListNamespacesAsync()).Namespaces, n => n.Name == "new-namespace");
    }

    [Fact]
    public async Task On_loopback_it_asks_for_nothing()
    {
        await using var mock = await AdminMock.StartAsync();
        Assert.Null(mock.Mock.ControlToken);
        Assert.Equal("ok", (await mock.Client.GetHealthAsync()).Status);
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("null")]
    public async Task A_page_of_an_origin_that_was_not_named_is_kept_out(string origin)
    {
        await using var mock = await AdminMock.StartAsync(o => o with { ControlOrigins = [Page] });
        var tokens = await mock.LogInAsync();
        mock.Control.DefaultRequestHeaders.Add("Origin", origin);
        var refused = await AdminMock.ProblemOfAsync(403, () => mock.Client.ResetAsync());
        Assert.Contains("--control-origin", refused.Detail, StringComparison.Ordinal);
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "reset")
        {
            Headers = { { "Access-Control-Request-Method", "POST" } },
        };
        using var answer = await mock.Control.SendAsync(preflight, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.Equal(200, await mock.UseAsync(tokens));
    }

    [Fact]
    public async Task A_page_of_an_origin_that_was_named_is_let_in()
    {
        await using var mock = await AdminMock.StartAsync(o => o with { ControlOrigins = [Page] });
        mock.Control.DefaultRequestHeaders.Add("Origin", Page);
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "clock")
        {
            Headers = { { "Access-Control-Request-Method", "PUT" }, { "Access-Control-Request-Headers", "content-type" } },
        };
        using var allowed = await mock.Control.SendAsync(preflight, TestContext.Current.CancellationToken);
        Assert.Equal(
            (HttpStatusCode.NoContent, Page, "PUT"),
            (allowed.StatusCode, Only(allowed, "Access-Control-Allow-Origin"), Only(allowed, "Access-Control-Allow-Methods"))
        );
        using var answer = await mock.Control.GetAsync("clock", TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, Page), (answer.StatusCode, Only(answer, "Access-Control-Allow-Origin")));
    }

    [Fact]
    public async Task A_page_of_the_mocks_own_origin_changes_things_with_a_header_that_no_form_can_send()
    {
        await using var mock = await AdminMock.StartAsync();
        mock.Control.DefaultRequestHeaders.Add("Origin", mock.Control.BaseAddress!.GetLeftPart(UriPartial.Authority));
        Assert.Equal("ok", (await mock.Client.GetHealthAsync()).Status);
        var refused = await AdminMock.ProblemOfAsync(403, () => mock.Client.ResetAsync());
        Assert.Contains("without the header Conform-Page", refused.Detail, StringComparison.Ordinal);
        mock.Control.DefaultRequestHeaders.Add("Conform-Page", "1");
        await mock.Client.ResetAsync();

        // Another port is another origin, and the header lets nobody else in.
        mock.Control.DefaultRequestHeaders.Remove("Origin");
        mock.Control.DefaultRequestHeaders.Add("Origin", "http://127.0.0.1:1");
        refused = await AdminMock.ProblemOfAsync(403, () => mock.Client.ResetAsync());
        Assert.Contains("--control-origin", refused.Detail, StringComparison.Ordinal);
        await AdminMock.ProblemOfAsync(403, () => mock.Client.GetHealthAsync());
    }

    private static string Only(HttpResponseMessage response, string header) => Assert.Single(response.Headers.GetValues(header));
}
