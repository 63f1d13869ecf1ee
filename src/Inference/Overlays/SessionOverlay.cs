using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Conformance.Inference.Observing;
using Conformance.Inference.Places;
using Conformance.Inference.Roles;
using Conformance.Inference.Surface;

namespace Conformance.Inference.Overlays;

/// <summary>Writes what was guessed as an overlay: the policy, the schemes that are not declared, and each operation's part.</summary>
internal sealed class SessionOverlay
{
    private readonly SessionGuess _guess;
    private readonly TokenCarrier _carrier;
    private readonly string _scheme;
    private readonly OverlayText _text;
    private readonly bool _hasRefreshKind;

    private readonly Observation? _seen;
    private readonly string _origin;

    private SessionOverlay(SessionGuess guess, Observation? seen, TokenCarrier carrier, string title)
    {
        (_guess, _seen, _carrier) = (guess, seen, carrier);
        _origin = seen is null ? "assumed" : "observed";
        _scheme = carrier.Scheme?.Name ?? NewName(guess.Api, carrier.Place == "cookie" ? "sessionCookie" : "accessToken");
        _text = new OverlayText(title);
        _hasRefreshKind = guess.Refresh.First is not null && guess.RefreshField is not null;
    }

    /// <summary>The overlay; null where there is no login that can be described, or no operation that its token opens.</summary>
    /// <param name="seen">What a target showed; null where none was asked.</param>
    public static string? Write(SessionGuess guess, Observation? seen, string title)
    {
        if (guess.Login.First is not { } login || (seen?.Carrier ?? guess.Carrier) is not { } carrier)
            return null;
        if (Credentials.Of(guess.Api, login) is not { } credentials)
            return null;
        var overlay = new SessionOverlay(guess, seen, carrier, title);
        overlay.WriteAll(login, credentials);
        return overlay._text.ToString();
    }

    private void WriteAll(DescribedOperation login, JsonObject credentials)
    {
        _text.Note("What the document does not say of its sessions, guessed from names and shapes. Check what is marked \"assumed\".");
        foreach (var sentence in _seen?.Sentences ?? [])
            _text.Note("Observed: " + sentence);
        foreach (var (why, update) in DocumentMends.Of(_guess.Api.Root))
            _text.Update("$", update, why);
        WritePolicy();
        WriteLogin(login, credentials);
        if (_guess.Refresh.First is { } refresh && refresh != login)
            WriteRefresh(refresh);
        foreach (var logout in _guess.Logouts.Live)
            WriteLogout(logout, isLive: true);
        foreach (var probe in _seen is null ? _guess.Probes.Live : _seen.Probes.Select(Proven))
            WriteProbe(probe, isLive: true);
        WriteUnsure();
    }

    // What may be wrong stands where it does nothing, beside how to turn it on.
    private void WriteUnsure()
    {
        foreach (var refresh in _guess.Refresh.Unsure.Where(c => c.Operation != _guess.Login.First))
            _text.Note(
                $"Perhaps a refresh: {refresh.Operation}: {refresh.Why}. Turn it on with conform init --role refresh='{refresh.Operation}'."
            );
        foreach (var logout in _guess.Logouts.Unsure)
            WriteLogout(logout, isLive: false);
        var proven = _seen?.Probes ?? [];
        foreach (var probe in _seen is null ? _guess.Probes.Unsure.Where(c => !proven.Contains(c.Operation)) : [])
            WriteProbe(probe, isLive: false);
    }

    private static Candidate Proven(DescribedOperation operation) =>
        new(operation, [new Indication(1, "opened with a live token, and with no other")]);

    private void WritePolicy()
    {
        var access = new JsonObject { ["format"] = Format(), ["scheme"] = _scheme };
        if (_seen?.Format is { } jwt)
        {
            access["algorithm"] = jwt.Algorithm.StartsWith("HS", StringComparison.Ordinal) ? "HS256" : "RS256";
            if (jwt.Lifetime is { } lifetime)
                access["lifetime"] = $"PT{(long)lifetime.TotalSeconds}S";
        }

        var tokens = new JsonObject { ["access"] = access };
        if (_hasRefreshKind)
        {
            var refresh = new JsonObject { ["format"] = "opaque" };
            if (_seen?.Rotates == true)
                refresh["rotation"] = "rotate";
            tokens["refresh"] = refresh;
        }

        var root = new JsonObject
        {
            ["x-session"] = new JsonObject { ["tokens"] = tokens, ["x-origin"] = _origin },
        };
        if (Refusals() is { Count: > 0 } refusals)
            root["x-session"]!["refusals"] = refusals;
        if (_carrier.Scheme is null)
            root["components"] = new JsonObject { ["securitySchemes"] = new JsonObject { [_scheme] = Scheme() } };
        _text.Update("$", root, $"The access token travels in {_carrier}: {_carrier.Why}.");
    }

    // A status that the document has otherwise is no refusal to write down: the target is held to the document.
    private JsonObject Refusals()
    {
        var refusals = new JsonObject();
        if (_seen is null)
            return refusals;
        Add("missing", _seen.Missing);
        Add("unknown", _seen.Unknown);
        if (_seen.Revoked is { } revoked && revoked != _seen.Unknown)
            Add("revoked", revoked);
        Add("credentials", _seen.Credentials);
        return refusals;

        void Add(string reason, SeenRefusal? refusal)
        {
            if (refusal is null || reason != "credentials" && _seen.Probes.Any(refusal.IsDocumentedOtherwiseAt))
                return;
            refusals[reason] = refusal.AsRule();
        }
    }

    private string Format() =>
        _seen is not null
            ? _seen.Format is null
                ? "opaque"
                : "jwt"
            : _carrier.Scheme is { } scheme
            && (
                _guess
                    .Api.Root["components"]
                    ?["securitySchemes"]?[scheme.Name]?["bearerFormat"]?.AsString()
                    ?.Contains("jwt", StringComparison.OrdinalIgnoreCase) == true
                || (scheme.Name + scheme.Description).Contains("jwt", StringComparison.OrdinalIgnoreCase)
            )
                ? "jwt"
                : "opaque";

    private JsonObject Scheme() =>
        _carrier.IsBearer
            ? new JsonObject { ["type"] = "http", ["scheme"] = "bearer" }
            : new JsonObject
            {
                ["type"] = "apiKey",
                ["in"] = _carrier.Place,
                ["name"] = _carrier.Field,
            };

    private void WriteLogin(DescribedOperation login, JsonObject credentials)
    {
        var issued = _seen is null
            ? HandedOutTokens.Of(login, _carrier, _hasRefreshKind ? _guess.RefreshField : null, isLogin: true)
            : HandedOutTokens.Seen(login, _seen, _hasRefreshKind);
        var session = new JsonObject { ["role"] = "login" };
        foreach (var (name, value) in credentials.ToList())
        {
            credentials.Remove(name);
            session[name] = value;
        }

        session["issues"] = Places(issued);
        session["x-origin"] = _origin;
        if (_seen is { Login.Status: >= 300 } seen && login.Statuses.Contains($"{seen.Login.Status}"))
            session["succeeds"] =
                seen.Login.Status == seen.Credentials?.Status ? seen.Login.AsRule() : new JsonObject { ["status"] = seen.Login.Status };
        JsonNode policies = session;
        if (login.Inputs.FirstOrDefault(FieldNames.IsGrantType) is { } grant)
        {
            session["where"] = new JsonObject { [grant.InRequest] = session.ContainsKey("secret") ? "password" : "authorization_code" };
            // One operation that exchanges refresh tokens as well (RFC 6749, section 6).
            if (_guess.Refresh.First == login)
            {
                var refresh = RefreshPolicy(issued);
                refresh["where"] = new JsonObject { [grant.InRequest] = "refresh_token" };
                policies = new JsonArray(session, refresh);
            }
        }

        WriteOperation(login, policies, AnswerAdditions.For(login, issued), Open(login), _guess.Login.Taken[0]);
    }

    private void WriteRefresh(DescribedOperation refresh)
    {
        var issued = HandedOutTokens.Of(refresh, _carrier, _guess.RefreshField, isLogin: false);
        WriteOperation(refresh, RefreshPolicy(issued), AnswerAdditions.For(refresh, issued), null, _guess.Refresh.Taken[0]);
    }

    private JsonObject RefreshPolicy(ImmutableArray<HandedOutToken> issued)
    {
        var session = new JsonObject
        {
            ["role"] = "refresh",
            ["presents"] = _guess.RefreshField is { } field
                ? new JsonObject { ["refresh"] = field.InRequest }
                : new JsonObject { ["access"] = $"$request.{_carrier.Place}.{_carrier.Field}" },
            ["issues"] = Places(issued),
            ["x-origin"] = _seen?.Rotates is null ? "assumed" : "observed",
        };
        // Another status than that of protected operations is the refresh's own.
        if (
            _seen is { RefreshRefusal: { } refusal, Unknown: var unknown }
            && refusal != unknown
            && _guess.Refresh.First is { } refresh
            && refusal.IsDocumentedAt(refresh)
        )
            session["refusals"] = new JsonObject
            {
                ["missing"] = refusal.AsRule(),
                ["unknown"] = refusal.AsRule(),
                ["revoked"] = refusal.AsRule(),
            };
        return session;
    }

    private void WriteLogout(Candidate candidate, bool isLive)
    {
        var logout = candidate.Operation;
        var field = RefreshPlace.OfLogout(_guess.Api, logout);
        var isRefresh = field is not null && _hasRefreshKind;
        var session = new JsonObject { ["role"] = "logout" };
        var needsBoth = _seen?.LogoutNeedsBoth == true && logout == _guess.Logouts.First;
        if (field is not null)
            session["presents"] = new JsonObject
            {
                [isRefresh ? "refresh" : "access"] =
                    needsBoth && !isRefresh
                        ? new JsonArray($"$request.{_carrier.Place}.{_carrier.Field}", field.InRequest)
                        : field.InRequest,
            };
        session["revokes"] = Revokes(logout, isRefresh);
        if (Redirect(logout) is { } status)
            session["succeeds"] = new JsonObject { ["status"] = status };

        // What a logout should end no target shows: one that ends nothing would else be right.
        session["x-origin"] = "assumed";
        if (isLive && Tolerated() is { Count: > 0 } tolerated && logout == _guess.Logouts.First)
            session["tolerates"] = new JsonObject { [isRefresh ? "refresh" : "access"] = tolerated };
        WriteOperation(
            logout,
            session,
            AnswerAdditions.Success(logout) ?? AnswerAdditions.EndOfCookie(logout, _carrier),
            LogoutSecurity(logout, needsBoth ? null : field),
            candidate,
            isLive
        );
    }

    // The documented success where that is a redirection alone; null where there is another one.
    private static int? Redirect(DescribedOperation operation) =>
        operation.Statuses.Any(s => s is ['2', ..] or "default") ? null
        : operation.Statuses.Where(s => s is ['3', _, _]).Order(StringComparer.Ordinal).FirstOrDefault() is { } status
        && int.TryParse(status, out var number)
            ? number
        : null;

    // What a logout was seen to answer with its success: it ends nothing then, and harms nobody.
    private JsonArray? Tolerated() =>
        _seen is null
            ? null
            :
            [
                .. (string[])
                    [
                        .. _seen.LogoutTolerates.Missing ? (string[])["missing"] : [],
                        .. _seen.LogoutTolerates.Unknown ? (string[])["malformed", "unknown"] : [],
                        .. _seen.LogoutTolerates.Revoked ? (string[])["expired", "revoked"] : [],
                    ],
            ];

    // A logout that takes no other token takes the access token, in each of its alternatives. Where it takes one in its body, what else it asks for is the client's own (RFC 7009, section 2.1).
    private JsonArray? LogoutSecurity(DescribedOperation logout, DescribedField? field)
    {
        if (field is not null)
        {
            var own = (logout.Security ?? []).Where(a => !a.Contains(_scheme)).ToList();
            return own.Count > 0 && own.Count < logout.Security!.Value.Length ? Alternatives(own) : null;
        }

        var carrying = (logout.Security ?? []).Where(a => a.Contains(_scheme)).ToList();
        if (carrying.Count == 0)
            return Secured();
        if (carrying.Count == logout.Security!.Value.Length)
            return null;
        return Alternatives(carrying);
    }

    private static JsonArray Alternatives(IEnumerable<ImmutableArray<string>> alternatives) =>
        [.. alternatives.Select(a => new JsonObject(a.Select(s => KeyValuePair.Create(s, (JsonNode?)new JsonArray()))))];

    // A logout that takes the refresh token, and is said to end that, is not said to end the access token.
    private JsonObject Revokes(DescribedOperation logout, bool isRefresh)
    {
        var prose = $"{logout.Summary} {logout.Description}";
        var refreshAlone =
            isRefresh
            && prose.Contains("refresh token", StringComparison.OrdinalIgnoreCase)
            && !prose.Contains("access token", StringComparison.OrdinalIgnoreCase);
        var revokes = new JsonObject();
        if (!refreshAlone)
            revokes["access"] = "session";
        if (_hasRefreshKind)
            revokes["refresh"] = "session";
        return revokes;
    }

    private void WriteProbe(Candidate candidate, bool isLive) =>
        WriteOperation(
            candidate.Operation,
            new JsonObject { ["role"] = "protected", ["x-origin"] = isLive ? _origin : "assumed" },
            AnswerAdditions.Refusals(candidate.Operation, _seen),
            Carries(candidate.Operation) && !candidate.Operation.IsPublic ? null : Secured(),
            candidate,
            isLive
        );

    private void WriteOperation(
        DescribedOperation operation,
        JsonNode session,
        JsonObject? responses,
        JsonArray? security,
        Candidate candidate,
        bool isLive = true
    )
    {
        var target = OverlayText.Target(operation.Path, operation.Method);
        var update = new JsonObject { ["x-session"] = session };
        if (security is not null)
            update["security"] = security;
        if (responses is not null)
            update["responses"] = responses;
        if (!isLive)
        {
            var role = session["role"]!.GetValue<string>();
            _text.Suggest(
                target,
                update,
                $"Perhaps a {role}: {operation}: {candidate.Why}. Turn it on by taking the # away, or with conform init --role {role}='{operation}'."
            );
            return;
        }

        if (security is not null && operation.HasOwnSecurity)
            _text.Remove(target + ".security");
        _text.Update(target, update, $"{operation}: {candidate.Why}.");
    }

    private JsonArray Secured() => [new JsonObject { [_scheme] = new JsonArray() }];

    // What logs in asks for no token: else nobody could.
    private JsonArray? Open(DescribedOperation login) =>
        login.Security is null || login.IsPublic ? null
        : _guess.Api.Uses(login, s => s == _carrier.Scheme) || !login.HasOwnSecurity ? []
        : null;

    private bool Carries(DescribedOperation operation) => _carrier.Scheme is { } scheme && _guess.Api.Uses(operation, s => s == scheme);

    private static JsonObject Places(ImmutableArray<HandedOutToken> issued)
    {
        var places = new JsonObject();
        foreach (var token in issued)
            places[token.Kind] = token.Field.InResponse;
        return places;
    }

    private static string NewName(DescribedApi api, string wanted)
    {
        var name = wanted;
        for (var i = 2; api.SchemeOf(name) is not null; i++)
            name = $"{wanted}{i}";
        return name;
    }
}
