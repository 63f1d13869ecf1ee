using System.Buffers;
using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Conformance.Contracts.Model;
using Conformance.Verification.Evidence;
using Conformance.Verification.Results;

namespace Conformance.Verification.Client;

/// <summary>Sends requests to a target as they are: no cookies kept, no redirect followed, nothing added that a contract might speak of.</summary>
internal sealed class HttpChannel : IDisposable
{
    // Bytes.
    private const int LongestAnswer = 4 * 1024 * 1024;

    private static readonly TimeSpan FirstEvent = TimeSpan.FromSeconds(1);

    // All but the tabulator.
    private static readonly SearchValues<char> Controls = SearchValues.Create([
        .. Enumerable.Range(0, ' ').Where(c => c != '\t').Select(c => (char)c),
        '\x7f',
    ]);

    private readonly Target _target;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _http;
    private readonly Lazy<HttpMessageInvoker> _same;
    private readonly RequestRate _rate;
    private readonly BaseAddress _address;
    private readonly RetryBudget _budget;
    private int _sent;

    /// <param name="logout">The operation whose documented base paths say where the contract begins.</param>
    public HttpChannel(Target target, Operation logout, TimeProvider time)
    {
        (_target, _time) = (target, time);
        _rate = new RequestRate(target.RateLimit, time);
        _http = new HttpMessageInvoker(target.Handler ?? Sockets.Open(target.Tls), disposeHandler: target.Handler is null);
        _same = new Lazy<HttpMessageInvoker>(OpenOne);
        _address = new BaseAddress(target.BaseUrl, logout.BasePaths);
        _budget = new RetryBudget(target.MaxWait, time);
    }

    /// <summary>How many requests were sent.</summary>
    public int Sent => Volatile.Read(ref _sent);

    /// <summary>How a target's address begins requests.</summary>
    public BaseAddress Address => _address;

    /// <summary>The proxy that the environment puts between here and the target; null where there is none.</summary>
    /// <exception cref="TargetException">A variable names no proxy.</exception>
    public NamedProxy? Proxy
    {
        get
        {
            try
            {
                return _target.Handler is null ? EnvironmentProxy.OfProcess.For(_address.Url) : null;
            }
            catch (ProxyException exception)
            {
                throw NoAnswer.Of(_address.Url, exception);
            }
        }
    }

    /// <summary>Sends a request; after a failed connection again, as often as the target allows.</summary>
    /// <exception cref="TargetException">No answer came.</exception>
    public async Task<RecordedAnswer> SendAsync(
        string method,
        Uri url,
        ImmutableArray<HeaderLine> headers,
        string? contentType,
        string? body,
        CancellationToken cancellationToken,
        ConnectionUse connection = ConnectionUse.Any,
        Version? version = null
    )
    {
        CheckHeaders(method, url, headers, contentType);

        // Asked before the library does, which would go without a proxy where its variable is wrong.
        var proxy = Proxy;
        for (var attempt = 0; ; attempt++)
        {
            await _budget.WaitAsync(cancellationToken);
            await _rate.WaitAsync(cancellationToken);
            Interlocked.Increment(ref _sent);
            using var late = new CancellationTokenSource(_target.RequestTimeout, _time);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
            try
            {
                using var request = Request(method, url, headers, contentType, body);
                if (version is not null)
                    (request.Version, request.VersionPolicy) = (version, HttpVersionPolicy.RequestVersionExact);
                using var own = connection == ConnectionUse.New ? OpenOne() : null;
                var http = own ?? (connection == ConnectionUse.Same ? _same.Value : _http);
                using var response = await http.SendAsync(request, limit.Token);
                if (response.StatusCode == HttpStatusCode.ProxyAuthenticationRequired && proxy is not null)
                    throw NoAnswer.Of(proxy, url);
                if (_budget.Takes(response))
                    continue;
                var isStream = EventStream.Is(response.Content.Headers.ContentType);
                return new RecordedAnswer(
                    (int)response.StatusCode,
                    Lines(response),
                    isStream ? await ReadBeginningAsync(response, limit.Token) : await ReadAsync(response, limit.Token)
                );
            }
            catch (TargetException)
            {
                throw;
            }
            catch (HttpRequestException exception) when (NoAnswer.IsUnconnected(exception) && attempt < _target.Retries)
            {
                // The request never left; sending it again changes nothing at the target.
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw;
            }
            catch (OperationCanceledException exception) when (late.IsCancellationRequested)
            {
                throw new TargetException(
                    $"{method} {url} was not answered within {_target.RequestTimeout.TotalSeconds:0.##} s.",
                    isUnreachable: false,
                    exception
                );
            }
            catch (Exception exception)
            {
                throw NoAnswer.Of(url, exception, proxy);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _http.Dispose();
        if (_same.IsValueCreated)
            _same.Value.Dispose();
    }

    // A test server's handler knows no connections.
    private HttpMessageInvoker OpenOne()
    {
        if (_target.Handler is { } handler)
            return new HttpMessageInvoker(handler, disposeHandler: false);
        var sockets = Sockets.Open(_target.Tls);
        sockets.MaxConnectionsPerServer = 1;
        return new HttpMessageInvoker(sockets);
    }

    // RFC 9110, section 5.5. A token that a target gave may hold anything, and a line break in a header would begin another one.
    private static void CheckHeaders(string method, Uri url, ImmutableArray<HeaderLine> headers, string? contentType)
    {
        foreach (var (name, value) in contentType is null ? headers : headers.Add(new HeaderLine("Content-Type", contentType)))
        {
            var at = value.AsSpan().IndexOfAny(Controls);
            if (at >= 0)
                throw new TargetException(
                    $"{method} {url.AbsolutePath} cannot be sent: its header {name} would hold the control character U+{(int)value[at]:X4}, which no header may (RFC 9110, section 5.5). See where its value comes from: a token, or a value of the configuration.",
                    isUnreachable: false
                );
        }
    }

    private static HttpRequestMessage Request(string method, Uri url, ImmutableArray<HeaderLine> headers, string? contentType, string? body)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), url);
        if (body is not null || contentType is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body ?? ""));
            if (contentType is not null)
                request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }
        else if (method is "POST" or "PUT" or "PATCH")
        {
            // Content-Length: 0, as RFC 9110, section 8.6 asks for where a body would be meant.
            request.Content = new ByteArrayContent([]);
        }

        foreach (var (name, value) in headers)
        {
            // The library keeps headers such as Content-Language apart, with the body.
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content?.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    /// <summary>The header fields of an answer as they came, those of its content with them.</summary>
    internal static ImmutableArray<HeaderLine> Lines(HttpResponseMessage response)
    {
        var lines = ImmutableArray.CreateBuilder<HeaderLine>();
        Add(response.Headers.NonValidated);
        Add(response.Content.Headers.NonValidated);
        return lines.ToImmutable();

        void Add(HttpHeadersNonValidated headers)
        {
            foreach (var (name, values) in headers)
                lines.AddRange(values.Select(v => new HeaderLine(name, v)));
        }
    }

    /// <summary>Sends a request whose answer stays open, once, on a connection of its own; the answer, of which nothing has been read, and the stream, null where it is none.</summary>
    /// <exception cref="TargetException">No answer came.</exception>
    public async Task<(RecordedAnswer Answer, EventStream? Stream)> OpenAsync(
        string method,
        Uri url,
        ImmutableArray<HeaderLine> headers,
        string? contentType,
        string? body,
        CancellationToken cancellationToken
    )
    {
        CheckHeaders(method, url, headers, contentType);
        await _rate.WaitAsync(cancellationToken);
        Interlocked.Increment(ref _sent);
        using var late = new CancellationTokenSource(_target.RequestTimeout, _time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        var own = OpenOne();
        try
        {
            using var request = Request(method, url, headers, contentType, body);
            var response = await own.SendAsync(request, limit.Token);
            var answer = new RecordedAnswer((int)response.StatusCode, Lines(response), ReadOnlyMemory<byte>.Empty);
            if (EventStream.Is(response.Content.Headers.ContentType))
                return (answer, new EventStream(response, own));
            response.Dispose();
            own.Dispose();
            return (answer, null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            own.Dispose();
            throw NoAnswer.Of(url, exception);
        }
    }

    // A stream has no end to wait for: its first event, or what comes of it in a second, is its body.
    private async Task<ReadOnlyMemory<byte>> ReadBeginningAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var soon = new CancellationTokenSource(FirstEvent, _time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, soon.Token);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[16 * 1024];
        var count = 0;
        try
        {
            while (
                count < buffer.Length
                && !buffer.AsSpan(0, count).EndsWith("\n\n"u8)
                && await stream.ReadAsync(buffer.AsMemory(count), limit.Token) is var read and > 0
            )
                count += read;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nothing came yet.
        }

        return buffer.AsMemory(0, count);
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await stream.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            if (body.Length + read > LongestAnswer)
                throw new AnswerTooLongException(LongestAnswer);
            body.Write(buffer, 0, read);
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }
}

/// <summary>
/// How the address of a target and the base paths that a contract documents come together: a path in the address takes the place of the documented one; an address without a path
/// gets the first documented one. User information in the address is left out; a header says who is asking.
/// </summary>
internal sealed class BaseAddress
{
    private readonly string _base;
    private readonly ImmutableArray<string> _documented;

    public BaseAddress(Uri baseUrl, ImmutableArray<string> documented)
    {
        _documented = documented;
        var path = baseUrl.AbsolutePath.TrimEnd('/');
        _base = baseUrl.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped) + (path.Length == 0 ? documented[0] : path);
    }

    /// <summary>Where requests go that name no base path of their own.</summary>
    public Uri Url => new(_base);

    /// <summary>Whether other documented base paths can be reached: the target's ends with one of them.</summary>
    public bool KnowsBasePaths => Ending() is not null;

    /// <summary>Where a request goes.</summary>
    public Uri UrlOf(RequestDraft draft)
    {
        var own = draft.BasePath ?? (draft.Operation.BasePaths.SequenceEqual(_documented) ? null : draft.Operation.BasePaths[0]);
        var start = own is not null && Ending() is { } ending ? _base[..^ending.Length] + own : _base;
        return draft.RawPath is not null
            ? new Uri(start + draft.Resource, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true })
            : new Uri(start + draft.Resource);
    }

    private string? Ending() =>
        _documented
            .Where(p => p.Length > 0 ? _base.EndsWith(p, StringComparison.Ordinal) : new Uri(_base).AbsolutePath == "/")
            .OrderByDescending(p => p.Length)
            .FirstOrDefault();
}

/// <summary>Spreads requests evenly, so that no second has more than a target allows.</summary>
/// <param name="perSecond">Null for no limit.</param>
internal sealed class RequestRate(int? perSecond, TimeProvider time)
{
    private readonly Lock _gate = new();
    private DateTimeOffset _next = DateTimeOffset.MinValue;

    /// <summary>Waits for the next free moment.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        if (perSecond is not { } limit)
            return Task.CompletedTask;
        TimeSpan wait;
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (_next < now)
                _next = now;
            wait = _next - now;
            _next += TimeSpan.FromSeconds(1d / limit);
        }

        return wait > TimeSpan.Zero ? Task.Delay(wait, time, cancellationToken) : Task.CompletedTask;
    }
}
