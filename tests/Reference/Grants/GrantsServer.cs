using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Conformance.Reference.Hosting;
using Conformance.Reference.Switches;
using Conformance.Reference.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Conformance.Reference.Grants;

/// <summary>
/// JWTs for a quarter of an hour, and families of refresh tokens that last for two days: one that was replaced is good for thirty seconds more. A logout takes an access token that has
/// expired, and ends the whole family. Under the name everywhere it ends all families of the user, knows no grace, and takes no access token that has expired.
/// </summary>
internal sealed class GrantsServer(string name, TimeProvider clock, Behaviour behaviour) : HandwrittenApi(name, clock, behaviour)
{
    private static readonly TimeSpan AccessLifetime = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan RefreshLifetime = TimeSpan.FromHours(8);
    private static readonly TimeSpan SessionLifetime = TimeSpan.FromDays(2);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private readonly SigningKey _key = SigningKey.NewSecret();
    private readonly ConcurrentDictionary<string, GrantSession> _ofAccess = [];
    private readonly ConcurrentDictionary<string, GrantSession> _ofRefresh = [];
    private readonly ConcurrentDictionary<string, DateTimeOffset> _denied = [];
    private readonly ConcurrentQueue<string> _deniedInOrder = [];
    private readonly ConcurrentDictionary<string, (DateTimeOffset Until, string Name)> _cache = [];
    private Account? _lastRefreshed;
    private int _count;

    private bool EndsEverywhere => Name == "everywhere";

    public override (string Method, string Path) Logout => ("POST", "/logout");

    public override (string Method, Mutant Mutant) OtherMethod => ("PUT", GrantsMutants.PutLogsOut);

    public override (string Name, string Prefix) TokenHeader => ("Authorization", "Bearer ");

    public override void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, "POST", "/login", "login", LogInAsync);
        Map(routes, "POST", "/refresh", "refresh", RefreshAsync);
        Map(routes, "POST", "/logout", "logout", LogOutAsync);
        Map(routes, "GET", "/account", "account", c => Guarded(c, a => Results.Json(new JsonObject { ["name"] = a.Name }), isCached: true));
        Map(routes, "GET", "/orders", "orders", c => Guarded(c, _ => Results.Json(new JsonObject { ["orders"] = new JsonArray() })));
        Map(
            routes,
            "POST",
            "/orders",
            "order",
            c => Guarded(c, _ => Results.NoContent(), spares: Behaviour.Is(GrantsMutants.PostUnchecked))
        );
    }

    protected override string Challenge(string error) =>
        error == "missing" ? "Bearer realm=\"grants\"" : "Bearer realm=\"grants\", error=\"invalid_token\"";

    private async Task<IResult> LogInAsync(HttpContext context)
    {
        var body = await JsonBody.ReadAsync(context, isRequired: true);
        if (body.Text("name") is not { } name || body.Text("password") is not { } password)
            return Refuse(context, body.Status > 0 ? body.Status : 400, "invalid");
        if (Account.With(name, password, Behaviour) is not { } account)
            return Refuse(context, 401, "credentials");
        return Issue(
            new GrantSession(account, Clock.GetUtcNow())
            {
                IsOffline = body.IsTrue("offline"),
                Number = Interlocked.Increment(ref _count),
                IsMisnamed = name != account.Name,
            }
        );
    }

    private async Task<IResult> RefreshAsync(HttpContext context)
    {
        var body = await JsonBody.ReadAsync(context, isRequired: true);
        if (body.Status > 0)
            return Refuse(context, body.Status, "invalid");
        if (body.Text("refresh") is not { Length: > 0 } text)
            return Refuse(context, 401, "missing");
        if (!_ofRefresh.TryGetValue(text, out var session) || !session.RefreshTokens.TryGetValue(text, out var token))
            return Refuse(context, 401, "unknown");

        // A token is redeemed once, however many ask at the same time.
        lock (session.Gate)
            return Redeem(context, session, text, token);
    }

    private IResult Redeem(HttpContext context, GrantSession session, string text, GrantRefreshToken token)
    {
        var now = Clock.GetUtcNow();
        var isOfGrace =
            token.ReplacedAt is { } replaced && ((now < replaced + Grace && !EndsEverywhere) || Behaviour.Is(GrantsMutants.GraceForever));
        var isUnseen = Behaviour.Is(GrantsMutants.FirstMemberListed) && IsListedByAnother(context, text);
        if (session.HasEnded && !isUnseen && !(isOfGrace && Behaviour.Is(GrantsMutants.GraceOutlives)))
            return Refuse(context, 401, "revoked");
        var isOver = now >= session.StartedAt + SessionLifetime && !EndsEverywhere && !Behaviour.Is(GrantsMutants.SessionNeverEnds);
        var isEarly = Behaviour.Is(AgeMutants.RefreshExpiresEarly) && now >= token.ExpiresAt - RefreshLifetime / 2;
        if (isOver || isEarly || now >= token.ExpiresAt)
            return Refuse(context, 401, "expired");
        if (token.ReplacedAt is not null && (!isOfGrace || Behaviour.Is(GrantsMutants.NoGrace)))
            return Refuse(context, 401, "reused");
        if (Behaviour.Is(GrantsMutants.RefreshRestarts))
            session.StartedAt = now;
        session.WasLate |= now >= session.IssuedAt + AccessLifetime;
        if (Behaviour.Is(GrantsMutants.RefreshOfAnother))
            (session.Mistaken, _lastRefreshed) = (_lastRefreshed, session.Account);
        if (Behaviour.Is(GrantsMutants.SameRefreshToken))
            return Issue(session, text);
        token.ReplacedAt ??= now;
        return Issue(session);
    }

    private async Task<IResult> LogOutAsync(HttpContext context)
    {
        var body = await JsonBody.ReadAsync(context, isRequired: false);
        if (body.Status > 0)
            return Refuse(context, body.Status, "invalid");
        var (standing, id, session) = Read(context);
        if (session is null || standing == "revoked")
            return Refuse(context, 401, standing);
        var isExpired = standing == "expired";
        if (isExpired && Behaviour.Is(AgeMutants.ExpiredLogoutEnds))
            session.HasEnded = true;
        if (isExpired && (EndsEverywhere || Behaviour.Is(GrantsMutants.ExpiredRefused)))
            return Refuse(context, 401, standing);
        if (
            Skipped.IsDeaf
            || session.IsMisnamed
            || (session.WasLate && Behaviour.Is(AgeMutants.LateRefreshSurvives))
            || (Clock.GetUtcNow() >= session.StartedAt.AddMinutes(10) && Behaviour.Is(AgeMutants.OldSurvives))
            || (isExpired && Behaviour.Is(GrantsMutants.ExpiredEndsNothing))
            || (session.IsOffline && Behaviour.Is(GrantsMutants.OfflineSurvives))
            || (body.Text("device") == "lost" && Behaviour.Is(GrantsMutants.LostDeviceSurvives))
            || (body.Value is null && Behaviour.Is(GrantsMutants.WithoutBodySurvives))
        )
            return Results.NoContent();
        foreach (var ended in EndsEverywhere ? SiblingsOf(session) : [session])
        {
            if (!Behaviour.Is(GrantsMutants.FamilyKept) && (ended == session || !Behaviour.Is(GrantsMutants.SiblingFamilyKept)))
                ended.HasEnded = true;
            if (ended == session || !Behaviour.Is(GrantsMutants.SiblingAccessKept))
                DenyAll(ended);
        }

        if (Behaviour.Is(GrantsMutants.DeniedBySecond))
        {
            var second = id.Split('.')[1];
            foreach (
                var (other, _) in _ofAccess.Where(a =>
                    a.Value.Account == session.Account && a.Key.EndsWith("." + second, StringComparison.Ordinal)
                )
            )
                Deny(other);
        }

        return Results.NoContent();
    }

    private List<GrantSession> SiblingsOf(GrantSession session) =>
        [
            .. _ofRefresh
                .Values.Distinct()
                .Where(s => s.Account == session.Account || Behaviour.Is(GrantsMutants.EveryUserEnds))
                .Where(s => s == session || !IsSpared(s, session)),
        ];

    // Whether a mutant has the logout of one session forget another one of its user's.
    private bool IsSpared(GrantSession other, GrantSession session) =>
        Behaviour.Is(GrantsMutants.SiblingsSurvive)
        || (Behaviour.Is(GrantsMutants.RefreshedSurvive) && other.RefreshTokens.Count > 1)
        || (Behaviour.Is(GrantsMutants.YoungerSurvive) && other.Number > session.Number);

    private void DenyAll(GrantSession session)
    {
        foreach (var (id, _) in _ofAccess.Where(a => a.Value == session))
            Deny(id);
    }

    private void Deny(string id)
    {
        _denied[Key(id)] = Clock.GetUtcNow();
        _deniedInOrder.Enqueue(Key(id));
        while (Behaviour.Is(GrantsMutants.SixtyFourDenied) && _deniedInOrder.Count > 64 && _deniedInOrder.TryDequeue(out var oldest))
            _denied.TryRemove(oldest, out _);
    }

    private string Key(string id) => Behaviour.Is(GrantsMutants.DeniedByBeginning) ? id[..2] : id;

    private IResult Issue(GrantSession session, string? refresh = null)
    {
        var now = Clock.GetUtcNow();
        session.IssuedAt = now;
        if (refresh is null)
        {
            refresh = Ids.Hex(32);
            session.RefreshTokens[refresh] = new GrantRefreshToken(now + RefreshLifetime);
            _ofRefresh[refresh] = session;
        }

        return Results.Json(
            new JsonObject
            {
                ["access"] = NewAccess(session, now.ToUnixTimeSeconds()),
                ["refresh"] = refresh,
                ["expires_in"] = (long)AccessLifetime.TotalSeconds,
            }
        );
    }

    private string NewAccess(GrantSession session, long now)
    {
        var lifetime = (long)AccessLifetime.TotalSeconds;

        // Without a number of its own a token is the same as another one of its second.
        var id = Behaviour.Is(GrantsMutants.SameInASecond) ? $"{session.Account.Id}.{now}" : $"{Ids.Hex(16)}.{now}";
        var claims = new JsonObject
        {
            ["sub"] = session.Account.Id,
            ["jti"] = id,
            ["iat"] = now,
            ["exp"] = now + lifetime,
        };
        if (Behaviour.Is(GrantsMutants.ExpTooLate))
            claims["exp"] = now + 24 * 3600;
        if (Behaviour.Is(GrantsMutants.ExpInMilliseconds))
            claims["exp"] = (now + lifetime) * 1000;
        if (Behaviour.Is(GrantsMutants.ExpAsText))
            claims["exp"] = $"{now + lifetime}";
        if (Behaviour.Is(GrantsMutants.WithoutExp))
            claims.Remove("exp");
        _ofAccess[id] = session;
        var text = $"{CompactParts.Write(new JsonObject { ["typ"] = "JWT", ["alg"] = _key.Algorithm })}.{CompactParts.Write(claims)}";
        return $"{text}.{Base64Url.EncodeToString(_key.Sign(text))}";
    }

    private Task<IResult> Guarded(HttpContext context, Func<Account, IResult> answer, bool spares = false, bool isCached = false)
    {
        var (standing, id, session) = Read(context);
        if (isCached && Behaviour.Is(GrantsMutants.AnswersShared) && session is not null && standing == "")
        {
            // As a gateway does that keeps answers by their path, for a moment.
            var now = Clock.GetUtcNow();
            var kept = _cache.AddOrUpdate(
                context.Request.Path,
                _ => (now.AddSeconds(1), session.Account.Name),
                (_, was) => now < was.Until ? was : (now.AddSeconds(1), session.Account.Name)
            );
            return Task.FromResult(Results.Json(new JsonObject { ["name"] = kept.Name }));
        }

        var isSpared = spares && standing == "revoked" && id.Length > 0;
        return Task.FromResult(
            standing == "" || isSpared ? answer(NamedIn(context) ?? session!.Mistaken ?? session.Account) : Refuse(context, 401, standing)
        );
    }

    // Whom a header of a proxy's names, which the mutant takes for the truth.
    private Account? NamedIn(HttpContext context) =>
        Behaviour.Is(GrantsMutants.NamedUserWins) ? Account.Named(context.Request.Headers["X-Forwarded-User"]) : null;

    // Whether the first member of the name in a body, which the list of dead tokens is asked for, is another token than the last one, which counts.
    private static bool IsListedByAnother(HttpContext context, string text)
    {
        context.Request.Body.Position = 0;
        using var reader = new StreamReader(context.Request.Body, leaveOpen: true);
        var body = reader.ReadToEndAsync().GetAwaiter().GetResult();
        return body.Split("\"refresh\":\"") is { Length: > 2 } pieces && !pieces[1].StartsWith(text, StringComparison.Ordinal);
    }

    // How the access token of a request stands; empty where it is live.
    private (string Standing, string Id, GrantSession? Session) Read(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return ("missing", "", null);
        try
        {
            var parts = CompactParts.Split(header["Bearer ".Length..].Trim(), 3);
            var signature = Base64Url.DecodeFromChars(parts[2]);
            var isOurs =
                CompactParts.ReadObject(parts[0])["alg"]?.ToString() == _key.Algorithm && _key.Verify($"{parts[0]}.{parts[1]}", signature);
            var claims = CompactParts.ReadObject(parts[1]);
            if (!isOurs || claims["jti"]?.ToString() is not { } id || !_ofAccess.TryGetValue(id, out var session))
                return ("unknown", "", null);
            var isDenied =
                !Skipped.IsEnded
                && _denied.TryGetValue(Key(id), out var since)
                && (since.Date == Clock.GetUtcNow().Date || !Behaviour.Is(AgeMutants.UntilMidnight));
            var isOver = Clock.GetUtcNow().ToUnixTimeSeconds() >= claims["iat"]!.GetValue<long>() + (long)AccessLifetime.TotalSeconds;
            return (
                isDenied ? "revoked"
                : isOver ? "expired"
                : "",
                id,
                session
            );
        }
        catch (FormatException)
        {
            return ("malformed", "", null);
        }
    }
}
