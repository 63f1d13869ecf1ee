using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Conformance.Generated;
using Conformance.Generated.Sig.Server;
using Conformance.Reference.Hosting;
using Conformance.Reference.Sessions;
using Conformance.Reference.Switches;
using Conformance.Reference.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Conformance.Reference.Sig;

/// <summary>SIG: a stateless JWT for an hour, and refresh tokens in a table. The logout strikes a refresh token out; the JWT lives on.</summary>
internal sealed class SigServer(TimeProvider clock, Behaviour behaviour) : ReferenceApi("sig", "/", clock, behaviour), ISigServer
{
    private const string NotFound = "JWT Token not found";
    private const string InvalidToken = "Invalid JWT Token";

    private readonly TokenDesk _desk = new(
        new Jwt(behaviour.Is(SigMutants.Hs256) ? SigningKey.NewSecret() : SigningKey.SharedRsa(), behaviour),
        clock,
        behaviour
    );
    private readonly RefreshTokens _refreshTokens = new(clock, behaviour);
    private readonly ConcurrentDictionary<string, string> _refreshTokenOf = [];
    private readonly ConcurrentDictionary<string, bool> _loggedOut = [];

    public override (string Method, string Path) Logout => ("POST", "/api/logout");

    public override (string Method, Mutant Mutant) OtherMethod => ("PUT", SigMutants.PutLogsOut);

    public override (string Name, string Prefix) TokenHeader => ("Authorization", "Bearer ");

    public override string? PublicKey => SigningKey.SharedRsa().PublicPem;

    private TimeSpan Lifetime => TimeSpan.FromHours(Behaviour.Is(SigMutants.TwoHours) ? 2 : 1);

    public override void Map(IEndpointRouteBuilder routes) => routes.MapSig(this);

    public override void Restarted() => _refreshTokens.Ended.Restarted();

    public override Task ReceiveAsync(HttpContext httpContext)
    {
        if (Behaviour.Is(SigMutants.AnyMediaType) && IsLogout(httpContext.Request))
            httpContext.Request.ContentType = "application/json";
        return Task.CompletedTask;
    }

    public override void Change(Answer answer) => SigAnswers.Change(answer, Behaviour);

    public Task<LoginResult> LoginAsync(LoginRequest body, HttpContext httpContext, CancellationToken cancellationToken) =>
        Task.FromResult(Login(body, httpContext));

    public Task<RefreshResult> RefreshAsync(RefreshRequest body, HttpContext httpContext, CancellationToken cancellationToken) =>
        Task.FromResult(Refresh(body.RefreshToken, httpContext));

    public Task<MeResult> MeAsync(HttpContext httpContext, CancellationToken cancellationToken)
    {
        var (account, refusal) = Authenticate(httpContext);
        return Task.FromResult<MeResult>(
            account is null ? new MeResult.Unauthorized(Refusal(refusal)) { WwwAuthenticate = "Bearer" } : UserOf(account)
        );
    }

    public Task<LogoutResult> LogoutAsync(LogoutRequest? body, HttpContext httpContext, CancellationToken cancellationToken) =>
        Task.FromResult(Leave(body, httpContext));

    public IResult Invalid(InvalidRequest request, HttpContext httpContext)
    {
        if (request.Operation == "login" && request.StatusCode == 400)
        {
            return new LoginResult.BadRequest(
                new Error { Code = 400, Message = $"The key \"{NameOf(request.Problems[0])}\" must be provided." }
            );
        }

        if (request.Operation == "logout")
        {
            if (Behaviour.Is(RequestMutants.MalformedBodyAccepted) && request.Problems[0].Message == "is no JSON")
                return new LogoutResult.Ok(LoggedOut());
            if (Behaviour.Is(SessionMutants.FailedLogoutRevokes) && Authenticate(httpContext).Account is { } account)
                _refreshTokens.EndAllOf(account);
        }

        return Results.Problem(string.Join("; ", request.Problems), statusCode: request.StatusCode);
    }

    public override IResult Undocumented(HttpContext httpContext, int status) => Results.Problem(statusCode: status);

    private static string NameOf(RequestProblem problem) => problem.Name.Length > 0 ? problem.Name : problem.Place;

    private static Error Refusal(string message) => new() { Code = 401, Message = message };

    private static LogoutResult.Unauthorized Refuse(string message) =>
        new LogoutResult.Unauthorized(Refusal(message)) { WwwAuthenticate = "Bearer" };

    private static LogoutResponse LoggedOut() => new() { Message = "Successfully logged out" };

    private static User UserOf(Account account) =>
        new()
        {
            Id = 1,
            Email = account.Name,
            NomComplet = account.Name,
            Roles = ["ROLE_USER"],
        };

    private LoginResult Login(LoginRequest body, HttpContext httpContext)
    {
        if (Account.With(body.Email, body.Password, Behaviour) is not { } account)
        {
            if (Behaviour.Is(PathMutants.WrongPasswordEnds) && Account.Named(body.Email) is { } mistaken)
                _refreshTokens.EndAllOf(mistaken);
            httpContext.Response.Headers.WWWAuthenticate = "Bearer";
            return new LoginResult.Unauthorized(Refusal("Invalid credentials."));
        }

        if (Behaviour.Is(SigMutants.LoginRefused) && _loggedOut.ContainsKey(account.Name))
        {
            return new LoginResult.Forbidden(new Error { Code = 403, Message = "Account is disabled." });
        }

        _refreshTokens.Ended.LoggedIn(account.Name);
        var refreshToken = _refreshTokens.Add(account, Behaviour.Is(SigMutants.RefreshIsJwt) ? NewJwt(account, "") : Ids.Hex(64));
        return new LoginResponse
        {
            Token = NewJwt(account, refreshToken),
            RefreshToken = refreshToken,
            User = UserOf(account),
        };
    }

    // The framework sends no challenge here.
    private RefreshResult Refresh(string? token, HttpContext httpContext)
    {
        if (string.IsNullOrEmpty(token))
            return new RefreshResult.Unauthorized(Refusal("Missing JWT Refresh Token"));
        var (standing, account) = _refreshTokens.Find(token);
        if (standing == Standing.Bad && Behaviour.Is(TokenMutants.AccessAsRefresh) && OwnerOf(_desk.Read(token)) is { } owner)
            (standing, account) = (Standing.Live, owner);
        if (standing == Standing.Ended)
            Answer.MarkRevoked(httpContext);
        return standing switch
        {
            Standing.Live => new TokenPair { Token = NewJwt(account!, token), RefreshToken = token },
            Standing.Expired => new RefreshResult.Unauthorized(Refusal("Invalid JWT Refresh Token")),
            _ => new RefreshResult.Unauthorized(Refusal("JWT Refresh Token Not Found")),
        };
    }

    private LogoutResult Leave(LogoutRequest? body, HttpContext httpContext)
    {
        if (Behaviour.Is(SigMutants.BodyRequired) && body is null)
            return Refuse("Missing body");
        if (Behaviour.Is(SigMutants.RefreshRequired) && string.IsNullOrEmpty(body?.RefreshToken))
            return Refuse("Missing JWT Refresh Token");
        var (account, refusal) = Authenticate(httpContext);
        if (account is null)
            return Behaviour.Is(SigMutants.Anonymous) && refusal == NotFound ? LoggedOut() : Refuse(refusal);
        if (body?.RefreshToken is { Length: > 0 } token && !Strike(token, account, httpContext))
            return Refuse(InvalidToken);
        if (Behaviour.Is(SigMutants.JwtRevoked))
            _refreshTokens.Ended.Add([(BearerToken.Of(httpContext, Behaviour).Token!, account.Name)]);
        _loggedOut[account.Name] = true;
        return LoggedOut();
    }

    // A refresh token that is not there (any more) is as dead as the caller wants it (RFC 7009, 2.2); another user's is not the caller's to end (2.1).
    private bool Strike(string token, Account account, HttpContext httpContext)
    {
        var (standing, owner) = _refreshTokens.Find(token);
        if (standing == Standing.Ended && Behaviour.Is(SessionMutants.SecondLogout500))
            throw new InvalidOperationException("The row is gone.");
        if (standing == Standing.Bad)
            return !Behaviour.Is(SessionMutants.UnknownTokenRefused);
        if (standing != Standing.Live)
            return true;
        if (owner != account && !Behaviour.Is(SessionMutants.ForeignAccepted))
            return false;
        if (
            Behaviour.Is(SigMutants.SiblingTokenRefused)
            && _refreshTokenOf.GetValueOrDefault(BearerToken.Of(httpContext, Behaviour).Token!) != token
        )
            return false;
        var isSiblings = _refreshTokenOf.GetValueOrDefault(BearerToken.Of(httpContext, Behaviour).Token!) != token;
        if (!Behaviour.Is(SigMutants.RefreshSurvives) && !(isSiblings && Behaviour.Is(PathMutants.SiblingKept)))
            _refreshTokens.End(token, owner!);
        return true;
    }

    private (Account? Account, string Refusal) Authenticate(HttpContext httpContext)
    {
        if (BearerToken.Of(httpContext, Behaviour).Token is not { Length: > 0 } token)
        {
            return Behaviour.TakesMissing() ? (Account.Everybody[0], "") : (null, NotFound);
        }

        var jwt = _desk.Read(token);
        if (
            jwt.State == TokenState.Bad
            && Behaviour.Is(TokenMutants.RefreshAsAccess)
            && _refreshTokens.Find(token) is (Standing.Live, { } refreshing)
        )
            return (refreshing, "");
        if (jwt.State == TokenState.Expired)
            return (null, "Expired JWT Token");
        if (Behaviour.Is(SigMutants.JwtRevoked) && _refreshTokens.Ended.Has(token))
            return (null, InvalidToken);
        return OwnerOf(jwt) is { } account ? (account, "") : (null, InvalidToken);
    }

    private static Account? OwnerOf(ReadToken jwt) => Account.Named(jwt["email"]);

    private string NewJwt(Account account, string refreshToken)
    {
        var jwt = _desk.Issue(Lifetime, new JsonObject { ["roles"] = new JsonArray("ROLE_USER"), ["email"] = account.Name }).Text;
        if (Behaviour.IsAny(SigMutants.SiblingTokenRefused, PathMutants.SiblingKept))
            _refreshTokenOf[jwt] = refreshToken;
        return jwt;
    }
}
