using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Xml;
using Conformance.Contracts.Templates;
using Conformance.Contracts.Validation;
using Conformance.MockServer.Hosting;
using Conformance.MockServer.Requests;
using Conformance.MockServer.Responses;
using Conformance.Sessions;
using Microsoft.AspNetCore.Http;

namespace Conformance.MockServer.Admin;

/// <summary>The mock's control API under <c>/__admin</c>: health, keys, sessions, tokens, clock, reset.</summary>
internal sealed class ControlApi(ImmutableArray<MountedContract> mounts, KeyRing keys, MockClock clock, string? token)
{
    private const string Root = "/__admin";
    private const string Overview = "GET /health, GET /keys, POST /reset, GET /sessions, DELETE /sessions/{id}, POST /tokens/expire, GET and PUT /clock";

    /// <summary>Whether a path belongs to the control API.</summary>
    public static bool Owns(string path) => path.StartsWith(Root, StringComparison.Ordinal) && (path.Length == Root.Length || path[Root.Length] == '/');

    /// <summary>Answers one request.</summary>
    public async Task HandleAsync(HttpContext http, RequestView view)
    {
        if (token is not null && !IsAuthorized(http))
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            ProblemWriter.Write(http, StatusCodes.Status401Unauthorized, "missing", "Beyond loopback the control API asks for the token that the mock printed at its start, as \"Authorization: Bearer TOKEN\".");
            return;
        }

        var segments = view.Path[Root.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries);
        var action = (http.Request.Method, segments) switch
        {
            ("GET", ["health"]) => Send(http, Health),
            ("GET", ["keys"]) => SendKeys(http),
            ("POST", ["reset"]) => ResetAsync(http),
            ("GET", ["sessions"]) => ListSessionsAsync(http),
            ("DELETE", ["sessions", var id]) => EndSessionAsync(http, id),
            ("POST", ["tokens", "expire"]) => ExpireAsync(http),
            ("GET", ["clock"]) => Send(http, Clock),
            ("PUT", ["clock"]) => MoveClockAsync(http),
            _ => Problem(http, StatusCodes.Status404NotFound, "not-found", $"The control API has no {http.Request.Method} {view.Path}. It has {Overview}, all under {Root}."),
        };
        await action;
    }

    private bool IsAuthorized(HttpContext http) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(http.Request.Headers.Authorization.ToString()), Encoding.UTF8.GetBytes($"Bearer {token}"));

    private void Health(Utf8JsonWriter writer)
    {
        writer.WriteString("status", "ok");
        writer.WriteStartArray("contracts");
        foreach (var mount in mounts)
        {
            writer.WriteStartObject();
            writer.WriteString("name", mount.Contract.Name);
            writer.WriteString("title", mount.Contract.Title);
            writer.WriteString("prefix", mount.Prefix);
            writer.WriteNumber("operations", mount.Contract.Operations.Length);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private void Clock(Utf8JsonWriter writer)
    {
        writer.WriteString("now", Timestamps.Rfc3339(clock.GetUtcNow()));
        writer.WriteBoolean("frozen", clock.IsFrozen);
    }

    private Task SendKeys(HttpContext http)
    {
        http.Response.ContentType = "application/jwk-set+json";
        AnswerWriter.Send(http.Response, keys.ToJwkSet());
        return Task.CompletedTask;
    }

    private async Task ResetAsync(HttpContext http)
    {
        foreach (var mount in mounts)
        {
            if (mount.World is { } world) await world.ResetAsync();
        }

        clock.Reset();
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task ListSessionsAsync(HttpContext http)
    {
        var lists = new List<(string Contract, ImmutableArray<SessionSnapshot> Sessions)>();
        foreach (var mount in mounts)
        {
            if (mount.World is { } world) lists.Add((mount.Contract.Name, await world.ListSessionsAsync(limit: 1000)));
        }

        await Send(http, writer => SessionJson.Write(writer, lists));
    }

    private async Task EndSessionAsync(HttpContext http, string id)
    {
        foreach (var mount in mounts)
        {
            if (mount.World is not { } world || !await world.EndSessionAsync(id)) continue;
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        await Problem(http, StatusCodes.Status404NotFound, "not-found", $"There is no session \"{id}\". GET {Root}/sessions lists them.");
    }

    private async Task ExpireAsync(HttpContext http)
    {
        using var body = await ReadAsync(http);
        var (text, label, contract) = (Member(body, "token"), Member(body, "label"), Member(body, "contract"));
        if (text is null && label is null)
        {
            await Problem(http, StatusCodes.Status400BadRequest, "invalid", "Expected a JSON object with \"token\" (its text) or \"label\" (such as \"access#3\", with \"contract\" where several are served).");
            return;
        }

        var expired = false;
        foreach (var mount in mounts.Where(m => m.World is not null && (contract is null || m.Contract.Name == contract)))
        {
            expired |= text is not null ? await mount.World!.ExpireByTextAsync(text) : await mount.World!.ExpireByLabelAsync(label!);
        }

        if (expired) http.Response.StatusCode = StatusCodes.Status204NoContent;
        else await Problem(http, StatusCodes.Status404NotFound, "not-found", $"There is no such token{(label is null ? "" : $" as \"{label}\"")}. GET {Root}/sessions lists them by label.");
    }

    private async Task MoveClockAsync(HttpContext http)
    {
        using var body = await ReadAsync(http);
        try
        {
            var frozen = body?.RootElement.TryGetProperty("frozen", out var flag) == true ? flag.ValueKind == JsonValueKind.True : (bool?)null;
            if (body?.RootElement.TryGetProperty("reset", out var reset) == true && reset.ValueKind == JsonValueKind.True) clock.Reset();
            else if (Member(body, "now") is { } now) clock.Set(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal), frozen ?? clock.IsFrozen);
            else if (Member(body, "advance") is { } by) clock.Advance(XmlConvert.ToTimeSpan(by));
            else if (frozen is null) throw new FormatException();
            if (frozen is { } stand) clock.Set(clock.GetUtcNow(), stand);
            await Send(http, Clock);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentOutOfRangeException or OverflowException)
        {
            await Problem(http, StatusCodes.Status400BadRequest, "invalid", "Expected a JSON object with one of \"advance\" (an ISO 8601 duration such as \"PT1H\" or \"-P1D\"), \"now\" (an RFC 3339 time), \"frozen\" (true or false), \"reset\" (true), within the years 1 to 9999.");
        }
    }

    private static async ValueTask<JsonDocument?> ReadAsync(HttpContext http)
    {
        if (await BodyReader.ReadAsync(http) is not { } body) return null;
        try
        {
            return JsonDocument.Parse(body) is { RootElement.ValueKind: JsonValueKind.Object } document ? document : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Member(JsonDocument? body, string name) => body?.RootElement.TryGetProperty(name, out var member) == true ? JsonText.Of(member) : null;

    private static Task Problem(HttpContext http, int status, string reason, string detail)
    {
        ProblemWriter.Write(http, status, reason, detail);
        return Task.CompletedTask;
    }

    private static Task Send(HttpContext http, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        http.Response.ContentType = "application/json";
        AnswerWriter.Send(http.Response, buffer.WrittenSpan);
        return Task.CompletedTask;
    }
}
