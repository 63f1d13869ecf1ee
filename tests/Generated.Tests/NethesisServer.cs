using System.Collections.Concurrent;
using Conformance.Generated.Nethesis.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Conformance.Generated.Tests;

/// <summary>The least that a server on a generated stub has to do: it gives tokens, knows which it blacklisted, and refuses those.</summary>
internal sealed class NethesisServer : INethesisServer
{
    private readonly ConcurrentDictionary<string, bool> _blacklisted = new(StringComparer.Ordinal);
    private int _issued;

    /// <summary>Starts one that is handed to its routes, or that they take from the services.</summary>
    public static Task<RunningServer> StartAsync(bool asService) =>
        asService
            ? RunningServer.StartAsync(app => app.MapNethesis(), services => services.AddSingleton<INethesisServer, NethesisServer>())
            : RunningServer.StartAsync(app => app.MapNethesis(new NethesisServer()));

    public Task<ExchangeResult> ExchangeAsync(ExchangeRequest body, HttpContext httpContext, CancellationToken cancellationToken) =>
        Task.FromResult<ExchangeResult>(
            body.AccessToken == "alice@example.com:open-sesame-1"
                ? Pair("token exchange successful")
                : new ExchangeResult.Unauthorized(Envelope(401, "invalid access token"))
        );

    public Task<RefreshResult> RefreshAsync(RefreshRequest body, HttpContext httpContext, CancellationToken cancellationToken) =>
        Task.FromResult<RefreshResult>(
            _blacklisted.TryUpdate(body.RefreshToken, newValue: true, comparisonValue: false)
                ? Pair("token refresh successful")
                : new RefreshResult.Unauthorized(Envelope(401, "refresh token has been revoked"))
        );

    public Task<MeResult> MeAsync(HttpContext httpContext, CancellationToken cancellationToken) =>
        Task.FromResult<MeResult>(
            Refusal(httpContext) is { } refusal
                ? new MeResult.Unauthorized(refusal)
                : new UserEnvelope
                {
                    Code = 200,
                    Message = "user information retrieved successfully",
                    Data = Alice,
                }
        );

    public Task<LogoutResult> LogoutAsync(LogoutRequest body, HttpContext httpContext, CancellationToken cancellationToken)
    {
        if (Refusal(httpContext) is { } refusal)
            return Task.FromResult<LogoutResult>(new LogoutResult.Unauthorized(refusal));
        _blacklisted[Bearer(httpContext)] = true;
        _blacklisted[body.RefreshToken] = true;
        return Task.FromResult<LogoutResult>(new LogoutResult.Ok(Envelope(200, "logout successful")));
    }

    public IResult Invalid(InvalidRequest request, HttpContext httpContext) =>
        new LogoutResult.BadRequest(
            new ErrorEnvelope
            {
                Code = request.StatusCode,
                Message = "validation failed",
                Data = new ErrorData
                {
                    Type = ErrorDataType.ValidationError,
                    Errors =
                    [
                        .. request.Problems.Select(problem => new FieldError
                        {
                            Key = problem.Name,
                            Message = problem.Message,
                            Value = problem.Value ?? "",
                        }),
                    ],
                },
            }
        );

    private static User Alice => new() { Email = "alice@example.com" };

    private TokenEnvelope Pair(string message)
    {
        var number = Interlocked.Increment(ref _issued);
        var data = new TokenEnvelopeData
        {
            Token = $"access-{number}",
            RefreshToken = $"refresh-{number}",
            ExpiresIn = 3600,
            User = Alice,
        };
        (_blacklisted[data.Token], _blacklisted[data.RefreshToken]) = (false, false);
        return new TokenEnvelope
        {
            Code = 200,
            Message = message,
            Data = data,
        };
    }

    private Envelope? Refusal(HttpContext httpContext)
    {
        if (Bearer(httpContext).Length == 0)
            return Envelope(401, "authorization header required");
        if (!_blacklisted.TryGetValue(Bearer(httpContext), out var blacklisted))
            return Envelope(401, "invalid token");
        return blacklisted ? Envelope(401, "token has been revoked") : null;
    }

    private static string Bearer(HttpContext httpContext) =>
        httpContext.Request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal);

    private static Envelope Envelope(int code, string message) =>
        new()
        {
            Code = code,
            Message = message,
            Data = null,
        };
}
