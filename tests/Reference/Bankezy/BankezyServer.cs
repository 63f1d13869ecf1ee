using System.Text.Json.Nodes;
using Conformance.Generated;
using Conformance.Generated.Bankezy.Server;
using Conformance.Reference.Hosting;
using Conformance.Reference.Sessions;
using Conformance.Reference.Switches;
using Conformance.Reference.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Conformance.Reference.Bankezy;

/// <summary>Bankezy: encrypted tokens of two kinds. The app has a client token before anybody logs in; the logout ends the session of the access token.</summary>
internal sealed class BankezyServer(TimeProvider clock, Behaviour behaviour)
    : ReferenceApi("bankezy", "/", clock, behaviour),
        IBankezyServer
{
    private const string ServerPublicKey = "MCowBQYDK2VuAyEAq0S5vK1l0l9w2m8r6Yb3n4c7T1xFh5Zk9dQeUJp3oXA=";
    private static readonly TimeSpan ClientLifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan AccessLifetime = TimeSpan.FromMinutes(30);

    private readonly TokenDesk _desk = new(
        behaviour.Is(BankezyMutants.JwtTokens) ? new Jwt(SigningKey.NewSecret(), behaviour) : new Jwe(behaviour),
        clock,
        behaviour
    );
    private readonly SessionBook _book = new(clock, behaviour);

    public override (string Method, string Path) Logout => ("POST", "/onboarding/user/logout/v1");

    public override (string Method, Mutant Mutant) OtherMethod => ("PUT", BankezyMutants.PutLogsOut);

    public override (string Name, string Prefix) TokenHeader => ("X-API-TOKEN", "");

    public override void Map(IEndpointRouteBuilder routes) => routes.MapBankezy(this);

    public override void Restarted() => _book.Ended.Restarted();

    public override Task ReceiveAsync(HttpContext httpContext) => BankezyRequests.ReceiveAsync(this, httpContext.Request, Behaviour);

    public override void Change(Answer answer) => BankezyAnswers.Change(answer, Behaviour);

    public Task<GetTokenResult> GetTokenAsync(HttpContext httpContext, CancellationToken cancellationToken)
    {
        var token = _desk.Issue(ClientLifetime, new JsonObject { ["use"] = "client" });
        return Task.FromResult<GetTokenResult>(
            new ClientToken
            {
                ResCode = "TOK200",
                ResDesc = "SUCCESS",
                ReferenceId = Ids.Uuid(),
                ServerPubKey = ServerPublicKey,
                Token = token.Text,
                ExpireAt = token.ExpiresAt.ToUnixTimeMilliseconds(),
            }
        );
    }

    public Task<LoginResult> LoginAsync(
        string xApiToken,
        string xAccountNumber,
        LoginRequest body,
        string? xApiKey,
        HttpContext httpContext,
        CancellationToken cancellationToken
    )
    {
        if (CheckClient(xApiToken) is not Standing.Live and var standing)
            return Task.FromResult<LoginResult>(new LoginResult.Unauthorized(Refuse(standing, httpContext)));
        if (Account.With(xAccountNumber, body.Pin, Behaviour) is not { } account)
        {
            if (Behaviour.Is(PathMutants.WrongPasswordEnds) && Account.Named(xAccountNumber) is { } mistaken)
                _book.EndAllOf(mistaken);
            Challenge(httpContext);
            return Task.FromResult<LoginResult>(new LoginResult.Unauthorized(Result(401, "INVALID CREDENTIALS")));
        }

        var token = Issue(_book.Open(account));
        var data = new LoginResponseData
        {
            Msg = "SUCCESS",
            Token = token.Text,
            Expiry = token.ExpiresAt.ToUnixTimeMilliseconds(),
            SimDeviceBindingEnabled = false,
        };
        return Task.FromResult<LoginResult>(
            new LoginResponse
            {
                ResCode = 200,
                ResDesc = "SUCCESS",
                Data = data,
            }
        );
    }

    public async Task<RenewResult> RenewAsync(string xApiToken, HttpContext httpContext, CancellationToken cancellationToken)
    {
        var access = PresentForRenewal(xApiToken);
        if (access.Standing != Standing.Live)
            return new RenewResult.Unauthorized(Refuse(access.Standing, httpContext));
        if (!await _book.SpendAsync(access.Id, cancellationToken))
            return new RenewResult.Unauthorized(Refuse(Standing.Spent, httpContext));
        var token = Issue(access.Session!);
        return new RenewedToken
        {
            ResCode = "TOK200",
            ResDesc = "SUCCESS",
            Token = token.Text,
            ExpireAt = token.ExpiresAt.ToUnixTimeMilliseconds(),
        };
    }

    public Task<DeviceValidationResult> DeviceValidationAsync(
        string xApiToken,
        HttpContext httpContext,
        CancellationToken cancellationToken
    )
    {
        var standing = Present(xApiToken).Standing;
        return Task.FromResult<DeviceValidationResult>(
            standing == Standing.Live
                ? new DeviceValidationResult.Ok(Result(200, "SUCCESS"))
                : new DeviceValidationResult.Unauthorized(Refuse(standing, httpContext))
        );
    }

    public Task<LogoutResult> LogoutAsync(
        string xApiToken,
        LogoutRequest body,
        string? xApiKey,
        HttpContext httpContext,
        CancellationToken cancellationToken
    ) => Task.FromResult(Leave(xApiToken, body, xApiKey, httpContext));

    public IResult Invalid(InvalidRequest request, HttpContext httpContext)
    {
        if (request.StatusCode == 400 && request.Problems.All(problem => problem.Name == "X-API-TOKEN"))
            return new LogoutResult.Unauthorized(Refuse(Standing.Missing, httpContext));
        if (request.Operation == "logout")
        {
            if (Behaviour.Is(RequestMutants.MalformedBodyAccepted) && request.Problems.Any(problem => problem.Message == "is no JSON"))
                return new LogoutResult.Ok(Result(200, "SUCCESS"));
            _book.RefuseLogout(_desk, httpContext.Request.Headers["X-API-TOKEN"], PathMutants.AfterRefusal);
            if (
                Behaviour.Is(SessionMutants.FailedLogoutRevokes)
                && Present(httpContext.Request.Headers["X-API-TOKEN"]) is { Standing: Standing.Live } access
            )
                _book.End(access.Session!);
        }

        if (request.StatusCode == 415)
            return Undocumented(httpContext, 415);
        var problem = request.Problems.First(problem => problem.Name != "X-API-TOKEN");
        return new LogoutResult.BadRequest(Result(400, $"{(problem.Name.Length > 0 ? problem.Name : problem.Place)}: {problem.Message}"));
    }

    public override IResult Undocumented(HttpContext httpContext, int status) =>
        Results.Json(
            Result(
                status,
                status switch
                {
                    404 => "not-found",
                    405 => "method-not-allowed",
                    413 => "content-too-large",
                    415 => "unsupported-media-type",
                    _ => "internal-error",
                }
            ),
            statusCode: status
        );

    private static Result Result(int code, string description) => new() { ResCode = code, ResDesc = description };

    // RFC 9110, 11.6.1 asks every 401 for a challenge. The scheme is named after the header that carries the token.
    private static void Challenge(HttpContext httpContext) =>
        httpContext.Response.Headers.WWWAuthenticate = "X-API-TOKEN realm=\"bankezy\"";

    private static Result Refuse(Standing standing, HttpContext httpContext)
    {
        if (standing == Standing.Ended)
            Answer.MarkRevoked(httpContext);
        Challenge(httpContext);
        return Result(
            401,
            standing switch
            {
                Standing.Missing => "TOKEN MISSING",
                Standing.Expired => "TOKEN EXPIRED",
                Standing.Ended or Standing.Spent => "TOKEN REVOKED",
                _ => "INVALID TOKEN",
            }
        );
    }

    private LogoutResult Leave(string xApiToken, LogoutRequest body, string? xApiKey, HttpContext httpContext)
    {
        if (Behaviour.Is(BankezyMutants.KeyRequired) && xApiKey is null)
            return new LogoutResult.BadRequest(Result(400, "X-API-KEY: is missing"));
        if (Behaviour.Is(BankezyMutants.CookieRequired) && !httpContext.Request.Cookies.ContainsKey("JSESSIONID"))
            return new LogoutResult.BadRequest(Result(400, "JSESSIONID: is missing"));
        if (body.SignOutMode == LogoutRequestSignOutMode.Value1 && Behaviour.Is(BankezyMutants.Mode1Refused))
            return new LogoutResult.BadRequest(Result(400, "signOutMode: is not supported"));
        if (body.SignOutMode == LogoutRequestSignOutMode.Value2 && Behaviour.Is(BankezyMutants.Mode2Refused))
            return new LogoutResult.BadRequest(Result(400, "signOutMode: is not supported"));
        var access = Present(xApiToken);
        if (access.Standing == Standing.Missing && Behaviour.Is(BankezyMutants.Anonymous))
            return new LogoutResult.Ok(Result(200, "SUCCESS"));
        if (access.Standing == Standing.Ended && Behaviour.Is(LaterMutants.DeadLogoutEndsAll))
            _book.EndAllOf(access.Session!.Account);
        if (access.Standing == Standing.Ended && Behaviour.Is(SessionMutants.SecondLogout500))
            throw new InvalidOperationException("The session has ended already.");
        if (access.Standing != Standing.Live)
            return new LogoutResult.Unauthorized(Refuse(access.Standing, httpContext));
        var isLeftOut = body.Token.Length == 0 && Behaviour.Is(BankezyMutants.TokenOptional);
        if (!isLeftOut && CheckClient(body.Token) is not Standing.Live and var standing)
            return new LogoutResult.Unauthorized(Refuse(standing, httpContext));
        if (!Behaviour.Is(BankezyMutants.AccessKept))
            _book.End(access.Session!);
        return new LogoutResult.Ok(Result(200, "SUCCESS"));
    }

    private Standing CheckClient(string token)
    {
        if (token.Length == 0)
            return Standing.Missing;
        var read = _desk.Read(token);
        if (read["use"] != "client")
            return Standing.Bad;
        return read.State == TokenState.Expired ? Standing.Expired : Standing.Live;
    }

    private Presented Present(string? token)
    {
        var isClient = !string.IsNullOrEmpty(token) && Behaviour.Is(TokenMutants.RefreshAsAccess) && CheckClient(token) == Standing.Live;
        return isClient ? new Presented(Standing.Live, _book.Open(Account.Everybody[0])) : _book.Present(_desk, token, TokenKind.Access);
    }

    // Renewing is for tokens whose time is over, too, but not for those that were logged out or renewed.
    private Presented PresentForRenewal(string token)
    {
        var access = Present(token);
        if (access.Standing == Standing.Expired && _book.WasLive(access))
            access = access with { Standing = Standing.Live };
        return access.Standing == Standing.Ended && Behaviour.Is(SessionMutants.RenewTakesRevoked)
            ? access with
            {
                Standing = Standing.Live,
            }
            : access;
    }

    private IssuedToken Issue(Session session)
    {
        var token = _desk.Issue(AccessLifetime, new JsonObject { ["use"] = "access", ["sub"] = session.Account.Id });
        _book.Note(session, TokenKind.Access, token);
        return token;
    }
}
