using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Conformance.MockServer.Tests.RemoteDocuments;

/// <summary>A web server on a free port that gives documents, and remembers who asked for what.</summary>
public sealed class DocumentHost : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentDictionary<string, RequestDelegate> _answers = new(StringComparer.Ordinal);

    private DocumentHost(WebApplication application) => _application = application;

    public Uri Address { get; private set; } = null!;

    /// <summary>The requests: path, and the field Authorization where there was one.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public static async Task<DocumentHost> StartAsync(params (string Path, string Text)[] documents)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var application = builder.Build();
        application.Urls.Add("http://127.0.0.1:0");
        var host = new DocumentHost(application);
        application.Run(host.AnswerAsync);
        await application.StartAsync();
        host.Address = new Uri(
            application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()
        );
        foreach (var (path, text) in documents)
            host.Answer(path, http => http.Response.WriteAsync(text));
        return host;
    }

    public void Answer(string path, RequestDelegate answer) => _answers[path] = answer;

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    private Task AnswerAsync(HttpContext http)
    {
        var authorization = http.Request.Headers.Authorization.ToString();
        Requests.Enqueue((http.Request.Path + " " + authorization).Trim());
        if (_answers.TryGetValue(http.Request.Path, out var answer))
            return answer(http);
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
