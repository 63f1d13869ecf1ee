using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Conformance.Documents.Files;

/// <summary>
/// Documents over HTTP. Redirects are followed within an origin alone, cookies are not kept, and a password in the first URL is sent to that URL's origin
/// and to no other. The proxy of the environment is used, except for this machine's own addresses.
/// </summary>
public sealed class HttpSource : IDocumentSource, IDisposable
{
    private const int MostRedirects = 5;

    private readonly SetLimits _limits;
    private readonly Uri? _first;
    private readonly AuthenticationHeaderValue? _credentials;
    private readonly HttpClient _proxied = Client(useProxy: true);
    private readonly HttpClient _direct = Client(useProxy: false);
    private TimeSpan _spent;

    /// <param name="first">The URL that the user named, perhaps with a user name and password; null where it was no URL.</param>
    public HttpSource(Uri? first, SetLimits limits)
    {
        (_first, _limits) = (first, limits);
        if (first is { UserInfo.Length: > 0 })
        {
            var text = Uri.UnescapeDataString(first.UserInfo);
            _credentials = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(text)));
        }
    }

    /// <inheritdoc/>
    public Fetched Fetch(Uri uri, int maxBytes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(uri);
        var left = _limits.TotalTimeout - _spent;
        if (left <= TimeSpan.Zero)
        {
            return Fetched.Failed(
                uri,
                $"Reading over HTTP has taken {_limits.TotalTimeout.TotalSeconds:0} seconds in all.",
                "Save the documents and name the local copy."
            );
        }

        var start = Stopwatch.GetTimestamp();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(left < _limits.RequestTimeout ? left : _limits.RequestTimeout);
        try
        {
            return Follow(DocumentUri.Bare(uri), maxBytes, deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Fetched.Failed(
                uri,
                $"{uri} has not answered within {_limits.RequestTimeout.TotalSeconds:0} seconds.",
                "Check the URL, or save the document and name the local copy."
            );
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return Fetched.Failed(
                uri,
                $"{uri} cannot be read: {e.GetBaseException().Message.TrimEnd('.')}.",
                "Check the URL and the network, or save the document and name the local copy."
            );
        }
        finally
        {
            _spent += Stopwatch.GetElapsedTime(start);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _proxied.Dispose();
        _direct.Dispose();
    }

    private static HttpClient Client(bool useProxy) =>
        new(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                UseProxy = useProxy,
                AutomaticDecompression = DecompressionMethods.All,
            }
        )
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };

    private Fetched Follow(Uri uri, int maxBytes, CancellationToken cancellation)
    {
        for (var (at, redirects) = (uri, 0); ; redirects++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, at);
            request.Headers.TryAddWithoutValidation("Accept", "application/json, application/yaml, text/yaml, text/plain, */*");
            request.Headers.TryAddWithoutValidation("User-Agent", "conform");
            if (_first is not null && DocumentUri.SameOrigin(at, _first))
                request.Headers.Authorization = _credentials;
            using var response = (at.IsLoopback ? _direct : _proxied).Send(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if ((int)response.StatusCode is 301 or 302 or 303 or 307 or 308 && response.Headers.Location is { } location)
            {
                var next = DocumentUri.Bare(new Uri(at, location));
                if (Refusal(at, next, redirects) is { } refusal)
                    return Fetched.Failed(uri, refusal, "Name the URL that it leads to.");
                at = next;
                continue;
            }

            if (!response.IsSuccessStatusCode)
            {
                return Fetched.Failed(
                    uri,
                    $"{at} answers with the status {(int)response.StatusCode}; expected 200 and the document.",
                    "Check the URL in a browser."
                );
            }

            using var stream = response.Content.ReadAsStream(cancellation);
            using var stopped = cancellation.Register(stream.Dispose);
            var bytes = ReadAll(stream, maxBytes, cancellation);
            return new Fetched(bytes, at, response.Content.Headers.ContentType?.MediaType, null);
        }
    }

    // A read that the deadline closed fails in ways of its own; what it means is that time is over.
    private static ReadOnlyMemory<byte> ReadAll(Stream stream, int maxBytes, CancellationToken cancellation)
    {
        try
        {
            return LocalSource.ReadAll(stream, maxBytes, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException && cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException("The time for the document is over.", e, cancellation);
        }
    }

    private static string? Refusal(Uri from, Uri to, int redirects)
    {
        if (redirects >= MostRedirects)
            return $"{from} redirects more than {MostRedirects} times.";
        return DocumentUri.IsRemote(to) && DocumentUri.SameOrigin(from, to)
            ? null
            : $"{from} redirects to {to}, which is another origin and is not followed.";
    }
}
