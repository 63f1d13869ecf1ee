using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Xml;
using Conformance.Verification.Evidence;

namespace Conformance.Verification.Client;

/// <summary>Moves the clock that a target's tokens live by. While one scenario moves it no other one runs.</summary>
public interface IClockControl
{
    /// <summary>What the target takes for the present.</summary>
    Task<DateTimeOffset> NowAsync(CancellationToken cancellationToken);

    /// <summary>Moves the clock forward.</summary>
    Task AdvanceAsync(TimeSpan by, CancellationToken cancellationToken);

    /// <summary>Sets the clock right again.</summary>
    Task ResetAsync(CancellationToken cancellationToken);
}

/// <summary>The target's clock could not be moved or read. The message is a sentence for people.</summary>
public sealed class ClockException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The clock of a target that runs in this process.</summary>
/// <param name="clock">What the target takes for the present.</param>
/// <param name="advance">Moves it forward.</param>
/// <param name="reset">Sets it right again.</param>
public sealed class InProcessClock(TimeProvider clock, Action<TimeSpan> advance, Action reset) : IClockControl
{
    /// <inheritdoc/>
    public Task<DateTimeOffset> NowAsync(CancellationToken cancellationToken) => Task.FromResult(clock.GetUtcNow());

    /// <inheritdoc/>
    public Task AdvanceAsync(TimeSpan by, CancellationToken cancellationToken)
    {
        advance(by);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task ResetAsync(CancellationToken cancellationToken)
    {
        reset();
        return Task.CompletedTask;
    }
}

/// <summary>The clock of a target that has the mock's control API (specs/mock-admin).</summary>
/// <param name="controlApi">Where the control API answers, such as <c>http://127.0.0.1:4010/__admin</c>.</param>
/// <param name="token">What it asks for beyond loopback; null where it asks for nothing.</param>
public sealed class ControlApiClock(Uri controlApi, string? token = null) : IClockControl, IDisposable
{
    // Bytes.
    private const int LongestAnswer = 1024 * 1024;

    private readonly Uri _clock = new(controlApi.AbsoluteUri.TrimEnd('/') + "/clock");
    private readonly HttpClient _http = new(new SocketsHttpHandler { Proxy = EnvironmentProxy.OfProcess, ActivityHeadersPropagator = null })
    {
        Timeout = TimeSpan.FromSeconds(10),
        MaxResponseContentBufferSize = LongestAnswer,
    };

    /// <inheritdoc/>
    public async Task<DateTimeOffset> NowAsync(CancellationToken cancellationToken)
    {
        var clock = await SendAsync(HttpMethod.Get, null, cancellationToken);
        return
            clock["now"] is JsonValue now
            && now.TryGetValue<string>(out var text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var time)
            ? time
            : throw new ClockException($"{_clock} does not tell the time; expected a JSON object with \"now\".");
    }

    /// <inheritdoc/>
    public Task AdvanceAsync(TimeSpan by, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Put, new { advance = XmlConvert.ToString(by) }, cancellationToken);

    /// <inheritdoc/>
    public Task ResetAsync(CancellationToken cancellationToken) => SendAsync(HttpMethod.Put, new { reset = true }, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<JsonObject> SendAsync(HttpMethod method, object? body, CancellationToken cancellationToken)
    {
        NamedProxy? proxy = null;
        try
        {
            proxy = EnvironmentProxy.OfProcess.For(_clock);
            using var request = new HttpRequestMessage(method, _clock);
            if (token is not null)
                request.Headers.Authorization = new("Bearer", token);
            if (body is not null)
                request.Content = JsonContent.Create(body);
            using var answer = await _http.SendAsync(request, cancellationToken);
            if (!answer.IsSuccessStatusCode)
                throw new ClockException(
                    $"{method} {_clock} answered {(int)answer.StatusCode}, and the clock was not moved. Check the address of the control API{(token is null ? "" : " and its token")}."
                );

            // A body that is no UTF-8 and half surrogate pairs would be met only when a string is asked for.
            return WellFormed.Json(await answer.Content.ReadAsByteArrayAsync(cancellationToken)) as JsonObject
                ?? throw new ClockException($"The control API at {_clock} cannot be used: it answered no JSON object. Check its address.");
        }
        catch (ProxyException exception)
        {
            throw new ClockException($"The control API at {_clock} cannot be used. {exception.Message}", exception);
        }
        catch (Exception exception)
            when (exception is HttpRequestException or IOException
                || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            throw new ClockException(
                $"The control API at {_clock}{(proxy is null ? "" : $", asked through {proxy},")} cannot be used: {exception.GetBaseException().Message.TrimEnd('.')}. Check its address.",
                exception
            );
        }
    }
}
