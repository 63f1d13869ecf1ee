using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text;
using System.Text.Json;
using Conformance.Contracts.Routing;
using Conformance.Proxying.Forwarding;
using Conformance.Proxying.Judging;
using Conformance.Proxying.Tokens;
using Conformance.Proxying.Traffic;
using Conformance.Validation;
using Conformance.Verification.Client;
using Conformance.Verification.Results;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace Conformance.Proxying;

/// <summary>
/// A running proxy before an implementation. Everything passes as it is; what goes to operations of the contract is judged by it on its way, and tokens are followed from the answers that give them to the
/// answers that end them.
/// </summary>
public sealed class TrafficProxy : IAsyncDisposable
{
    // The longest that a connection may be silent: streams are, for as long as they like.
    private static readonly ForwarderRequestConfig Config = new() { ActivityTimeout = TimeSpan.FromDays(1) };

    private static readonly string[] StreamTypes = ["text/event-stream", "multipart/x-mixed-replace"];

    private readonly WatchedContract _contract;
    private readonly TrafficProxyOptions _options;
    private readonly RouteTable<PathEntry> _routes;
    private readonly TokenBook _book;
    private readonly Observations _seen;
    private readonly ContractJudge _judge;
    private readonly TrafficMeter _meter;
    private readonly LoopbackNames? _names;
    private readonly HttpMessageInvoker _target;
    private readonly Uri _origin;
    private readonly DateTimeOffset _startedAt;
    private WebApplication? _app;
    private IHttpForwarder? _forwarder;
    private long _order;

    private TrafficProxy(WatchedContract contract, TrafficProxyOptions options)
    {
        (_contract, _options) = (contract, options);
        var subject = contract.Subject;
        _routes = OperationRoutes.At(subject.Contract, options.BaseUrl);
        _book = new TokenBook(subject.Policy!, options.MaxTokens);
        _seen = new Observations(options.Watch);
        _judge = new ContractJudge(subject, _book, _seen, options.BaseUrl);
        _meter = new TrafficMeter(options.Time);
        _names = IPAddress.IsLoopback(options.Host) ? new LoopbackNames(options.AllowedHosts) : null;
        _origin = new Uri(options.BaseUrl.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped));
        _startedAt = options.Time.GetUtcNow();
        var sockets = Sockets.Open(options.Tls);

        // Octets beyond ASCII pass as they are.
        sockets.RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1;
        sockets.ResponseHeaderEncodingSelector = (_, _) => Encoding.Latin1;
        sockets.EnableMultipleHttp2Connections = true;
        _target = new HttpMessageInvoker(sockets);
    }

    /// <summary>Where it listens, with the port that it was given and the path of the base URL: what a client uses in place of that.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    /// <summary>Starts a proxy.</summary>
    /// <exception cref="IOException">The port is in use, or may not be bound.</exception>
    public static async Task<TrafficProxy> StartAsync(
        WatchedContract contract,
        TrafficProxyOptions options,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(contract);
        ArgumentNullException.ThrowIfNull(options);
        var proxy = new TrafficProxy(contract, options);
        try
        {
            await proxy.ListenAsync(cancellationToken);
            return proxy;
        }
        catch
        {
            await proxy.DisposeAsync();
            throw;
        }
    }

    /// <summary>What was seen so far, as the record of a run.</summary>
    public ContractRun ToRun(TrafficRunSettings? settings = null) =>
        new TrafficRun(_contract.Subject, _contract.Rules, settings ?? new TrafficRunSettings()).Of(
            _seen,
            _meter.Counts with
            {
                Forgotten = _book.Forgotten,
            },
            new Uri(_options.BaseUrl.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped)),
            _startedAt,
            _options.Time.GetUtcNow()
        );

    /// <summary>Waits until at least one request has come, and nothing but streams has been under way for a time.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Task WaitUntilIdleAsync(TimeSpan idle, CancellationToken cancellationToken = default) =>
        _meter.WaitUntilIdleAsync(idle, cancellationToken);

    /// <summary>Stops at once: what is under way is cut off.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_app is { } app)
        {
            try
            {
                await app.StopAsync(new CancellationToken(canceled: true));
            }
            catch (OperationCanceledException)
            {
                // The host was not given time to wait for requests under way, on purpose.
            }

            await app.DisposeAsync();
        }

        _target.Dispose();
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.AllowSynchronousIO = false;
                kestrel.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
                kestrel.ResponseHeaderEncodingSelector = _ => Encoding.Latin1;

                // Whatever the target takes and gives, at its own speed.
                kestrel.Limits.MaxRequestBodySize = null;
                kestrel.Limits.MinRequestBodyDataRate = null;
                kestrel.Limits.MinResponseDataRate = null;
                kestrel.Limits.MaxRequestHeadersTotalSize = 256 * 1024;
                kestrel.Limits.MaxRequestHeaderCount = 1000;
                kestrel.Limits.MaxRequestLineSize = 64 * 1024;
                kestrel.Limits.MaxRequestBufferSize = 256 * 1024 + 64 * 1024;
                kestrel.Listen(_options.Host, _options.Port, listen => listen.Protocols = HttpProtocols.Http1);
            });
        builder.Services.AddLogging(logging => logging.ClearProviders());
        builder.Services.AddHttpForwarder();
        _app = builder.Build();
        _forwarder = _app.Services.GetRequiredService<IHttpForwarder>();
        _app.Run(HandleAsync);
        await _app.StartAsync(cancellationToken);
        var address = _app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        Address = new Uri(new Uri(address), _options.BaseUrl.AbsolutePath);
    }

    private async Task HandleAsync(HttpContext http)
    {
        if (_names?.Accept(http.Request.Headers.Host) == false)
        {
            await TellAsync(
                http,
                StatusCodes.Status403Forbidden,
                "The request came by another name than loopback's, and a proxy on loopback answers to localhost, names under .localhost, 127.0.0.1 and [::1] alone. Use one of those, or start it with --allow-host."
            );
            return;
        }

        var number = _meter.Begin();
        var passage = new Passage(this, http, number);
        try
        {
            await passage.RunAsync();
        }
        finally
        {
            passage.End();
        }
    }

    private PassedExchange Exchange(HttpContext http, long number)
    {
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var end = target.AsSpan().IndexOfAny('?', '#');
        var path =
            target is not ['/', ..] ? http.Request.Path.Value ?? "/"
            : end < 0 ? target
            : target[..end];
        var entry = _routes.Find(path, out var values);
        var method = http.Request.Method;
        var exchange = new PassedExchange(http, number, path, _options.Time.GetUtcNow())
        {
            Begun = Interlocked.Increment(ref _order),
            Url = new Uri(_origin.GetLeftPart(UriPartial.Authority) + (target is ['/', ..] ? target : path)),
            Candidates = OperationRoutes.Candidates(entry, method, values),
            PathValues = values,
        };
        if (entry is not null && exchange.Candidates.Count == 0 && !HttpMethods.IsOptions(method))
            _seen.Note(
                $"{method} {entry.Operations.First().Path}",
                $"The method {method} is not documented there; {entry.Allow} {(entry.Allow.Contains(',', StringComparison.Ordinal) ? "are" : "is")}.",
                exchange.BegunAt,
                number
            );
        return exchange;
    }

    private static async Task TellAsync(HttpContext http, int status, string detail)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/problem+json";
        await http.Response.Body.WriteAsync(
            JsonSerializer.SerializeToUtf8Bytes(
                new Dictionary<string, object>
                {
                    ["type"] = "about:blank",
                    ["title"] = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status),
                    ["status"] = status,
                    ["detail"] = detail,
                }
            ),
            http.RequestAborted
        );
    }

    /// <summary>One request on its way there and back.</summary>
    [SuppressMessage("Design", "CA1001", Justification = "The streams stand around those of the request, which the server disposes of.")]
    private sealed class Passage(TrafficProxy proxy, HttpContext http, long number)
    {
        private readonly long _started = proxy._options.Time.GetTimestamp();
        private PassedExchange _exchange = null!;
        private CopiedRequestBody? _sent;
        private CopiedAnswerBody? _answer;
        private bool _mayEndTokens;
        private bool _isStream;
        private bool _hasEnded;

        public async Task RunAsync()
        {
            _exchange = proxy.Exchange(http, number);
            var isOfContract = _exchange.Candidates.Count > 0;
            if (isOfContract)
            {
                _mayEndTokens = _exchange.Candidates.Any(ContractJudge.MayEndTokens);
                if (_mayEndTokens)
                    proxy._judge.BeginEnding();
                if (http.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true)
                    http.Request.Body = _sent = new CopiedRequestBody(http.Request.Body, proxy._options.MaxBody);
                http.Response.Body = _answer = new CopiedAnswerBody(http.Response.Body, proxy._options.MaxBody);
            }
            else
            {
                proxy._meter.Count(c => c with { Elsewhere = c.Elsewhere + 1 });
            }

            var error = await proxy._forwarder!.SendAsync(
                http,
                proxy._origin.AbsoluteUri,
                proxy._target,
                Config,
                new ProxyHeaders(proxy._origin, AnswerBegins)
            );
            if (error != ForwarderError.None && !WasAnsweredEarly(error))
                await FailAsync(error);
            else if (isOfContract && !_isStream)
                await ConcludeAsync();
        }

        // A target may answer before it has read the request's body, and let go of the rest (RFC 9113, section 8.1): its answer came whole.
        private bool WasAnsweredEarly(ForwarderError error) =>
            _exchange.Status != 0
            && error is (ForwarderError.RequestBodyCanceled or ForwarderError.RequestBodyClient or ForwarderError.RequestBodyDestination);

        public void End()
        {
            if (_mayEndTokens)
                proxy._judge.FinishEnding();
            EndOnce();
        }

        // The target has begun to answer, and the client knows nothing of it yet.
        private void AnswerBegins(int status, ImmutableArray<HeaderLine> headers)
        {
            (_exchange.Status, _exchange.AnswerHeaders) = (status, headers);
            _isStream = status == StatusCodes.Status101SwitchingProtocols || IsStream(headers);
            if (_isStream)
                proxy._meter.Count(c => c with { Streams = c.Streams + 1 });
            if (_answer is not null)
                JudgeBeginning();
            if (_isStream)
                EndOnce();
        }

        private void JudgeBeginning()
        {
            _exchange.RequestBody = Body(_sent?.Copy, http.Request.Headers.ContentEncoding, counts: false);
            _exchange.Operation = ContractJudge.Choose(_exchange);
            if (_isStream)
            {
                // It may have no end, so that it is judged by its beginning.
                _answer!.DoNotKeep();
                Judge();
            }
            else if (_exchange.Operation is { } operation && ContractJudge.ChangesTokens(operation))
            {
                // What it does to tokens has to be known before the client can use them.
                _answer!.Hold();
            }
        }

        private async Task ConcludeAsync()
        {
            _exchange.RequestBody = Body(
                _sent is null ? ReadOnlyMemory<byte>.Empty : _sent.Copy,
                http.Request.Headers.ContentEncoding,
                counts: true
            );
            _exchange.AnswerBody = Body(_answer!.Copy, Lines(_exchange.AnswerHeaders, "Content-Encoding"), counts: true);
            _exchange.Operation = ContractJudge.Choose(_exchange);
            Judge();
            await _answer.ReleaseAsync(http.RequestAborted);
        }

        private void Judge()
        {
            if (_exchange.Operation is not { } operation)
                return;
            _exchange.Duration = proxy._options.Time.GetElapsedTime(_started);
            try
            {
                proxy._judge.Judge(_exchange, Interlocked.Increment(ref proxy._order));
                proxy._meter.Count(c => c with { Judged = c.Judged + 1 });
                if (operation.Role == Contracts.Model.Role.Logout)
                    proxy._meter.CountLogout(operation.ToString());
            }
            catch (Exception defect) when (defect is not OutOfMemoryException)
            {
                // Traffic goes on, whatever is wrong here.
                proxy._meter.Count(c =>
                    c with
                    {
                        Defects = c.Defects + 1,
                        WhyDefect = c.WhyDefect ?? $"{defect.GetType().Name} at {operation}.",
                    }
                );
            }
        }

        private async Task FailAsync(ForwarderError error)
        {
            var isOfClient = http.RequestAborted.IsCancellationRequested;
            var why = NoAnswer.Of(proxy._origin, http.GetForwarderErrorFeature()?.Exception ?? new IOException(error.ToString())).Message;
            if (_answer is not null)
            {
                _exchange.RequestBody = Body(_sent?.Copy, http.Request.Headers.ContentEncoding, counts: false);
                _exchange.Operation = ContractJudge.Choose(_exchange);
                if (!_isStream)
                    proxy._judge.JudgeUnanswered(_exchange);
            }

            if (isOfClient || _isStream)
                return;
            proxy._meter.Count(c => c with { Unanswered = c.Unanswered + 1, WhyUnanswered = c.WhyUnanswered ?? why });
            if (http.Response.HasStarted)
                return;
            http.Response.Body = _answer?.Inner ?? http.Response.Body;
            await TellAsync(http, http.Response.StatusCode, $"conform proxy got no answer. {why}");
        }

        private ReadOnlyMemory<byte>? Body(ReadOnlyMemory<byte>? copy, IEnumerable<string?> coded, bool counts)
        {
            var body = Decoded(copy, coded);
            if (body is null && counts)
                proxy._meter.Count(c => c with { Unread = c.Unread + 1 });
            return body;
        }

        private ReadOnlyMemory<byte>? Decoded(ReadOnlyMemory<byte>? copy, IEnumerable<string?> coded)
        {
            if (copy is not { IsEmpty: false } bytes || ContentCodings.In(coded) is not { Count: > 0 } codings)
                return copy;
            if (!codings.TrueForAll(ContentCodings.IsKnown))
                return null;
            try
            {
                return ContentCodings.Decode(bytes.ToArray(), codings, proxy._options.MaxBody);
            }
            catch (InvalidDataException)
            {
                return null;
            }
        }

        private void EndOnce()
        {
            if (_hasEnded)
                return;
            _hasEnded = true;
            proxy._meter.End();
        }

        private static IEnumerable<string> Lines(ImmutableArray<HeaderLine> headers, string name) =>
            headers.Where(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value);

        private static bool IsStream(ImmutableArray<HeaderLine> headers) =>
            Lines(headers, "Content-Type").Any(t => StreamTypes.Any(s => t.StartsWith(s, StringComparison.OrdinalIgnoreCase)));
    }
}
