using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Conformance.Reference.Hosting;
using Conformance.Reference.Switches;
using Conformance.Reference.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Conformance.Reference.Cookies;

/// <summary>
/// A shop whose sessions stand in a table and travel in a cookie. They end after twenty minutes without a use; what changes something asks for the session's CSRF token, as a cookie and
/// as a header; users see their sessions and end them one by one.
/// </summary>
internal sealed class CookiesServer(TimeProvider clock, Behaviour behaviour) : HandwrittenApi("cookies", clock, behaviour)
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(3);

    private readonly ConcurrentDictionary<string, CookieSession> _sessions = [];
    private readonly ConcurrentDictionary<string, CookieSession> _tickets = [];
    private readonly ConcurrentDictionary<string, CookieSession> _ofConnections = [];
    private int _count;
    private long _lastLogout;

    public override (string Method, string Path) Logout => ("POST", "/logout");

    public override (string Method, Mutant Mutant) OtherMethod => ("PUT", CookiesMutants.PutLogsOut);

    public override (string Name, string Prefix) TokenHeader => ("Cookie", "sid=");

    public override void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, "POST", "/login", "login", LogInAsync);
        Map(routes, "POST", "/logout", "logout", LogOutAsync);
        Map(routes, "GET", "/account", "account", c => Guarded(c, s => ShowAccount(c, s)));
        Map(routes, "POST", "/orders", "order", Order);
        Map(routes, "GET", "/ping", "ping", c => Guarded(c, _ => Results.NoContent(), isUse: Behaviour.Is(CookiesMutants.PingCounts)));
        Map(routes, "GET", "/events", "events", c => Guarded(c, s => Stream(c, s), isUse: false));
        Map(routes, "GET", "/next", "next", NextAsync);
        Map(routes, "GET", "/ticket", "ticket", c => Guarded(c, GiveTicket));
        Map(routes, "GET", "/download", "download", Download);
        Map(routes, "GET", "/sessions", "sessions", c => Guarded(c, List));
        Map(routes, "DELETE", "/sessions", "endAll", c => Guarded(c, EndAll));
        Map(routes, "DELETE", "/sessions/{id}", "endOne", c => Guarded(c, s => EndOne(c, s)));
        Map(routes, "PUT", "/password", "password", ChangePasswordAsync);
    }

    protected override string Challenge(string error) => "Cookie realm=\"cookies\"";

    private static JsonObject Named(string name) => new() { ["name"] = name };

    private IResult ShowAccount(HttpContext context, CookieSession session)
    {
        if (Behaviour.Is(CookiesMutants.AnyOrigin) && context.Request.Headers.Origin is [{ } origin])
        {
            context.Response.Headers.AccessControlAllowOrigin = origin;
            context.Response.Headers.AccessControlAllowCredentials = "true";
        }

        if (Behaviour.Is(CookiesMutants.RenewedSurvives))
        {
            // Another row of the table, which no logout of the first one finds.
            var renewed = new CookieSession(Ids.Hex(32), session.Account, Clock.GetUtcNow());
            _sessions[renewed.Id] = renewed;
            context.Response.Headers.SetCookie = new([$"sid={renewed.Id}; Path=/; HttpOnly; SameSite=Strict"]);
        }

        var named = Behaviour.Is(CookiesMutants.NamedInQuery) ? Account.Named(context.Request.Query["user"]) : null;
        return Results.Json(Named((named ?? session.Account).Name));
    }

    private async Task<IResult> LogInAsync(HttpContext context)
    {
        var body = await JsonBody.ReadAsync(context, isRequired: true);
        if (body.Text("name") is not { } name || body.Text("password") is not { } password)
            return Refuse(context, body.Status > 0 ? body.Status : 400, "invalid");
        if (Account.With(name, password, Behaviour) is not { } account)
        {
            if (Behaviour.Is(CookiesMutants.WrongPasswordEnds))
                End(_sessions.Values.Where(s => s.Account.Name == name));
            return Refuse(context, 401, "credentials");
        }

        var session = new CookieSession(NewId(context), account, Clock.GetUtcNow())
        {
            IsRemembered = body.IsTrue("remember"),
            Device = body.Text("device"),
            Number = Interlocked.Increment(ref _count),
            IsMisnamed = name != account.Name,
            HasForerunner = _sessions.TryGetValue(Cookie(context.Request, "sid") ?? "", out var forerunner) && IsLive(forerunner),
        };
        _sessions[session.Id] = session;
        context.Response.Headers.SetCookie = new([
            $"sid={session.Id}; Path=/; HttpOnly; SameSite=Strict",
            $"csrf={session.Csrf}; Path=/; SameSite=Strict",
        ]);
        return Results.Json(Named(account.Name));
    }

    private string NewId(HttpContext context)
    {
        var sent = Cookie(context.Request, "sid");
        var known = sent is null ? null : _sessions.GetValueOrDefault(sent);
        var isKept =
            sent is { Length: > 0 }
            && (
                known is null ? Behaviour.Is(CookiesMutants.UnknownKept)
                : known.HasEnded ? Behaviour.Is(CookiesMutants.DeadKept)
                : Behaviour.Is(CookiesMutants.LiveKept)
            );
        if (isKept)
            return sent!;
        return Behaviour.Is(CookiesMutants.Counted)
                ? "7f3c9a55e01b48d2b6640c17" + (1000 + _count).ToString("x8", CultureInfo.InvariantCulture)
            : Behaviour.Is(CookiesMutants.Short) ? Ids.Hex(4)
            : Ids.Hex(32);
    }

    private async Task<IResult> LogOutAsync(HttpContext context)
    {
        var body = await JsonBody.ReadAsync(context, isRequired: false);
        if (body.Status > 0)
            return Refuse(context, body.Status, "invalid");
        if (Find(context) is not { } session)
            return Refuse(context, 401, "missing");
        if (!HasCsrf(context, session))
            return Refuse(context, 401, "foreign");
        if (!IsDeaf(context, body, session))
            End(Ended(session));
        var path = Behaviour.Is(CookiesMutants.ClearedElsewhere) ? "/logout" : "/";
        context.Response.Headers.SetCookie = new([$"sid=; Path={path}; Max-Age=0", $"csrf=; Path={path}; Max-Age=0"]);
        return Results.NoContent();
    }

    // Whether a mutant has the logout answer, and end nothing.
    private bool IsDeaf(HttpContext context, JsonBody body, CookieSession session)
    {
        var request = context.Request;
        var now = Clock.GetTimestamp();
        var isLost =
            Behaviour.Is(CookiesMutants.LostAtOnce)
            && Clock.GetElapsedTime(Interlocked.Exchange(ref _lastLogout, now), now) < TimeSpan.FromMicroseconds(300);
        return isLost
            || Skipped.IsDeaf
            || session.IsMisnamed
            || (session.HasForerunner && Behaviour.Is(AgeMutants.BesideLiveSurvives))
            || (session.Number > 250 && Behaviour.Is(AgeMutants.LateSession))
            || (Clock.GetUtcNow() >= session.StartedAt.AddMinutes(10) && Behaviour.Is(AgeMutants.OldSurvives))
            || (session.IsRemembered && Behaviour.Is(CookiesMutants.RememberedSurvives))
            || (session.Device == "tablet" && Behaviour.Is(CookiesMutants.TabletSurvives))
            || (session.Account != Account.Everybody[0] && Behaviour.Is(CookiesMutants.OthersSurvive))
            || (body.Value is not null && Behaviour.Is(CookiesMutants.BodySurvives))
            || (body.Text("reason") == "timeout" && Behaviour.Is(CookiesMutants.TimeoutSurvives))
            || (request.Query.ContainsKey("return_to") && Behaviour.Is(CookiesMutants.ReturnSurvives))
            || (
                request.Headers.Accept.ToString().StartsWith("text/html", StringComparison.Ordinal)
                && Behaviour.Is(CookiesMutants.BrowserSurvives)
            )
            || (session.Number > 90 && Behaviour.Is(CookiesMutants.LateSurvives));
    }

    private IEnumerable<CookieSession> Ended(CookieSession session) =>
        _sessions.Values.Where(s =>
            s == session
            || (
                Behaviour.Is(CookiesMutants.LookalikeEnds)
                && s.Account != session.Account
                && s.Account.Name.Equals(session.Account.Name, StringComparison.OrdinalIgnoreCase)
            )
            || (Behaviour.Is(CookiesMutants.PrefixEnds) && s.Account == session.Account && s.Id[0] == session.Id[0])
        );

    private static void End(IEnumerable<CookieSession> sessions)
    {
        foreach (var session in sessions)
            session.HasEnded = true;
    }

    private Task<IResult> Order(HttpContext context) =>
        Guarded(
            context,
            s => HasCsrf(context, s) ? Results.NoContent() : Refuse(context, 401, "foreign"),
            spares: Behaviour.Is(CookiesMutants.OrderUnchecked)
        );

    private bool HasCsrf(HttpContext context, CookieSession session)
    {
        var (cookie, header) = (Cookie(context.Request, "csrf"), context.Request.Headers["X-CSRF"].ToString());
        if (Behaviour.Is(CookiesMutants.CsrfOptional) && header.Length == 0)
            return true;
        if (cookie != header)
            return Behaviour.Is(CookiesMutants.CsrfCookieAlone) && cookie == session.Csrf;
        return cookie == session.Csrf
            || Behaviour.Is(CookiesMutants.CsrfAny)
            || (Behaviour.Is(CookiesMutants.CsrfOfAnybody) && _sessions.Values.Any(s => s.Csrf == cookie));
    }

    private IResult Stream(HttpContext context, CookieSession session) =>
        Results.Stream(
            async body =>
            {
                // Nobody reads on where the client has gone, and the server must not wait for it when it stops.
                var gone = context.RequestAborted;
                for (
                    var number = 1;
                    !gone.IsCancellationRequested && (IsLive(session) || Behaviour.Is(CookiesMutants.StreamOutlives));
                    number++
                )
                {
                    await body.WriteAsync(Encoding.UTF8.GetBytes($"data: {number}\n\n"), gone);
                    await body.FlushAsync(gone);
                    await Task.Delay(TimeSpan.FromMilliseconds(200), gone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
            },
            "text/event-stream"
        );

    // Something happens after a second.
    private async Task<IResult> NextAsync(HttpContext context)
    {
        const int looksInSecond = 20;
        if (Find(context) is not { } session)
            return Refuse(context, 401, "missing");
        if (!Behaviour.Is(CookiesMutants.UseIgnored))
            session.LastUse = Clock.GetUtcNow();
        var gone = context.RequestAborted;
        _ = int.TryParse(context.Request.Query["wait"], out var seconds);
        for (var look = 0; look < Math.Min(seconds, 30) * looksInSecond && !gone.IsCancellationRequested; look++)
        {
            if (!IsLive(session) && !Behaviour.Is(CookiesMutants.PollOutlives))
                return Refuse(context, 401, "missing");
            if (look == looksInSecond)
                return Results.Json(new JsonObject { ["event"] = 1 });
            await Task.Delay(TimeSpan.FromSeconds(1) / looksInSecond, gone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return Results.NoContent();
    }

    private IResult GiveTicket(CookieSession session)
    {
        var ticket = Ids.Hex(32);
        _tickets[ticket] = session;
        return Results.Json(new JsonObject { ["ticket"] = ticket });
    }

    private Task<IResult> Download(HttpContext context)
    {
        var isLive =
            _tickets.TryGetValue(context.Request.Query["ticket"].ToString(), out var session)
            && (!session.HasEnded || Behaviour.Is(CookiesMutants.TicketSurvives));
        return Task.FromResult(isLive ? Results.Text("what was asked for", "text/plain") : Refuse(context, 401, "missing"));
    }

    private IResult List(CookieSession session)
    {
        var ids = _sessions
            .Values.Where(s => s.Account == session.Account || Behaviour.Is(CookiesMutants.EverybodyListed))
            .Where(s => IsLive(s) || (s.HasEnded && Behaviour.Is(CookiesMutants.DeadListed)))
            .Where(s => s == session || !Behaviour.Is(CookiesMutants.OwnListedAlone))
            .Select(s => new JsonObject { ["id"] = s.ListedId });
        return Results.Json(new JsonObject { ["sessions"] = new JsonArray([.. ids]) });
    }

    private IResult EndAll(CookieSession session)
    {
        if (!Behaviour.Is(CookiesMutants.EndAllEndsNone))
            End(
                _sessions.Values.Where(s => s.Account == session.Account && (s != session || !Behaviour.Is(CookiesMutants.EndAllSparesOwn)))
            );
        return Results.NoContent();
    }

    private IResult EndOne(HttpContext context, CookieSession session)
    {
        var id = context.Request.RouteValues["id"]?.ToString();
        var named = _sessions.Values.FirstOrDefault(s =>
            s.ListedId == id && IsLive(s) && (s.Account == session.Account || Behaviour.Is(CookiesMutants.EndOneEndsForeign))
        );
        if (named is null)
            return Refuse(context, 404, "not-found");
        if (!Behaviour.Is(CookiesMutants.EndOneEndsNone))
            named.HasEnded = true;
        if (Behaviour.Is(CookiesMutants.EndOneEndsOwn))
            session.HasEnded = true;
        return Results.NoContent();
    }

    private async Task<IResult> ChangePasswordAsync(HttpContext context)
    {
        var body = await JsonBody.ReadAsync(context, isRequired: true);
        return await Guarded(
            context,
            session =>
            {
                if (body.Text("password") is null)
                    return Refuse(context, body.Status > 0 ? body.Status : 400, "invalid");
                if (!Behaviour.Is(CookiesMutants.PasswordEndsNone))
                    End(_sessions.Values.Where(s => s.Account == session.Account && s != session));
                session.HasEnded |= Behaviour.Is(CookiesMutants.PasswordEndsOwn);
                return Results.NoContent();
            }
        );
    }

    private Task<IResult> Guarded(HttpContext context, Func<CookieSession, IResult> answer, bool isUse = true, bool spares = false)
    {
        if (Find(context, spares) is not { } session)
            return Task.FromResult(Refuse(context, 401, "missing"));
        if (isUse && !Behaviour.Is(CookiesMutants.UseIgnored))
            session.LastUse = Clock.GetUtcNow();
        return Task.FromResult(answer(session));
    }

    private bool IsLive(CookieSession session) =>
        !session.HasEnded
        && (Clock.GetUtcNow() < session.LastUse + Idle || Behaviour.Is(CookiesMutants.NeverIdle))
        && (Clock.GetUtcNow() < session.StartedAt + Longest || Behaviour.Is(AgeMutants.UseKeepsForEver));

    private CookieSession? Find(HttpContext context, bool spares = false)
    {
        var connection = context.Connection.Id;
        if (Behaviour.Is(CookiesMutants.IdentityOfConnection) && Cookie(context.Request, "sid") is not null)
        {
            if (_ofConnections.TryGetValue(connection, out var first) && IsLive(first))
                return first;
        }

        var session = _sessions.GetValueOrDefault(Cookie(context.Request, "sid") ?? "");
        if (Behaviour.Is(CookiesMutants.TwoCookies) && session is not null)
            return _sessions.GetValueOrDefault(Cookie(context.Request, "sid", last: true) ?? "") is { } last && IsLive(last)
                ? session
                : null;
        if (session is null || (!IsLive(session) && !(spares && session.HasEnded)))
        {
            if (session is { HasEnded: false } && Behaviour.Is(CookiesMutants.RefusedUseCounts))
                session.LastUse = Clock.GetUtcNow();
            return null;
        }

        _ofConnections[connection] = session;
        return session;
    }
}
