using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Conformance.Generated;
using Conformance.Generated.Fincode.Server;
using Conformance.Reference.Hosting;
using Conformance.Reference.Sessions;
using Conformance.Reference.Switches;
using Conformance.Reference.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Conformance.Reference.Fincode;

/// <summary>FinCode: a logout ends the session of the access token, with every token of it; refresh tokens work once.</summary>
internal sealed class FincodeServer(TimeProvider clock, Behaviour behaviour)
    : ReferenceApi("fincode", "/api/v6/services/", clock, behaviour),
        IFincodeServer
{
    private const string Tenancy = "0108079a-e965-48ce-909c-de929bd9e830";
    private static readonly TimeSpan AccessLifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan RefreshLifetime = TimeSpan.FromDays(30);

    private readonly TokenDesk _desk = new(
        behaviour.Is(FincodeMutants.OpaqueAccess) ? new OpaqueTokens() : new Jwt(SigningKey.SharedRsa(), behaviour),
        clock,
        behaviour
    );
    private readonly SessionBook _book = new(clock, behaviour);
    private readonly ConcurrentDictionary<string, bool> _usedUuids = [];
    private readonly ConcurrentDictionary<string, bool> _loggedOut = [];

    public override (string Method, string Path) Logout => ("PUT", "/securitymanagement/logout");

    public override (string Method, Mutant Mutant) OtherMethod => ("POST", FincodeMutants.PostLogsOut);

    public override (string Name, string Prefix) TokenHeader => ("x-auth-token", "");

    public override string? PublicKey => SigningKey.SharedRsa().PublicPem;

    public override void Map(IEndpointRouteBuilder routes) => routes.MapFincode(this);

    public override void Restarted() => _book.Ended.Restarted();

    public override Task ReceiveAsync(HttpContext httpContext) => FincodeRequests.ReceiveAsync(this, httpContext, Behaviour);

    public override void Change(Answer answer) => FincodeAnswers.Change(answer, Behaviour);

    public Task<LoginResult> LoginAsync(
        Platform platform,
        string uuid,
        LoginRequest body,
        HttpContext httpContext,
        CancellationToken cancellationToken
    ) => Task.FromResult(Login(body, httpContext));

    public async Task<RefreshResult> RefreshAsync(RefreshRequest body, HttpContext httpContext, CancellationToken cancellationToken)
    {
        var refresh = _book.Present(_desk, body.RefreshToken, TokenKind.Refresh);
        if (refresh.Standing == Standing.Ended)
            Answer.MarkRevoked(httpContext);
        if (refresh.Standing is not (Standing.Live or Standing.Spent))
        {
            Challenge(httpContext);
            return new RefreshResult.Unauthorized(Text("Invalid refresh token"));
        }

        if (await _book.SpendAsync(refresh.Id, cancellationToken))
            return Issue(refresh.Session!, "Token refreshed successfully");

        // Somebody has used the token before: a breach, and nobody can tell who of the two is the thief.
        if (!Behaviour.Is(SessionMutants.FamilySurvives))
            _book.End(refresh.Session!);
        if (Behaviour.Is(PathMutants.ReplayEndsSiblings))
            _book.EndAllOf(refresh.Session!.Account);
        return new RefreshResult.Forbidden(Text("Token Already Used"));
    }

    public Task<ProfileResult> ProfileAsync(
        string xAuthToken,
        Platform platform,
        string uuid,
        HttpContext httpContext,
        CancellationToken cancellationToken
    )
    {
        var access = _book.Present(_desk, xAuthToken, TokenKind.Access);
        return Task.FromResult<ProfileResult>(
            access.Standing == Standing.Live
                ? new Profile
                {
                    UserId = access.Session!.Account.Id,
                    Email = access.Session.Account.Name,
                    Roles = ["MANAGER"],
                }
                : new ProfileResult.Unauthorized(Refuse(access, httpContext))
        );
    }

    public Task<LogoutResult> LogoutAsync(
        Platform platform,
        string uuid,
        string xAuthToken,
        LogoutRequest body,
        HttpContext httpContext,
        CancellationToken cancellationToken
    )
    {
        var isRefused = Behaviour.Is(FincodeMutants.UuidOnce) && !_usedUuids.TryAdd(uuid, true);
        return Task.FromResult(
            isRefused ? new LogoutResult.BadRequest(Text("uuid: was used before")) : EndSession(xAuthToken, body.RefreshToken, httpContext)
        );
    }

    public IResult Invalid(InvalidRequest request, HttpContext httpContext)
    {
        if (request.StatusCode == 415)
        {
            EndAllTheSame(request, httpContext);
            return Results.Json(Text("Request refused: unsupported-media-type"), statusCode: 415);
        }

        if (request.Problems.All(IsToken))
        {
            Challenge(httpContext);
            return new LogoutResult.Unauthorized(Text("Token missing"));
        }

        var isNoJson = request.Operation == "logout" && request.Problems.Any(problem => problem.Message == "is no JSON");
        if (isNoJson && Behaviour.Is(RequestMutants.MalformedBodyAccepted))
            return new LogoutResult.Ok(Text("Logged out successfully"));
        EndAllTheSame(request, httpContext);
        var problem = request.Problems.First(problem => !IsToken(problem));
        return new LogoutResult.BadRequest(Text($"{(problem.Name.Length > 0 ? problem.Name : problem.Place)}: {problem.Message}"));
    }

    public override IResult Undocumented(HttpContext httpContext, int status) =>
        Results.Json(Text($"Request refused: {Reason(status)}"), statusCode: status);

    private static bool IsToken(RequestProblem problem) => problem.Name.Equals("x-auth-token", StringComparison.OrdinalIgnoreCase);

    private static string Reason(int status) =>
        status switch
        {
            404 => "not-found",
            405 => "method-not-allowed",
            413 => "content-too-large",
            _ => "internal-error",
        };

    private static Message Text(string message) => new() { MessageValue = message };

    // RFC 9110, 11.6.1 asks every 401 for a challenge. The scheme is named after the header that carries the token.
    private static void Challenge(HttpContext httpContext) =>
        httpContext.Response.Headers.WWWAuthenticate = "X-Auth-Token realm=\"fincode\"";

    private LoginResult Login(LoginRequest body, HttpContext httpContext)
    {
        if (Account.Named(body.Email) is not { } account)
            return new LoginResult.NotFound(Text("User not found"));
        if (!account.Takes(body.CurrentPassword, Behaviour))
        {
            if (Behaviour.Is(PathMutants.WrongPasswordEnds))
                _book.EndAllOf(account);
            Challenge(httpContext);
            return new LoginResult.Unauthorized(Text("Wrong credentials"));
        }

        if (Behaviour.Is(FincodeMutants.LoginRefused) && _loggedOut.ContainsKey(account.Name))
            return new LoginResult.Forbidden(Text("Account locked"));
        var token = httpContext.Request.Headers["x-auth-token"].ToString();
        _book.LoginBrings(_desk, token);
        var kept = Behaviour.Is(PathMutants.LoginKeepsToken) && token.Length > 0 ? token : null;
        return Issue(_book.Open(account), "Logged in successfully", kept);
    }

    private LogoutResult EndSession(string xAuthToken, string? refreshToken, HttpContext httpContext)
    {
        if (Behaviour.Is(FincodeMutants.RefreshRequired) && refreshToken is null)
            return new LogoutResult.BadRequest(Text("refresh_token: is missing"));
        var refresh = _book.Present(_desk, refreshToken, TokenKind.Refresh);
        var access =
            xAuthToken.Length == 0 && Behaviour.Is(FincodeMutants.TokenOptional)
                ? refresh
                : _book.Present(_desk, xAuthToken, TokenKind.Access);
        if (access.Standing == Standing.Missing && Behaviour.Is(FincodeMutants.TokenOptional))
            return new LogoutResult.Ok(Text("Logged out successfully"));
        if (access.Standing == Standing.Ended && Behaviour.Is(LaterMutants.DeadLogoutEndsAll))
            _book.EndAllOf(access.Session!.Account);
        if (access.Standing == Standing.Ended && Behaviour.Is(SessionMutants.SecondLogout500))
            throw new InvalidOperationException("The session has ended already.");
        if (access.Standing == Standing.Ended && Behaviour.Is(SessionMutants.SecondPutRevives))
        {
            _book.Revive(access.Session!);
            return new LogoutResult.Ok(Text("Logged out successfully"));
        }

        if (access.Standing == Standing.Bad)
            _book.RefuseLogout(_desk, xAuthToken, PathMutants.ForgedRefusal);
        if (access.Standing != Standing.Live)
            return new LogoutResult.Unauthorized(Refuse(access, httpContext));
        if (refresh.Standing is not (Standing.Live or Standing.Missing))
            return new LogoutResult.Unauthorized(Refuse(refresh, httpContext));
        if (refresh.Session is { } other && other != access.Session)
        {
            if (Behaviour.Is(PathMutants.RefusedSiblingEnds) && other.Account == access.Session!.Account)
                _book.End(access.Session);
            if (!Behaviour.Is(SessionMutants.ForeignAccepted))
                return new LogoutResult.Unauthorized(Refuse(new Presented(Standing.Bad), httpContext));
            _book.End(other);
        }

        _loggedOut[access.Session!.Account.Name] = true;
        _book.End(access.Session, (id, kind) => Survives(id, kind, access, refresh), access.Id);
        return new LogoutResult.Ok(Text("Logged out successfully"));
    }

    private bool Survives(string id, TokenKind kind, Presented access, Presented refresh) =>
        kind == TokenKind.Access
            ? Behaviour.Is(FincodeMutants.AccessSurvives) || (Behaviour.Is(FincodeMutants.OlderAccessSurvives) && id != access.Id)
            : Behaviour.Is(FincodeMutants.RefreshSurvives)
                || (Behaviour.Is(FincodeMutants.UnsentRefreshSurvives) && refresh.Standing == Standing.Missing);

    private void EndAllTheSame(InvalidRequest request, HttpContext httpContext)
    {
        if (request.Operation == "logout")
            _book.RefuseLogout(_desk, httpContext.Request.Headers["x-auth-token"], PathMutants.AfterRefusal);
        if (request.Operation != "logout" || !Behaviour.Is(SessionMutants.FailedLogoutRevokes))
            return;
        var access = _book.Present(_desk, httpContext.Request.Headers["x-auth-token"], TokenKind.Access);
        if (access.Standing == Standing.Live)
            _book.End(access.Session!);
    }

    private TokenPair Issue(Session session, string message, string? kept = null) =>
        new()
        {
            Message = message,
            AccessToken = kept ?? _book.Note(session, TokenKind.Access, _desk.Issue(AccessLifetime, Claims(session))),
            RefreshToken = _book.Note(session, TokenKind.Refresh, _desk.Issue(RefreshLifetime, Claims(session))),
        };

    private static JsonObject Claims(Session session) =>
        new()
        {
            ["roles"] = new JsonArray("MANAGER"),
            ["user-id"] = session.Account.Id,
            ["iss"] = "token.issuer:https://moneytransferapplication.com",
            ["tenancy-id"] = Tenancy,
            ["client-id"] = Tenancy,
        };

    private static Message Refuse(Presented token, HttpContext httpContext)
    {
        if (token.Standing == Standing.Ended)
            Answer.MarkRevoked(httpContext);
        Challenge(httpContext);
        return Text(
            token.Standing switch
            {
                Standing.Missing => "Token missing",
                Standing.Expired => "Token expired",
                Standing.Ended or Standing.Spent => "Token revoked",
                _ => "Invalid token",
            }
        );
    }
}
