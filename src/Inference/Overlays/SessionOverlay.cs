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
        if (Credentials.Of(login) is not { } credentials)
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
        WritePolicy();
        WriteLogin(login, credentials);
        if (_guess.Refresh.First is { } refresh && refresh != login)
            WriteRefresh(refresh);
        foreach (var logout in _guess.Logouts.Taken)
            WriteLogout(logout);
        foreach (var probe in _seen is null ? _guess.Probes.Taken : [.. _seen.Probes.Select(Proven)])
            WriteProbe(probe);
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

    private JsonObject Refusals()
    {
        var refusals = new JsonObject();
        Add("missing", _seen?.MissingStatus);
        Add("unknown", _seen?.UnknownStatus);
        Add("credentials", _seen?.CredentialsStatus);
        return refusals;

        void Add(string reason, int? status)
        {
            if (status is >= 400 and < 600)
                refusals[reason] = new JsonObject { ["status"] = status };
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
        if (_seen is { LoginStatus: >= 300 } seen && login.Statuses.Contains($"{seen.LoginStatus}"))
            session["succeeds"] = new JsonObject { ["status"] = seen.LoginStatus };
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

        WriteOperation(login, policies, issued, Open(login), _guess.Login.Taken[0]);
    }

    private void WriteRefresh(DescribedOperation refresh)
    {
        var issued = HandedOutTokens.Of(refresh, _carrier, _guess.RefreshField, isLogin: false);
        WriteOperation(refresh, RefreshPolicy(issued), issued, null, _guess.Refresh.Taken[0]);
    }

    private JsonObject RefreshPolicy(ImmutableArray<HandedOutToken> issued) =>
        new()
        {
            ["role"] = "refresh",
            ["presents"] = _guess.RefreshField is { } field
                ? new JsonObject { ["refresh"] = field.InRequest }
                : new JsonObject { ["access"] = $"$request.{_carrier.Place}.{_carrier.Field}" },
            ["issues"] = Places(issued),
            ["x-origin"] = _seen?.Rotates is null ? "assumed" : "observed",
        };

    private void WriteLogout(Candidate candidate)
    {
        var logout = candidate.Operation;
        var field = RefreshPlace.OfLogout(_guess.Api, logout);
        var isRefresh = field is not null && _hasRefreshKind;
        var session = new JsonObject { ["role"] = "logout" };
        if (field is not null)
            session["presents"] = new JsonObject { [isRefresh ? "refresh" : "access"] = field.InRequest };
        session["revokes"] = Revokes(logout, isRefresh);
        if (Redirect(logout) is { } status)
            session["succeeds"] = new JsonObject { ["status"] = status };

        // What a logout should end no target shows: one that ends nothing would else be right.
        session["x-origin"] = "assumed";
        WriteOperation(logout, session, [], LogoutSecurity(logout, field), candidate);
    }

    // The documented success where that is a redirection alone; null where there is another one.
    private static int? Redirect(DescribedOperation operation) =>
        operation.Statuses.Any(s => s is ['2', ..] or "default") ? null
        : operation.Statuses.Where(s => s is ['3', _, _]).Order(StringComparer.Ordinal).FirstOrDefault() is { } status
        && int.TryParse(status, out var number)
            ? number
        : null;

    // A logout that takes no other token takes the access token, in each of its alternatives.
    private JsonArray? LogoutSecurity(DescribedOperation logout, DescribedField? field)
    {
        if (field is not null)
            return null;
        var carrying = (logout.Security ?? []).Where(a => a.Contains(_scheme)).ToList();
        if (carrying.Count == 0)
            return Secured();
        if (carrying.Count == logout.Security!.Value.Length)
            return null;
        return [.. carrying.Select(a => new JsonObject(a.Select(s => KeyValuePair.Create(s, (JsonNode?)new JsonArray()))))];
    }

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

    private void WriteProbe(Candidate candidate) =>
        WriteOperation(
            candidate.Operation,
            new JsonObject { ["role"] = "protected", ["x-origin"] = _origin },
            [],
            Carries(candidate.Operation) && !candidate.Operation.IsPublic ? null : Secured(),
            candidate
        );

    private void WriteOperation(
        DescribedOperation operation,
        JsonNode session,
        ImmutableArray<HandedOutToken> issued,
        JsonArray? security,
        Candidate candidate
    )
    {
        var target = OverlayText.Target(operation.Path, operation.Method);
        if (security is not null && operation.HasOwnSecurity)
            _text.Remove(target + ".security");
        var update = new JsonObject { ["x-session"] = session };
        if (security is not null)
            update["security"] = security;
        if ((AnswerAdditions.For(operation, issued) ?? AnswerAdditions.EndOfCookie(operation, _carrier)) is { } responses)
            update["responses"] = responses;
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
