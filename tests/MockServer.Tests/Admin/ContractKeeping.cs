using System.Collections.Concurrent;
using Conformance.Contracts;
using Conformance.Contracts.Loading;
using Conformance.TestKit;
using Conformance.Validation;

namespace Conformance.MockServer.Tests.Admin;

/// <summary>Holds every answer of the control API against <c>specs/mock-admin/openapi.yaml</c>, and takes note of the documented statuses that it met.</summary>
internal sealed class ContractKeeping() : DelegatingHandler(new SocketsHttpHandler { UseCookies = false })
{
    private readonly ConcurrentDictionary<(string Operation, int Status), bool> _met = new();

    /// <summary>The control API's own contract.</summary>
    public static Contract Contract { get; } = TestMock.Load(ContractSource.FromFolder(Repository.PathOf("specs", "mock-admin"))!);

    public IEnumerable<(string Operation, int Status)> Met => _met.Keys;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        var path = request.RequestUri!.AbsolutePath;
        if (path.StartsWith("/__ns/", StringComparison.Ordinal))
            path = path[path.IndexOf('/', "/__ns/".Length)..];
        if (Contract.Routes.Find(path, out var values)?.For(request.Method.Method, values) is not { } operation)
            return response;

        await response.Content.LoadIntoBufferAsync(cancellationToken);
        var received = new Received(request.Method.Method, response, await response.Content.ReadAsByteArrayAsync(cancellationToken));
        var violations = ResponseValidator.Validate(operation, received);
        Assert.True(
            violations.Count == 0,
            $"{operation} answered {received.Status}: {string.Join(" ", violations.Select(v => v.Message))}\n{System.Text.Encoding.UTF8.GetString(received.Body.Span)}"
        );
        _met[(operation.Id, received.Status)] = true;
        return response;
    }

    private sealed record Received(string Method, HttpResponseMessage Response, ReadOnlyMemory<byte> Body) : IResponseView
    {
        public int Status => (int)Response.StatusCode;

        public string? ContentType => Response.Content.Headers.ContentType?.ToString();

        public IReadOnlyList<string> Header(string name) =>
            Response.Headers.TryGetValues(name, out var values) || Response.Content.Headers.TryGetValues(name, out values)
                ? [.. values]
                : [];
    }
}
