using System.Text.Json.Nodes;
using Conformance.Generated;
using Conformance.Generated.Nethesis.Server;
using Conformance.Reference.Hosting;
using Conformance.Reference.Sessions;
using Conformance.Reference.Switches;
using Conformance.Reference.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Conformance.Reference.Nethesis;

/// <summary>My Nethesis: two JWTs, told apart by <c>token_type</c>, both blacklisted by the logout; every answer wears the envelope.</summary>
internal sealed class NethesisServer(TimeProvider clock, Behaviour behaviour)
    : ReferenceApi("nethesis", "/api/", clock, behaviour),
        INethesisServer
{
    private static readonly TimeSpan AccessLifetime = TimeSpan.FromHours(24);
    private static readonly TimeSpan RefreshLifetime = TimeSpan.FromDays(7);

    private readonly TokenDesk _desk = new(new Jwt(SigningKey.NewSecret(), behaviour), clock, behaviour);
    private readonly SessionBook _book = new(clock, behaviour);

    public override (string Method, string Path) Logout => ("POST", "/auth/logout");

    public override (string Method, Mutant Mutant) OtherMethod => ("PUT", NethesisMutants.PutLogsOut);

    public override (string Name, string Prefix) TokenHeader => ("Authorization", "Bearer ");

    public override void Map(IEndpointRouteBuilder routes) => routes.MapNethesis(this);

    public override void Restarted() => _book.Ended.Restarted();

    public override Task ReceiveAsync(HttpContext httpContext) =>
        IsLogout(httpContext.Request) ? NethesisRequests.ReceiveLogoutAsync(httpContext.Request, Behaviour) : Task.CompletedTask;

    public override void Change(Answer answer) => NethesisAnswers.Change(answer, Behaviour);

    public Task<ExchangeResult> ExchangeAsync(ExchangeRequest body, HttpContext httpContext, CancellationToken cancellationToken)
    {
        // The outside provider's token is NAME:PASSWORD here, which stands for a token that the provider would vouch for.
        var colon = body.AccessToken.LastIndexOf(':');
        if (colon > 0 && Account.With(body.AccessToken[..colon], body.AccessToken[(colon + 1)..], Behaviour) is { } account)
        {
            var token = BearerToken.Of(httpContext, Behaviour).Token;
            _book.LoginBrings(_desk, token);
            var kept = Behaviour.Is(PathMutants.LoginKeepsToken) ? token : null;
            return Task.FromResult<ExchangeResult>(Issue(_book.Open(account), "token exchange successful", kept));
        }

        if (colon > 0 && Behaviour.Is(PathMutants.WrongPasswordEnds) && Account.Named(body.AccessToken[..colon]) is { } mistaken)
            _book.EndAllOf(mistaken);
        NethesisRefusals.Challenge(httpContext, hadToken: false);
        return Task.FromResult<ExchangeResult>(new ExchangeResult.Unauthorized(NethesisRefusals.Of("invalid access token")));
    }

    public async Task<RefreshResult> RefreshAsync(RefreshRequest body, HttpContext httpContext, CancellationToken cancellationToken)
    {
        var refresh = _book.Present(_desk, body.RefreshToken, TokenKind.Refresh);
        if (refresh.Standing == Standing.Live && await _book.SpendAsync(refresh.Id, cancellationToken))
            return Issue(refresh.Session!, "token refresh successful");
        if (refresh.Standing == Standing.Ended)
            Answer.MarkRevoked(httpContext);
        NethesisRefusals.Challenge(httpContext, hadToken: true);
        return new RefreshResult.Unauthorized(
            NethesisRefusals.Of(
                refresh.Standing is Standing.Ended or Standing.Spent or Standing.Live
                    ? "refresh token has been revoked"
                    : "invalid refresh token"
            )
        );
    }

    public Task<MeResult> MeAsync(HttpContext httpContext, CancellationToken cancellationToken)
    {
        var access = Authenticate(httpContext);
        return Task.FromResult<MeResult>(
            access.Standing == Standing.Live
                ? new UserEnvelope
                {
                    Code = 200,
                    Message = "user information retrieved successfully",
                    Data = UserOf(access.Session!.Account),
                }
                : new MeResult.Unauthorized(NethesisRefusals.Of(access, httpContext, dataOfInvalid: null))
        );
    }

    public Task<LogoutResult> LogoutAsync(LogoutRequest body, HttpContext httpContext, CancellationToken cancellationToken) =>
        Task.FromResult(Leave(body.RefreshToken, httpContext));

    public IResult Invalid(InvalidRequest request, HttpContext httpContext)
    {
        if (request.Operation == "logout")
        {
            if (Behaviour.Is(RequestMutants.MalformedBodyAccepted) && request.Problems[0].Message == "is no JSON")
                return new LogoutResult.Ok(LoggedOut());
            _book.RefuseLogout(_desk, BearerToken.Of(httpContext, Behaviour).Token, PathMutants.AfterRefusal);
            if (Behaviour.Is(SessionMutants.FailedLogoutRevokes) && Authenticate(httpContext) is { Standing: Standing.Live } access)
                _book.End(access.Session!);
        }

        if (request.StatusCode == 415)
            return Undocumented(httpContext, 415);
        return new LogoutResult.BadRequest(NethesisRefusals.Violations(request.Problems, httpContext.Request));
    }

    public override IResult Undocumented(HttpContext httpContext, int status) =>
        Results.Json(NethesisRefusals.Undocumented(status), statusCode: status);

    private static Envelope LoggedOut() =>
        new()
        {
            Code = 200,
            Message = "logout successful",
            Data = new object(),
        };

    private static User UserOf(Account account) =>
        new()
        {
            Id = account.Id,
            Username = account.Name,
            Email = account.Name,
            Name = account.Name,
        };

    private LogoutResult Leave(string refreshToken, HttpContext httpContext)
    {
        var access = Authenticate(httpContext);
        if (access.Standing == Standing.Missing && Behaviour.Is(NethesisMutants.Anonymous))
            return new LogoutResult.Ok(LoggedOut());
        if (access.Standing == Standing.Ended && Behaviour.Is(NethesisMutants.SecondLogout))
            return new LogoutResult.Ok(LoggedOut());
        if (access.Standing == Standing.Ended && Behaviour.Is(LaterMutants.DeadLogoutEndsAll))
            _book.EndAllOf(access.Session!.Account);
        if (access.Standing == Standing.Ended && Behaviour.Is(SessionMutants.SecondLogout500))
            throw new InvalidOperationException("The tokens stand on the blacklist already.");
        if (access.Standing == Standing.Bad)
            _book.RefuseLogout(_desk, BearerToken.Of(httpContext, Behaviour).Token, PathMutants.ForgedRefusal);
        if (access.Standing != Standing.Live)
            return new LogoutResult.Unauthorized(NethesisRefusals.Of(access, httpContext, dataOfInvalid: new object()));

        // A dead or unknown refresh token is as dead as the caller wants it (RFC 7009, 2.2); that of another session is not the caller's to end.
        var refresh = _book.Present(_desk, refreshToken, TokenKind.Refresh);
        var isForeign = refresh.Standing == Standing.Live && refresh.Session != access.Session;
        if (
            (isForeign && !Behaviour.Is(SessionMutants.ForeignAccepted))
            || (refresh.Standing == Standing.Bad && Behaviour.Is(SessionMutants.UnknownTokenRefused))
        )
        {
            if (isForeign && Behaviour.Is(PathMutants.RefusedSiblingEnds) && refresh.Session!.Account == access.Session!.Account)
                _book.End(access.Session);
            return new LogoutResult.Unauthorized(
                NethesisRefusals.Of(new Presented(Standing.Bad), httpContext, dataOfInvalid: new object())
            );
        }

        if (isForeign)
            _book.End(refresh.Session!);
        _book.End(
            access.Session!,
            (_, kind) => Behaviour.Is(kind == TokenKind.Access ? NethesisMutants.AccessSurvives : NethesisMutants.RefreshSurvives),
            access.Id
        );
        return new LogoutResult.Ok(LoggedOut());
    }

    private Presented Authenticate(HttpContext httpContext)
    {
        var (hasHeader, token) = BearerToken.Of(httpContext, Behaviour);
        var isToldMissing = Behaviour.Is(NethesisMutants.SchemeAlone) && httpContext.Request.Headers.Authorization == "Bearer";
        if (hasHeader && token is null && !isToldMissing)
            httpContext.Items[NethesisRefusals.WrongScheme] = true;
        return _book.Present(_desk, token, TokenKind.Access);
    }

    private TokenEnvelope Issue(Session session, string message, string? kept = null) =>
        new()
        {
            Code = 200,
            Message = message,
            Data = new TokenEnvelopeData
            {
                Token = kept ?? _book.Note(session, TokenKind.Access, _desk.Issue(AccessLifetime, Claims(session, "access"))),
                RefreshToken = _book.Note(session, TokenKind.Refresh, _desk.Issue(RefreshLifetime, Claims(session, "refresh"))),
                ExpiresIn = (long)AccessLifetime.TotalSeconds,
                User = UserOf(session.Account),
            },
        };

    private static JsonObject Claims(Session session, string type) => new() { ["sub"] = session.Account.Id, ["token_type"] = type };
}
