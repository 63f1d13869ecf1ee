using System.Collections.Immutable;
using System.Globalization;
using Conformance.Contracts.Model;
using Conformance.Documents;
using Conformance.Inference.Observing;
using Conformance.Inference.Places;
using Conformance.Inference.Roles;
using Conformance.Inference.Surface;
using Conformance.Inference.Vocabulary;

namespace Conformance.Inference.Recording;

/// <summary>What of a recording is about the session.</summary>
/// <param name="Document">A document of the operations that play a role, and no others.</param>
/// <param name="Choices">Who plays which role.</param>
/// <param name="Carrier">Where the access token was seen to travel; null where the recording does not show it.</param>
internal sealed record RecordedRoles(Node Document, RoleChoices Choices, RecordedCarrier? Carrier, ImmutableArray<string> Sentences);

/// <summary>Where a token was seen, and how requests with and without it were answered.</summary>
internal sealed record RecordedCarrier(
    TokenCarrier Carrier,
    DescribedField Access,
    DescribedField? Refresh,
    Jwt? Format,
    SeenRefusal Login,
    SeenRefusal? Missing,
    SeenRefusal? Revoked,
    SeenRefusal? Credentials
);

/// <summary>Finds login, uses and logout in what a browser recorded. What it returns holds no secret of the recording.</summary>
internal sealed class SessionRecording
{
    private const int MostProbes = 3;
    private const int LongestWord = 24;
    private static readonly ImmutableArray<string> Static = ["image/", "font/", "text/css", "audio/", "video/"];

    private readonly Uri _origin;
    private readonly ImmutableArray<Exchange> _exchanges;
    private readonly Exchange _login;
    private readonly ImmutableArray<SeenToken> _tokens;
    private readonly ObservedDocument _writer;

    private SessionRecording(Uri origin, Exchange login, IEnumerable<Exchange> all, string? user, string? password)
    {
        _origin = origin;
        _tokens = login.Answer.Tokens();
        ImmutableArray<string> secrets =
        [
            .. _tokens
                .Select(t => t.Value)
                .Concat(new[] { user, password }.OfType<string>())
                .Where(s => s.Length > 0)
                .Distinct(StringComparer.Ordinal),
        ];
        _writer = new ObservedDocument(secrets);
        var said = all.Where(e => !IsStatic(e)).ToList();
        _exchanges = [.. said.Select(e => e with { Path = Templated(e.Path, secrets) })];
        _login = _exchanges[said.IndexOf(login)];
    }

    /// <summary>Reads a recording; null, with problems, where it shows no login.</summary>
    public static RecordedRoles? Read(string path, string title, RoleChoices choices, Problems problems)
    {
        if (HarFile.Read(path, problems) is not { } entries)
            return null;
        choices.Operations.TryGetValue(Role.Login, out var named);
        var logins = entries
            .Where(e => named.IsDefaultOrEmpty ? !IsStatic(e.Exchange) : named.Contains(e.Exchange.Operation))
            .Select(e => (Entry: e, Given: Credentials(e.Exchange)))
            .Where(l => l.Given is not null && Succeeded(l.Entry.Exchange))
            .OrderByDescending(l => l.Entry.Exchange.Answer.Tokens().Length > 0)
            .ToList();
        if (logins is not [var (entry, given), ..])
        {
            problems.Error(
                "recording",
                new Location(path, 1, 1),
                $"None of the {entries.Length.ToString(CultureInfo.InvariantCulture)} requests of the recording logs in: none holds a password beside a name and was answered with a success.",
                "Record the login as well, with the option to keep the log over navigations; or name it with --login 'POST /…'."
            );
            return null;
        }

        var recording = new SessionRecording(
            entry.Origin,
            entry.Exchange,
            entries.Where(e => e.Origin == entry.Origin).Select(e => e.Exchange),
            given!.Value.User,
            given.Value.Password
        );
        return recording.Find(title, choices, path, problems);
    }

    private RecordedRoles? Find(string title, RoleChoices choices, string path, Problems problems)
    {
        var began = _exchanges.IndexOf(_login);
        var api = DescribedApi.Of(_writer.Write(title, _origin, _exchanges));
        var login = api.Operations.First(o => o.ToString() == _login.Operation);
        var later = _exchanges.Skip(began + 1).ToList();
        var logouts =
            Chosen(Role.Logout) ?? [.. RoleSearch.Logouts(api, login).Taken.Select(c => c.Operation.ToString()).Where(IsAnswered)];
        var refresh =
            Chosen(Role.Refresh)
            ??
            [
                .. RoleSearch
                    .Refresh(api, login)
                    .Taken.Select(c => c.Operation.ToString())
                    .Where(o => IsAnswered(o) && o != login.ToString()),
            ];
        var ended = later.FindIndex(e => logouts.Contains(e.Operation));
        var probes = Chosen(Role.Protected) ?? Probes(api, ended < 0 ? later : later[..ended], [login.ToString(), .. logouts, .. refresh]);
        foreach (
            var missing in new[] { login.ToString() }
                .Concat(logouts)
                .Concat(refresh)
                .Concat(probes)
                .Where(o => _exchanges.All(e => e.Operation != o))
        )
            problems.Error(
                "unknown-operation",
                new Location(path, 1, 1),
                $"\"{missing}\" is to play a role, and the recording has no such request.",
                Nearest.To(missing, _exchanges.Select(e => e.Operation)) is { } near
                    ? $"Did you mean \"{near}\"?"
                    : "Write the method and the path as the browser sent them."
            );
        if (problems.HasErrors)
            return null;
        var sentences = ImmutableArray.CreateBuilder<string>();
        if (logouts.IsEmpty)
            sentences.Add("The recording shows no logout. Record one as well, or name it with --logout 'POST /…'.");
        if (probes.IsEmpty)
            sentences.Add(
                "The recording shows no use of the session between login and logout. Name an operation that needs a login with --probe 'GET /…'."
            );
        var carrier = Carrier(probes, ended < 0 ? later.Count : ended, later, sentences);
        var kept = _exchanges.Where(e =>
            e.Operation == _login.Operation
            || logouts.Contains(e.Operation)
            || refresh.Contains(e.Operation)
            || probes.Contains(e.Operation)
        );
        return new RecordedRoles(
            _writer.Write(title, _origin, [.. kept]),
            new RoleChoices(
                ImmutableDictionary<Role, ImmutableArray<string>>
                    .Empty.Add(Role.Login, [login.ToString()])
                    .Add(Role.Logout, logouts)
                    .Add(Role.Refresh, refresh)
                    .Add(Role.Protected, probes)
            )
            {
                Reason = "the recording shows it",
            },
            carrier,
            sentences.ToImmutable()
        );

        ImmutableArray<string>? Chosen(Role role) => choices.Operations.TryGetValue(role, out var named) ? named : null;

        bool IsAnswered(string operation) => _exchanges.Any(e => e.Operation == operation && Succeeded(e));
    }

    // What was opened with a token of the login, best first; nothing that was opened without one as well.
    private ImmutableArray<string> Probes(DescribedApi api, IReadOnlyCollection<Exchange> live, ImmutableArray<string> others)
    {
        var opened = live.Where(e => e.Method == "GET" && e.Answer.IsSuccess && IsPresenting(e))
            .Select(e => e.Operation)
            .ToHashSet(StringComparer.Ordinal);
        // A recording without tokens shows at least what was asked between login and logout.
        if (opened.Count == 0)
            opened = [.. live.Where(e => e.Method == "GET" && e.Answer.IsSuccess).Select(e => e.Operation)];
        var open = _exchanges
            .Where(e => !live.Contains(e) && e.Answer.IsSuccess && !IsPresenting(e))
            .Select(e => e.Operation)
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. api
                .Operations.Where(o => opened.Contains(o.ToString()) && !open.Contains(o.ToString()) && !others.Contains(o.ToString()))
                .Select(o => ProbeScore.Of(api, o, null))
                .OfType<Candidate>()
                .OrderByDescending(c => _exchanges.Any(e => e.Operation == c.Operation.ToString() && e.Answer.Status is 401 or 403))
                .ThenByDescending(c => c.Operation.Statuses.Length)
                .ThenByDescending(c => c.Score)
                .Take(MostProbes)
                .Select(c => c.Operation.ToString()),
        ];
    }

    private bool IsPresenting(Exchange exchange) => _tokens.Any(t => exchange.Presents(t.Value));

    private RecordedCarrier? Carrier(
        ImmutableArray<string> probes,
        int ended,
        List<Exchange> later,
        ImmutableArray<string>.Builder sentences
    )
    {
        foreach (var use in later.Take(ended).Where(e => probes.Contains(e.Operation)))
        {
            foreach (var token in _tokens.OrderBy(t => t.IsRefresh).ThenBy(t => t.Field.Place == "cookie"))
            {
                if (PlaceOf(token, use) is not { } place)
                    continue;
                var tries = _exchanges.Where(e => probes.Contains(e.Operation)).ToList();
                var after = later.Skip(ended).Where(e => probes.Contains(e.Operation)).ToList();
                return new RecordedCarrier(
                    place,
                    token.Field,
                    _tokens.FirstOrDefault(t => t.IsRefresh)?.Field,
                    Jwt.Read(Bare(token.Value)),
                    SeenRefusal.Of(_login.Answer),
                    tries.Where(e => !IsPresenting(e)).Select(e => SeenRefusal.OfRefused(e.Answer)).FirstOrDefault(r => r is not null),
                    after.Where(IsPresenting).Select(e => SeenRefusal.OfRefused(e.Answer)).FirstOrDefault(r => r is not null),
                    _exchanges
                        .Where(e => e.Operation == _login.Operation)
                        .Select(e => SeenRefusal.OfRefused(e.Answer))
                        .FirstOrDefault(r => r is not null && r != SeenRefusal.Of(_login.Answer))
                );
            }
        }

        sentences.Add(
            "The recording shows no token on its way: a browser leaves cookies and Authorization out unless it is told to save them. Where the token travels is assumed; save the recording with sensitive data to have it read there."
        );
        return null;
    }

    private static TokenCarrier? PlaceOf(SeenToken token, Exchange use)
    {
        const string why = "the recording shows it there";
        if (token.Field.Place == "cookie")
            return CookiesOf(use).Any(c => c.Name == token.Field.Name && c.Value == token.Value)
                ? new TokenCarrier("cookie", token.Field.Name, null, false, true, 0, why)
                : null;
        var text = Bare(token.Value);
        foreach (var (name, value) in use.Headers.Where(h => !h.Name.Equals("Cookie", StringComparison.OrdinalIgnoreCase)))
        {
            if (value == text || value.Equals($"Bearer {text}", StringComparison.OrdinalIgnoreCase))
                return new TokenCarrier("header", name, null, value != text, true, 0, why);
        }

        foreach (var (name, value) in CookiesOf(use).Where(c => c.Value == text || Uri.UnescapeDataString(c.Value) == text))
            return new TokenCarrier("cookie", name, null, false, true, 0, why);
        foreach (var (name, value) in use.Query.Where(q => q.Value == text))
            return new TokenCarrier("query", name, null, false, true, 0, why);
        return null;
    }

    private static IEnumerable<(string Name, string Value)> CookiesOf(Exchange exchange) =>
        exchange
            .Headers.Where(h => h.Name.Equals("Cookie", StringComparison.OrdinalIgnoreCase))
            .SelectMany(h => h.Value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Select(c => c.Split('=', 2))
            .Where(c => c.Length == 2)
            .Select(c => (c[0], c[1]));

    private static string Bare(string token) =>
        token.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? token["Bearer ".Length..] : token;

    // The name and the password that a request takes; null where it takes none.
    private static (string? User, string? Password)? Credentials(Exchange exchange)
    {
        var body = ObservedDocument.BodyOf(exchange);
        var api = DescribedApi.Of(new ObservedDocument([]).Write("", new Uri("http://recording"), [exchange]));
        if (api.Operations is not [var operation] || Places.Credentials.Fields(api, operation) is not { } fields)
            return null;
        // Basic may be what lets anybody see a test environment at all.
        if (fields == Places.Credentials.Basic)
            return exchange.Answer.Tokens().IsEmpty ? null : (null, null);
        return (Value(fields.User), Value(fields.Password));

        string? Value(DescribedField field) =>
            field.Place == "query" ? exchange.Query.Where(q => q.Name == field.Name).Select(q => q.Value).FirstOrDefault()
            : body is null ? null
            : JsonPointer.TryParse(field.Pointer) is { } pointer
                ? pointer
                    .Segments.Aggregate(
                        (System.Text.Json.Nodes.JsonNode?)body,
                        (at, s) => at is System.Text.Json.Nodes.JsonObject o ? o[s] : null
                    )
                    ?.ToString()
            : null;
    }

    private static bool Succeeded(Exchange exchange) =>
        exchange.Answer.IsSuccess
        || exchange.Answer.Status is 302 or 303
            && exchange.Answer.Header("Location") is { } location
            && !Terms.Has(location.Split('?')[0], Term.Login)
            && !location.Contains("error", StringComparison.OrdinalIgnoreCase);

    private static bool IsStatic(Exchange exchange) =>
        exchange.Method is "OPTIONS" or "HEAD"
        || exchange.Answer.Header("Content-Type") is { } media
            && (
                Static.Any(s => media.StartsWith(s, StringComparison.OrdinalIgnoreCase))
                || media.Contains("javascript", StringComparison.OrdinalIgnoreCase)
            );

    // What stands for one of many, and what must not be written, becomes a parameter.
    private static string Templated(string path, ImmutableArray<string> secrets)
    {
        var segments = path.Split('/');
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < segments.Length; i++)
        {
            var text = Uri.UnescapeDataString(segments[i]);
            var name =
                secrets.Any(s => s.Length > 3 && text.Contains(s, StringComparison.OrdinalIgnoreCase)) ? "token"
                : IsOfMany(text) ? "id"
                : null;
            if (name is null)
                continue;
            for (var number = 2; !names.Add(name); number++)
                name = $"{name.TrimEnd("0123456789".ToCharArray())}{number}";
            segments[i] = $"{{{name}}}";
        }

        return string.Join('/', segments);
    }

    private static bool IsOfMany(string segment) =>
        segment.Length > 0
        && (
            segment.All(char.IsAsciiDigit)
            || Guid.TryParse(segment, out _)
            || segment.Length > LongestWord && segment.Any(char.IsAsciiDigit)
            || segment.Length >= 8 && segment.All(char.IsAsciiHexDigit) && segment.Any(char.IsAsciiDigit)
            || segment.Contains('@', StringComparison.Ordinal) && segment.Contains('.', StringComparison.Ordinal)
        );
}
