using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Conformance.Verification.Tests.Servers;

/// <summary>What a <see cref="StubApi"/> does wrong.</summary>
public enum StubFlaw
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A stream goes on after the logout of its session.</summary>
    StreamGoesOn,

    /// <summary>A logout ends the sessions of all whose names are the same but for capitals.</summary>
    EndsLookAlikes,

    /// <summary>A login takes the token that comes with it, whoever made it up.</summary>
    TakesMadeUpTokens,

    /// <summary>A logout because the device was lost ends nothing.</summary>
    LostDeviceEndsNothing,

    /// <summary>A session that was to be remembered outlives its logout.</summary>
    RemembersForEver,
}

/// <summary>Sessions in a dictionary, a stream of events that ends with its session, and one flaw at most.</summary>
public sealed class StubApi(StubFlaw flaw)
{
    public const string Password = "right-1-password";

    private readonly ConcurrentDictionary<string, (string User, bool IsRemembered)> _live = new(StringComparer.Ordinal);

    public async Task HandleAsync(HttpContext http)
    {
        var authorization = http.Request.Headers.Authorization.ToString();
        var token = authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? authorization["Bearer ".Length..] : "";
        switch (http.Request.Method, http.Request.Path.Value)
        {
            case ("POST", "/login"):
                await LogInAsync(http, token);
                return;
            case (_, "/login" or "/logout") when http.Request.Method != "POST":
                http.Response.Headers.Allow = "POST";
                http.Response.StatusCode = 405;
                return;
            case (_, "/me" or "/events") when http.Request.Method != "GET":
                http.Response.Headers.Allow = "GET";
                http.Response.StatusCode = 405;
                return;
            case (_, not ("/logout" or "/me" or "/events")):
                http.Response.StatusCode = 404;
                return;
        }

        if (!_live.TryGetValue(token, out var session))
        {
            http.Response.Headers.WWWAuthenticate = "Bearer realm=\"stub\"";
            http.Response.StatusCode = 401;
        }
        else if (http.Request.Path == "/logout")
        {
            await LogOutAsync(http, token, session);
        }
        else if (http.Request.Path == "/me")
        {
            await http.Response.WriteAsJsonAsync(new { name = session.User });
        }
        else
        {
            await StreamAsync(http, token);
        }
    }

    private async Task LogInAsync(HttpContext http, string token)
    {
        if (await BodyAsync(http) is not { } body || (string?)body["password"] != Password || (string?)body["name"] is not { } name)
        {
            http.Response.StatusCode = 401;
            return;
        }

        var given =
            flaw == StubFlaw.TakesMadeUpTokens && token.Length > 0 ? token : RandomNumberGenerator.GetHexString(40, lowercase: true);
        _live[given] = (name, (bool?)body["remember"] == true);
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteAsJsonAsync(new { token = given });
    }

    private async Task LogOutAsync(HttpContext http, string token, (string User, bool IsRemembered) session)
    {
        var isLost = (string?)(await BodyAsync(http))?["device"] == "lost";
        if (!(isLost && flaw == StubFlaw.LostDeviceEndsNothing) && !(session.IsRemembered && flaw == StubFlaw.RemembersForEver))
            _live.TryRemove(token, out _);
        foreach (var other in flaw == StubFlaw.EndsLookAlikes ? _live.ToArray() : [])
        {
            if (other.Value.User != session.User && other.Value.User.Equals(session.User, StringComparison.OrdinalIgnoreCase))
                _live.TryRemove(other.Key, out _);
        }

        http.Response.StatusCode = 204;
    }

    private async Task StreamAsync(HttpContext http, string token)
    {
        http.Response.ContentType = "text/event-stream";
        while (!http.RequestAborted.IsCancellationRequested && (flaw == StubFlaw.StreamGoesOn || _live.ContainsKey(token)))
        {
            await http.Response.WriteAsync("data: tick\n\n");
            await http.Response.Body.FlushAsync();
            await Task.Delay(TimeSpan.FromMilliseconds(100), http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private static async Task<JsonObject?> BodyAsync(HttpContext http)
    {
        try
        {
            return await JsonNode.ParseAsync(http.Request.Body) as JsonObject;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
