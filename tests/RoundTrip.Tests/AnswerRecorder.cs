namespace Conformance.RoundTrip.Tests;

/// <summary>Keeps the last answer as it came over the wire, and fails where the mock says that it broke its contract.</summary>
internal sealed class AnswerRecorder() : DelegatingHandler(new SocketsHttpHandler { UseCookies = false })
{
    public (int Status, string Text) Last { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        Last = ((int)response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
        Assert.False(response.Headers.TryGetValues("Conform-Broken-Contract", out var how), string.Join("; ", how ?? []));
        return response;
    }
}
