namespace Conformance.Reference.Tests.Dialects;

/// <summary>A user agent of one API, on one server.</summary>
internal sealed class Caller(Uri address, Dialect dialect) : IDisposable
{
    public const string Alice = "alice@example.com";
    public const string Bob = "bob@example.com";
    public const string Password = "open-sesame-1";

    private readonly HttpClient _http = new() { BaseAddress = address };

    public Dialect Dialect { get; } = dialect;

    public async Task<Reply> SendAsync(HttpRequestMessage request, Action<HttpRequestMessage>? change = null)
    {
        change?.Invoke(request);
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return await Reply.OfAsync(response);
    }

    /// <summary>Logs a user in, which has to work.</summary>
    public async Task<TokenPair> LoginAsync(string user = Alice)
    {
        var (tokens, reply) = await TryLoginAsync(user, Password);
        Assert.Equal(200, reply.Status);
        return tokens;
    }

    /// <summary>Logs a user in, or fails to.</summary>
    public async Task<(TokenPair Tokens, Reply Reply)> TryLoginAsync(string user, string password)
    {
        var tokens = TokenPair.None;
        if (Dialect.BeforeLogin() is { } before)
            tokens = Dialect.Read((await SendAsync(before)).Json!, tokens);
        var reply = await SendAsync(Dialect.Login(user, password, tokens.Second));
        return (reply.Status == 200 ? Dialect.Read(reply.Json!, tokens) : tokens, reply);
    }

    public Task<Reply> UseAsync(string? access, Action<HttpRequestMessage>? change = null) => SendAsync(Dialect.Use(access), change);

    public Task<Reply> RefreshAsync(string? token, Action<HttpRequestMessage>? change = null) => SendAsync(Dialect.Refresh(token), change);

    public Task<Reply> LogoutAsync(string? access, string? second, Action<HttpRequestMessage>? change = null) =>
        SendAsync(Dialect.Logout(access, second), change);

    public Task<Reply> LogoutAsync(TokenPair tokens, Action<HttpRequestMessage>? change = null) =>
        LogoutAsync(tokens.Access, tokens.Second, change);

    /// <summary>Uses what a logout ends: the access token, but SIG's refresh token.</summary>
    public Task<Reply> UseWhatEndsAsync(TokenPair tokens) => Dialect is SigDialect ? RefreshAsync(tokens.Second) : UseAsync(tokens.Access);

    public void Dispose() => _http.Dispose();
}
