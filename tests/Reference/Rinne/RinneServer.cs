using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Conformance.Generated;
using Conformance.Generated.Rinne.Server;
using Conformance.Reference.Hosting;
using Conformance.Reference.Sessions;
using Conformance.Reference.Switches;
using Conformance.Reference.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Conformance.Reference.Rinne;

/// <summary>Rinne: a stateless JWT. The logout says yes and ends nothing, by the document's own note; the blacklist that it announces is here, and off.</summary>
internal sealed class RinneServer(TimeProvider clock, Behaviour behaviour) : ReferenceApi("rinne", "/core/", clock, behaviour), IRinneServer
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly TokenDesk _desk = new(new Jwt(SigningKey.NewSecret(), behaviour), clock, behaviour);
    private readonly ConcurrentDictionary<string, Account> _issued = [];
    private readonly ConcurrentDictionary<string, bool> _loggedOut = [];
    private readonly Blacklist _blacklist = new(clock, behaviour);
    private readonly RinneErrors _errors = new(clock);

    public override (string Method, string Path) Logout => ("POST", "/v1/auth/logout");

    public override (string Method, Mutant Mutant) OtherMethod => ("PUT", RinneMutants.PutLogsOut);

    public override (string Name, string Prefix) TokenHeader => ("Authorization", "Bearer ");

    public override void Map(IEndpointRouteBuilder routes) => routes.MapRinne(this);

    public override void Restarted() => _blacklist.Restarted();

    public override void Change(Answer answer) => RinneAnswers.Change(answer, Behaviour);

    public Task<LoginResult> LoginAsync(LoginRequest body, HttpContext httpContext, CancellationToken cancellationToken)
    {
        if (Account.With(body.Identifier, body.Password, Behaviour) is not { } account)
        {
            RinneErrors.Challenge(httpContext, hadToken: false);
            return Task.FromResult<LoginResult>(
                new LoginResult.Unauthorized(
                    _errors.Of(httpContext, 401, "AUTHENTICATION_ERROR", "Invalid credentials", "The identifier or the password is wrong")
                )
            );
        }

        var token = _desk.Issue(Lifetime, new JsonObject { ["sub"] = account.Id, ["email"] = account.Name });
        _issued[token.Id] = account;
        return Task.FromResult<LoginResult>(
            new LoginResponse
            {
                User = UserOf(account),
                Token = token.Text,
                ExpiresAt = token.ExpiresAt,
                SelectedCompany = null,
            }
        );
    }

    public Task<MeResult> MeAsync(HttpContext httpContext, CancellationToken cancellationToken)
    {
        var (standing, account, _) = Authenticate(httpContext);
        return Task.FromResult<MeResult>(
            standing == Standing.Live
                ? new Me
                {
                    User = UserOf(account!),
                    Auth = new MeAuth
                    {
                        Method = "jwt",
                        AuthMethod = "jwt",
                        CurrentCompanyId = null,
                        Permissions = [],
                    },
                }
                : new MeResult.Unauthorized(_errors.Of(httpContext, standing))
        );
    }

    public Task<LogoutResult> LogoutAsync(HttpContext httpContext, CancellationToken cancellationToken) =>
        Task.FromResult(Leave(httpContext));

    public IResult Invalid(InvalidRequest request, HttpContext httpContext) =>
        request.StatusCode == 415
            ? Undocumented(httpContext, 415)
            : new LoginResult.BadRequest(_errors.Violations(httpContext, request.Problems));

    public override IResult Undocumented(HttpContext httpContext, int status) =>
        Results.Json(_errors.Undocumented(httpContext, status), statusCode: status);

    private static User UserOf(Account account) => new() { Id = account.Id, Email = account.Name };

    private LogoutResult Leave(HttpContext httpContext)
    {
        var (standing, account, token) = Authenticate(httpContext);
        var loggedOut = new LogoutResponse { Success = true, Message = "Logged out successfully" };
        if (standing == Standing.Missing && Behaviour.Is(RinneMutants.Anonymous))
            return loggedOut;
        if (standing != Standing.Live)
            return new LogoutResult.Unauthorized(_errors.Of(httpContext, standing));
        if (Behaviour.Is(RinneMutants.BodyRequired) && httpContext.Request.ContentLength is null or 0)
            throw new BadHttpRequestException("A body is required.", 400);
        if (!_loggedOut.TryAdd(token, true) && Behaviour.Is(SessionMutants.SecondLogout500))
            throw new InvalidOperationException("The token was logged out already.");
        _blacklist.Add(
            _issued.Where(issued => IsEnded(issued.Key, issued.Value, token, account!)).Select(issued => (issued.Key, issued.Value.Name))
        );
        return loggedOut;
    }

    // As documented by the note, nothing at all.
    private bool IsEnded(string id, Account owner, string token, Account account)
    {
        if (id == token)
            return Behaviour.IsAny(RinneMutants.Blacklist, RinneMutants.BlacklistAUseLate, RinneMutants.UserEnded);
        return Behaviour.Is(SessionMutants.EverybodyEnded)
            || (owner == account && Behaviour.IsAny(SessionMutants.SiblingEnded, RinneMutants.UserEnded));
    }

    private (Standing Standing, Account? Account, string Id) Authenticate(HttpContext httpContext)
    {
        if (BearerToken.Of(httpContext, Behaviour).Token is not { Length: > 0 } token)
            return Behaviour.TakesMissing() ? (Standing.Live, Account.Everybody[0], "") : (Standing.Missing, null, "");
        var jwt = _desk.Read(token);
        if (jwt.State == TokenState.Bad || Account.Named(jwt["email"]) is not { } account)
            return (Standing.Bad, null, "");
        if (jwt.State == TokenState.Expired)
            return (Standing.Expired, account, jwt.Id);
        return (_blacklist.Has(jwt.Id) ? Standing.Ended : Standing.Live, account, jwt.Id);
    }
}
