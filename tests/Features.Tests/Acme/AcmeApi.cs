using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Logging;

namespace Conformance.Features.Tests.Acme;

/// <summary>A team's own API, as small as one can be. Its switch makes the mistake that a conformance run is there to find.</summary>
internal static class AcmeApi
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    public static async Task<WebApplication> StartAsync(TimeProvider time, bool forgetsToEndSessions = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        var app = builder.Build();
        var sessions = new ConcurrentDictionary<string, (string User, DateTimeOffset Until)>();

        app.MapPost(
            "/v2/login",
            (Login login) =>
            {
                if (login.Password != "a long secret")
                    return Results.Json(new { error = "wrong name or password", status = 401 }, statusCode: 401);
                var token = RandomNumberGenerator.GetHexString(48);
                sessions[token] = (login.User, time.GetUtcNow() + Lifetime);
                return Results.Ok(new { token });
            }
        );
        app.MapGet("/v2/me", (HttpRequest request) => Find(request) is (_, var user) ? Results.Ok(new { user }) : Refuse(request));
        app.MapDelete(
            "/v2/session",
            (HttpRequest request) =>
            {
                if (Find(request) is not (var token, _))
                    return Refuse(request);
                if (!forgetsToEndSessions)
                    sessions.TryRemove(token, out _);
                return Results.NoContent();
            }
        );
        await app.StartAsync();
        return app;

        (string Token, string User)? Find(HttpRequest request) =>
            request.Headers.Authorization.ToString().Split(' ') is [var scheme, var token]
            && string.Compare(scheme, "Bearer", CultureInfo.InvariantCulture, CompareOptions.OrdinalIgnoreCase) == 0
            && sessions.TryGetValue(token, out var session)
            && session.Until > time.GetUtcNow()
                ? (token, session.User)
                : null;
    }

    private static IResult Refuse(HttpRequest request)
    {
        request.HttpContext.Response.Headers.WWWAuthenticate = "Bearer realm=\"acme\"";
        return Results.Json(new { error = "invalid token", status = 401 }, statusCode: 401);
    }

    private sealed record Login(string User, string Password);
}
