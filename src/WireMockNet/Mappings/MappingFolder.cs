using System.Collections.Immutable;
using System.Threading.Channels;
using Conformance.Documents;
using Conformance.Documents.Watching;
using Conformance.MockServer.Engine.Answers;
using Conformance.MockServer.Engine.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using WireMock.Server;
using WireMock.Settings;

namespace Conformance.WireMockNet.Mappings;

/// <summary>
/// A folder of mappings in WireMock.Net's JSON format, which WireMock.Net matches and answers. Its matcher is not public, so one of its servers is started, and what would
/// answer requests there is asked within the process: its port, on loopback, answers nobody.
/// </summary>
public sealed class MappingFolder : IStubMappings, IAsyncDisposable
{
    // An editor writes a file in several steps.
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan WithoutEvents = TimeSpan.FromMilliseconds(500);

    private readonly string _folder;
    private readonly MappingFiles _files;
    private readonly Action<MappingReading> _tell;
    private readonly MatchRecorder _recorder = new();
    private readonly WireMockServer _server;
    private readonly FileEvents? _events;
    private readonly CancellationTokenSource _stopped = new();
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );
    private readonly Task _reloading;
    private RequestDelegate _pipeline = _ => Task.CompletedTask;
    private ImmutableDictionary<Guid, string> _names = [];

    private MappingFolder(string folder, Problems problems, Action<MappingReading> tell)
    {
        (_folder, _files, _tell) = (folder, new MappingFiles(folder), tell);
        _server = WireMockServer.Start(
            new WireMockServerSettings
            {
                Urls = ["http://127.0.0.1:0"],
                Logger = _recorder,
                MaxRequestLogCount = 0,
                AllowPartialMapping = false,
                AllowCSharpCodeMatcher = false,
                FileSystemHandler = new BodyFiles(folder),
                PreWireMockMiddlewareInit = app => ((IApplicationBuilder)app).Use(Take),
            }
        );
        Load(problems);
        _events = FileEvents.Of(folder, below: true, _ => _changes.Writer.TryWrite(true), out var why);
        _reloading = ReloadAsync();
        if (why is not null)
            _tell(new MappingReading(Count, []) { Sentence = why });
    }

    /// <summary>How many mappings there are.</summary>
    public int Count => _names.Count;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Names => [.. _names.Values.Order(StringComparer.Ordinal)];

    /// <summary>Reads a folder, and begins to read again what is saved in it.</summary>
    /// <param name="folder">The folder. Each <c>.json</c> file in it and below it holds a mapping or an array of them; what lies in folders called <c>__files</c> is for bodies.</param>
    /// <param name="problems">Is told what is wrong, with its place; null is returned where something is.</param>
    /// <param name="tell">Is told what came of each later reading. Called on another thread.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static async Task<MappingFolder?> OpenAsync(string folder, Problems problems, Action<MappingReading> tell)
    {
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"There is no folder \"{folder}\".");
        var opened = new MappingFolder(Path.GetFullPath(folder), problems, tell);
        if (!problems.HasErrors)
            return opened;
        await opened.DisposeAsync();
        return null;
    }

    /// <inheritdoc/>
    public async ValueTask<MappedAnswer?> FindAsync(HttpContext http, string path, ReadOnlyMemory<byte> body)
    {
        var exchange = BufferedExchange.Of(http, path, body);

        // The engine has unpacked what was compressed.
        exchange.Http.Request.Headers.ContentEncoding = default;

        // The path's own host is what templates name; where a request has none that can stand in a URL, WireMock.Net would fail.
        if (!Uri.TryCreate($"http://{exchange.Http.Request.Host.Value}/", UriKind.Absolute, out _))
            exchange.Http.Request.Host = new HostString("localhost");
        var match = _recorder.Begin();
        await _pipeline(exchange.Http).WaitAsync(http.RequestAborted);
        if (match.Mapping is not { } id)
            return null;
        await exchange.CompleteAsync();
        var answer = exchange.Http.Response;
        return new MappedAnswer(
            _names.GetValueOrDefault(id) ?? id.ToString(),
            answer.StatusCode,
            [.. answer.Headers.Where(h => h.Key != "Date").Select(h => KeyValuePair.Create(h.Key, h.Value))],
            exchange.Answer
        )
        {
            Failure = match.Failure,
        };
    }

    /// <summary>What there is, for people: <c>3 of ./mappings, before the contracts</c>.</summary>
    public override string ToString() => $"{Count} of {_folder}, which answer before the contracts do";

    /// <summary>Stops to read again, and lets WireMock.Net go.</summary>
    public async ValueTask DisposeAsync()
    {
        _events?.Dispose();
        await _stopped.CancelAsync();
        await _reloading;
        _server.Dispose();
        _stopped.Dispose();
    }

    private RequestDelegate Take(RequestDelegate next)
    {
        _pipeline = next;
        return http =>
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        };
    }

    private async Task ReloadAsync()
    {
        try
        {
            for (var stamp = _events is null ? StampOf() : ""; await ChangesAsync(stamp); stamp = _events is null ? StampOf() : "")
            {
                await Task.Delay(Settling, TimeProvider.System, _stopped.Token);
                _changes.Reader.TryRead(out _);
                var problems = new Problems();
                if (Load(problems) || problems.Count > 0)
                    _tell(new MappingReading(Count, problems));
            }
        }
        catch (OperationCanceledException)
        {
            // The folder was let go.
        }
    }

    // Where the system has no events for us, a look from time to time does.
    private async ValueTask<bool> ChangesAsync(string stamp)
    {
        if (_events is not null)
            return await _changes.Reader.WaitToReadAsync(_stopped.Token);
        while (StampOf() == stamp)
            await Task.Delay(WithoutEvents, TimeProvider.System, _stopped.Token);
        return true;
    }

    private string StampOf()
    {
        try
        {
            return string.Join(
                '\n',
                new DirectoryInfo(_folder)
                    .EnumerateFiles("*", SearchOption.AllDirectories)
                    .Select(f => $"{f.FullName} {f.Length} {f.LastWriteTimeUtc.Ticks}")
                    .Order(StringComparer.Ordinal)
            );
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>Reads what is new or changed, and takes away what is gone. Of a file that is wrong, what it held before stays.</summary>
    /// <returns>Whether anything is otherwise than before.</returns>
    private bool Load(Problems problems)
    {
        var read = _files.Read(problems);
        var refused = new HashSet<Guid>();
        foreach (var mapping in read.Where(m => m.IsNew))
        {
            try
            {
                _server.WithMapping(mapping.Json);
            }
            catch (Exception why)
            {
                // WireMock.Net says in exceptions of many types what it cannot take.
                problems.Add(mapping.Refused(why));
                _files.Forget(mapping.File);
                refused.Add(mapping.Id);
            }
        }

        var names = read.Where(m => !refused.Contains(m.Id) || _names.ContainsKey(m.Id)).ToImmutableDictionary(m => m.Id, m => m.Name);
        var gone = _names.Keys.Except(names.Keys).ToList();
        foreach (var id in gone)
            _server.DeleteMapping(id);
        _names = names;
        return gone.Count > 0 || read.Any(m => m.IsNew);
    }
}

/// <summary>What came of a reading.</summary>
/// <param name="Mappings">How many mappings there are now.</param>
/// <param name="Problems">What is wrong; a file that is wrong was passed over.</param>
public sealed record MappingReading(int Mappings, Problems Problems)
{
    /// <summary>What else is to be told; null for nothing, where the reading itself is.</summary>
    public string? Sentence { get; init; }
}
