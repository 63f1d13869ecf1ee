using System.Diagnostics.CodeAnalysis;
using Conformance.Contracts.Model;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Conformance.MockServer.Engine.Requests;

/// <summary>
/// A request whose body was read, and the answer to it, in memory: what answers it can be asked in the place of the server that the request came to, and
/// what it answers can be looked at before anything is sent.
/// </summary>
[SuppressMessage(
    "Design",
    "CA1001:Types that own disposable fields should be disposable",
    Justification = "A stream in memory holds nothing to let go."
)]
internal sealed class BufferedExchange : IHttpRequestLifetimeFeature
{
    private readonly HttpContext? _original;
    private readonly MemoryStream _answer = new();
    private readonly StartedResponse _response = new();

    /// <param name="original">The request that is behind it.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="breaksOriginal">Whether the original's connection breaks where this one is broken.</param>
    private BufferedExchange(HttpContext original, HttpRequestFeature request, bool breaksOriginal = true)
    {
        (_original, RequestAborted) = (breaksOriginal ? original : null, original.RequestAborted);
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(request);
        features.Set<IHttpResponseFeature>(_response);
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(_answer));
        features.Set<IHttpRequestLifetimeFeature>(this);

        // Who called is the same here and there.
        features.Set(original.Features.Get<IHttpConnectionFeature>());
        features.Set(original.Features.Get<ITlsConnectionFeature>());
        Http = new DefaultHttpContext(features);
    }

    /// <summary>The request and its answer, for what answers.</summary>
    public HttpContext Http { get; }

    /// <summary>Whether the connection was broken on purpose.</summary>
    public bool IsAborted { get; private set; }

    /// <summary>The answer's body, once it is complete.</summary>
    public ReadOnlyMemory<byte> Answer => _answer.GetBuffer().AsMemory(0, (int)_answer.Length);

    /// <inheritdoc/>
    public CancellationToken RequestAborted { get; set; }

    /// <summary>Takes a request as it came, with the body that was read of it.</summary>
    public static BufferedExchange Of(HttpContext original, ReadOnlyMemory<byte> body) =>
        new(original, RequestOf(original, original.Request.Path, TargetOf(original), body));

    /// <summary>The same for another path.</summary>
    /// <param name="path">The path, percent-encoded.</param>
    public static BufferedExchange Of(HttpContext original, string path, ReadOnlyMemory<byte> body) =>
        new(original, RequestOf(original, PathString.FromUriComponent(path), path + original.Request.QueryString.Value, body));

    /// <summary>A request that was never sent over the network, asked by another one whose connection it cannot break.</summary>
    /// <param name="target">The path and the query, percent-encoded.</param>
    public static BufferedExchange Of(
        HttpContext original,
        string method,
        string target,
        IEnumerable<KeyValuePair<string, string>> headers,
        ReadOnlyMemory<byte>? body
    )
    {
        var end = target.AsSpan().IndexOfAny('?', '#');
        IHeaderDictionary fields = new HeaderDictionary();
        fields.Host = original.Request.Headers.Host;
        foreach (var (name, value) in headers.Where(h => !HttpField.IsFraming(h.Key)))
            fields[name] = name.Equals("Host", StringComparison.OrdinalIgnoreCase) ? value : StringValues.Concat(fields[name], value);
        fields.ContentLength = body?.Length;
        return new BufferedExchange(
            original,
            new HttpRequestFeature
            {
                Protocol = original.Request.Protocol,
                Scheme = original.Request.Scheme,
                Method = method,
                Path = PathString.FromUriComponent(end < 0 ? target : target[..end]),
                QueryString = end < 0 || target[end] == '#' ? "" : target[end..],
                RawTarget = target,
                Headers = fields,
                Body = new MemoryStream((body ?? default).ToArray(), writable: false),
            },
            breaksOriginal: false
        );
    }

    /// <inheritdoc/>
    public void Abort()
    {
        IsAborted = true;
        _original?.Abort();
    }

    /// <summary>Has the answer begun and ended, as a server does when what answers has returned.</summary>
    public async Task CompleteAsync()
    {
        await _response.StartAsync();
        await Http.Response.CompleteAsync();
    }

    private static string TargetOf(HttpContext original) => original.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;

    private static HttpRequestFeature RequestOf(HttpContext original, PathString path, string target, ReadOnlyMemory<byte> body)
    {
        var from = original.Request;
        IHeaderDictionary headers = new HeaderDictionary(from.Headers.Count);
        foreach (var (name, value) in from.Headers)
            headers[name] = value;
        if (body.Length > 0 || from.ContentLength is not null || headers.TransferEncoding.Count > 0)
        {
            headers.Remove("Transfer-Encoding");
            headers.ContentLength = body.Length;
        }

        return new HttpRequestFeature
        {
            Protocol = from.Protocol,
            Scheme = from.Scheme,
            Method = from.Method,
            PathBase = from.PathBase,
            Path = path,
            QueryString = from.QueryString.Value ?? "",
            RawTarget = target,
            Headers = headers,
            Body = new MemoryStream(body.ToArray(), writable: false),
        };
    }

    // The framework's own feature, which has no server behind it, forgets what is to be done when the answer starts.
    private sealed class StartedResponse : HttpResponseFeature
    {
        private readonly Stack<(Func<object, Task> Callback, object State)> _starting = new();

        public override void OnStarting(Func<object, Task> callback, object state) => _starting.Push((callback, state));

        public async Task StartAsync()
        {
            while (_starting.TryPop(out var next))
                await next.Callback(next.State);
        }
    }
}
