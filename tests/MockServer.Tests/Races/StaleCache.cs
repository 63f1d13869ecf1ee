using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Conformance.MockServer.Tests.Races;

/// <summary>A gateway in front of a mock that asks it once about a token, and answers the next few uses from its memory: what a cached introspection does.</summary>
internal sealed class StaleCache : IAsyncDisposable
{
    private static readonly string[] Credentials = ["Authorization", "x-auth-token", "platform", "uuid"];

    private readonly ConcurrentDictionary<string, Remembered> _memory = [];
    private readonly HttpClient _mock;
    private readonly string _usePath;
    private readonly int _reuses;
    private readonly WebApplication _app;

    private StaleCache(Uri mock, string usePath, int reuses)
    {
        (_mock, _usePath, _reuses) = (
            new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = mock },
            "/" + usePath,
            reuses
        );
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public Uri Address =>
        new(_app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());

    /// <summary>Starts one.</summary>
    /// <param name="mock">With base path and a slash at its end.</param>
    /// <param name="reuses">How many uses of a token are answered from memory before the mock is asked again; 0 for an honest gateway.</param>
    public static async Task<StaleCache> StartAsync(Uri mock, string usePath, int reuses)
    {
        var cache = new StaleCache(mock, usePath, reuses);
        await cache._app.StartAsync();
        return cache;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        _mock.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        var key = request.Path == _usePath ? string.Join(' ', Credentials.Select(name => request.Headers[name].ToString())) : null;
        if (key is not null && _memory.TryGetValue(key, out var remembered) && remembered.TryTake())
        {
            await context.Response.Body.WriteAsync(remembered.Body);
            return;
        }

        using var forwarded = new HttpRequestMessage(new HttpMethod(request.Method), request.Path.Value!.TrimStart('/'));
        foreach (var name in Credentials.Where(request.Headers.ContainsKey))
            forwarded.Headers.TryAddWithoutValidation(name, request.Headers[name].ToString());
        if (request.ContentType is { } type)
        {
            forwarded.Content = new StreamContent(request.Body);
            forwarded.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        using var answer = await _mock.SendAsync(forwarded);
        var body = await answer.Content.ReadAsByteArrayAsync();
        if (key is not null && answer.StatusCode == HttpStatusCode.OK && _reuses > 0)
            _memory[key] = new Remembered(body, _reuses);
        context.Response.StatusCode = (int)answer.StatusCode;
        await context.Response.Body.WriteAsync(body);
    }

    private sealed class Remembered(byte[] body, int reuses)
    {
        private int _left = reuses;

        public byte[] Body { get; } = body;

        public bool TryTake() => Interlocked.Decrement(ref _left) >= 0;
    }
}
