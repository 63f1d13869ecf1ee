using System.Net.Http.Json;
using Conformance.Contracts.Loading;
using Conformance.Generated.MockAdmin.Client;
using Conformance.TestKit;

namespace Conformance.MockServer.Tests.Admin;

/// <summary>A mock of two contracts whose clock stands until it is moved, with the generated client of its control API.</summary>
internal sealed class AdminMock : IAsyncDisposable
{
    private readonly HttpClient _control;
    private readonly HttpClient _http;

    private AdminMock(Mock mock)
    {
        Mock = mock;
        var port = mock.Address.Port;
        _control = new HttpClient(Keeping) { BaseAddress = new Uri($"http://127.0.0.1:{port}/__admin/") };
        _http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
        Client = new MockAdminClient(_control);
    }

    public Mock Mock { get; }

    public ContractKeeping Keeping { get; } = new();

    /// <summary>The control API, by the generated client.</summary>
    public MockAdminClient Client { get; }

    /// <summary>The control API, by hand.</summary>
    public HttpClient Control => _control;

    /// <summary>The contracts.</summary>
    public HttpClient Http => _http;

    public static async Task<AdminMock> StartAsync(Func<MockOptions, MockOptions>? configure = null)
    {
        var catalog = new ContractCatalog(Repository.PathOf("specs"));
        var options = new MockOptions
        {
            Contracts = [TestMock.Load(catalog.Find("nethesis")!), TestMock.Load(catalog.Find("sig")!)],
            Port = 0,
            Time = new ManualClock(),
        };
        return new AdminMock(await Mock.StartAsync(configure?.Invoke(options) ?? options, TestContext.Current.CancellationToken));
    }

    /// <summary>Logs in at the contract whose logout revokes the access token too.</summary>
    /// <param name="prefix">What stands before the path: <c>__ns/a/</c>.</param>
    public async Task<Tokens> LogInAsync(string user = TestMock.Alice, string prefix = "", string password = TestMock.Password)
    {
        var (status, text) = await SendAsync(
            "POST",
            $"{prefix}nethesis/api/auth/exchange",
            null,
            new { access_token = $"{user}:{password}" }
        );
        Assert.True(status == 200, text);
        var data = System.Text.Json.Nodes.JsonNode.Parse(text)!["data"]!;
        return new Tokens(data["token"]!.GetValue<string>(), data["refresh_token"]!.GetValue<string>());
    }

    public async Task<int> UseAsync(Tokens tokens, string prefix = "") =>
        (await SendAsync("GET", $"{prefix}nethesis/api/me", tokens.Access)).Status;

    public async Task<int> LogOutAsync(Tokens tokens, string prefix = "") =>
        (await SendAsync("POST", $"{prefix}nethesis/api/auth/logout", tokens.Access, new { refresh_token = tokens.Refresh })).Status;

    public async Task<int> RefreshAsync(Tokens tokens) =>
        (await SendAsync("POST", "nethesis/api/auth/refresh", null, new { refresh_token = tokens.Refresh })).Status;

    public async Task<(int Status, string Text)> SendAsync(
        string method,
        string path,
        string? bearer,
        object? body = null,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path)
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        if (request.Content is { } content)
            await content.LoadIntoBufferAsync();
        if (bearer is not null)
            request.Headers.Authorization = new("Bearer", bearer);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>The problem that an operation of the control API answers with.</summary>
    public static async Task<Problem> ProblemOfAsync(int status, Func<Task> operation)
    {
        var refused = await Assert.ThrowsAsync<ApiException<Problem>>(operation);
        Assert.Equal((status, status), (refused.StatusCode, refused.Result.Status));
        return refused.Result;
    }

    public async ValueTask DisposeAsync()
    {
        _control.Dispose();
        _http.Dispose();
        await Mock.DisposeAsync();
    }
}

internal sealed record Tokens(string Access, string Refresh);
