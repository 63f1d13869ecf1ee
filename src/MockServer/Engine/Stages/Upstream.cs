using System.Collections.Immutable;
using System.Net;
using Conformance.Contracts.Model;
using Conformance.MockServer.Engine.Answers;
using Conformance.MockServer.Engine.Logging;
using Conformance.MockServer.Engine.Requests;
using Microsoft.AspNetCore.Http;

namespace Conformance.MockServer.Engine.Stages;

/// <summary>
/// The real server, which answers in the mock's place what no contract documents, and the operations that are left to it: those that <c>x-mock: {upstream: true}</c> marks, and those that are named here.
/// </summary>
public sealed class Upstream : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    private readonly Uri _address;
    private readonly ImmutableHashSet<string> _operations;
    private readonly HttpMessageInvoker _client;

    /// <param name="address">What comes before the contract's own paths, the server's base path included: <c>https://staging.example</c>.</param>
    /// <param name="operations">The ids of operations that are left to it, beside those that the contract marks.</param>
    public Upstream(Uri address, IEnumerable<string> operations)
    {
        ArgumentNullException.ThrowIfNull(address);
        _address = address;
        _operations = [.. operations];
        _client = new HttpMessageInvoker(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                AutomaticDecompression = DecompressionMethods.None,
                ConnectTimeout = TimeSpan.FromSeconds(10),
            }
        );
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    /// <summary>Whether a request is left to it.</summary>
    internal bool Takes(MockRequest request) =>
        request.Operation is { } operation ? operation.IsUpstream || _operations.Contains(operation.Id) : request.Route.Entry is null;

    /// <summary>Hands a request on and its answer back, both as they come.</summary>
    /// <param name="letsOriginsIn">Whether the mock has said already which pages may read the answer.</param>
    /// <param name="fault">The id of a fault that struck before; null where none did.</param>
    internal async ValueTask<RequestOutcome> AnswerAsync(MockRequest request, bool letsOriginsIn, string? fault)
    {
        var http = request.Http;
        var path = request.Path[Math.Min(request.Route.PrefixLength, request.Path.Length)..];
        var target = new Uri(_address.AbsoluteUri.TrimEnd('/') + path + http.Request.QueryString.Value);
        var outcome = new RequestOutcome
        {
            Kind = OutcomeKind.Mapped,
            Mapping = $"upstream {_address.GetLeftPart(UriPartial.Authority)}",
            Fault = fault,
            IsAnswered = true,
            Note = $"answered by {_address.GetLeftPart(UriPartial.Authority)}",
        };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        patience.CancelAfter(Patience);
        HttpResponseMessage answer;
        try
        {
            using var asked = Asked(request, target);
            answer = await _client.SendAsync(asked, patience.Token);
        }
        catch (Exception why)
            when (why is HttpRequestException || why is OperationCanceledException && !http.RequestAborted.IsCancellationRequested)
        {
            var detail =
                $"{target.GetLeftPart(UriPartial.Authority)} did not answer: {(why is HttpRequestException ? why.GetBaseException().Message.TrimEnd('.') : $"it took more than {Patience.TotalSeconds:0} seconds")}. Check --upstream, and that the server runs.";
            return new RequestOutcome
            {
                Kind = OutcomeKind.Failed,
                Problem = new ProblemDetails(StatusCodes.Status502BadGateway, "upstream", detail),
                Fault = fault,
                Note = detail,
            };
        }

        using (answer)
        {
            http.Response.StatusCode = (int)answer.StatusCode;
            foreach (var (name, values) in answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated))
            {
                if (
                    IsOfConnection(name) && !name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)
                    || letsOriginsIn && name.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase)
                )
                    continue;
                http.Response.Headers[name] = values.ToArray();
            }

            try
            {
                await using var body = await answer.Content.ReadAsStreamAsync(http.RequestAborted);
                await body.CopyToAsync(http.Response.Body, http.RequestAborted);
            }
            catch (Exception broken) when (broken is HttpRequestException or IOException && !http.RequestAborted.IsCancellationRequested)
            {
                // A half answer must not look like a whole one.
                http.Abort();
            }
        }

        return outcome;
    }

    private static HttpRequestMessage Asked(MockRequest request, Uri target)
    {
        var http = request.Http.Request;
        var asked = new HttpRequestMessage(new HttpMethod(http.Method), target);
        if (request.Body is { Bytes: { Length: > 0 } read })
            asked.Content = new ReadOnlyMemoryContent(read);
        else if (request.Body is null && (http.ContentLength is > 0 || http.ContentLength is null && RequestBytes.MayHave(http)))
            asked.Content = new StreamContent(http.Body);
        foreach (var (name, values) in http.Headers)
        {
            // A body that was read is no longer in the coding that it was sent in.
            if (
                IsOfConnection(name)
                || name.StartsWith(':')
                || name.Equals("Host", StringComparison.OrdinalIgnoreCase)
                || name.Equals("Content-Encoding", StringComparison.OrdinalIgnoreCase) && request.Body is not null
            )
                continue;
            if (!asked.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
                asked.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }

        return asked;
    }

    private static bool IsOfConnection(string name) =>
        HttpField.IsFraming(name) || name.StartsWith("Proxy-", StringComparison.OrdinalIgnoreCase);
}
