using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Xml;

namespace Conformance.Verification.Targets;

/// <summary>The clock of a target that has the mock's control API (specs/mock-admin).</summary>
/// <param name="controlApi">Where the control API answers, such as <c>http://127.0.0.1:4010/__admin</c>.</param>
/// <param name="token">What it asks for beyond loopback; null where it asks for nothing.</param>
public sealed class ControlApiClock(Uri controlApi, string? token = null) : IClockControl, IDisposable
{
    private readonly Uri _clock = new(controlApi.AbsoluteUri.TrimEnd('/') + "/clock");
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };

    /// <inheritdoc/>
    public async Task<DateTimeOffset> NowAsync(CancellationToken cancellation)
    {
        var clock = await SendAsync(HttpMethod.Get, null, cancellation);
        return
            clock.ValueKind == JsonValueKind.Object
            && clock.TryGetProperty("now", out var now)
            && now.ValueKind == JsonValueKind.String
            && DateTimeOffset.TryParse(now.GetString(), CultureInfo.InvariantCulture, out var time)
            ? time
            : throw new ClockException($"{_clock} does not tell the time; expected a JSON object with \"now\".");
    }

    /// <inheritdoc/>
    public Task AdvanceAsync(TimeSpan by, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Put, new { advance = XmlConvert.ToString(by) }, cancellation);

    /// <inheritdoc/>
    public Task ResetAsync(CancellationToken cancellation) => SendAsync(HttpMethod.Put, new { reset = true }, cancellation);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> SendAsync(HttpMethod method, object? body, CancellationToken cancellation)
    {
        try
        {
            using var request = new HttpRequestMessage(method, _clock);
            if (token is not null)
                request.Headers.Authorization = new("Bearer", token);
            if (body is not null)
                request.Content = JsonContent.Create(body);
            using var answer = await _http.SendAsync(request, cancellation);
            if (!answer.IsSuccessStatusCode)
                throw new ClockException(
                    $"{method} {_clock} answered {(int)answer.StatusCode}, and the clock was not moved. Check the address of the control API{(token is null ? "" : " and its token")}."
                );
            return await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation);
        }
        catch (Exception exception)
            when (exception is HttpRequestException or JsonException or IOException
                || (exception is OperationCanceledException && !cancellation.IsCancellationRequested)
            )
        {
            throw new ClockException(
                $"The control API at {_clock} cannot be used: {exception.GetBaseException().Message.TrimEnd('.')}. Check its address.",
                exception
            );
        }
    }
}
