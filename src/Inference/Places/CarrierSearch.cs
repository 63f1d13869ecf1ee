using System.Collections.Immutable;
using Conformance.Documents;
using Conformance.Inference.Surface;
using Conformance.Inference.Vocabulary;

namespace Conformance.Inference.Places;

/// <summary>Finds where the access token travels: by the security schemes, by parameters that carry a token, and by what the login answers.</summary>
internal static class CarrierSearch
{
    private const string AssumedCookie = "session";

    /// <summary>The places, the likeliest first; at least one where there is a login or a logout.</summary>
    public static ImmutableArray<TokenCarrier> Find(
        DescribedApi api,
        DescribedOperation? login,
        IReadOnlyCollection<DescribedOperation> logouts
    )
    {
        var carriers = new List<TokenCarrier>();
        carriers.AddRange(api.Schemes.Where(s => s.Place.Length > 0).Select(s => OfScheme(api, s, login, logouts)));
        carriers.AddRange(OfParameters(api, logouts));
        if (login is not null)
            carriers.AddRange(OfAnswer(login));
        if (login is not null || logouts.Count > 0)
            carriers.Add(Assumed(api, login, logouts));
        // A header called Cookie is any cookie: which one it does not say.
        carriers.RemoveAll(c => c.Place == "header" && c.Field.Equals("Cookie", StringComparison.OrdinalIgnoreCase));
        return [.. carriers.OrderByDescending(c => c.Score).DistinctBy(c => (c.Place, c.Field.ToUpperInvariant()))];
    }

    private static TokenCarrier OfScheme(
        DescribedApi api,
        DescribedScheme scheme,
        DescribedOperation? login,
        IReadOnlyCollection<DescribedOperation> logouts
    )
    {
        var users = api.Operations.Count(o => api.Uses(o, s => s == scheme));
        var byLogout = logouts.Any(o => api.Uses(o, s => s == scheme));
        var answersToken = login?.Answer.Any(f => FieldNames.IsAccessToken(f)) == true;
        var setsCookie = login is not null && SetsCookie(login);
        var text = scheme.Name + " " + scheme.Description;
        var score = 0.0;
        var why = new List<string>();
        Add(byLogout, 4, "the logout asks for it");
        Add(users > 0, 1 + 2.0 * users / api.Operations.Length, $"{users} operations ask for it");
        Add(scheme.IsBearer && answersToken, 3, "the login answers a token");
        Add(scheme.IsBearer && !answersToken && !setsCookie, 1.5, "is a bearer token");
        Add(scheme.Place == "cookie" && setsCookie, 4, "the login sets a cookie");
        Add(scheme.Place == "cookie" && !answersToken, 3, "the login answers no token");
        Add(!scheme.IsKey && scheme.Type == "apiKey" && scheme.Place == "header", 2.5, "is a header for a token");
        Add(Terms.Has(text, Term.Session) || text.Contains("cookie", StringComparison.OrdinalIgnoreCase), 1, "is described as a session");
        Add(
            scheme.Field.Equals(scheme.Name, StringComparison.OrdinalIgnoreCase)
                && login?.Answer.Any(f => f.Name.Equals(scheme.Field, StringComparison.OrdinalIgnoreCase)) == true,
            4,
            "the login answers it"
        );
        Add(
            login?.Answer.Any(f => f.Name.Equals(scheme.Field, StringComparison.OrdinalIgnoreCase)) == true,
            3,
            $"the login answers \"{scheme.Field}\""
        );
        Add(scheme.IsKey, -4, "is an app's key");
        Add(IsSilent(login) && scheme.Place != "cookie", -5, "the login answers no token");
        Add(scheme.IsRefresh, -8, "carries a refresh token");
        Add(scheme.IsBasic, -6, "carries a password");
        Add(scheme.Place == "query", -2, "is in the URL");
        Add(scheme.Type is "oauth2" or "openIdConnect", -0.5, "is OAuth");
        Add(users == 0 && !byLogout, -1, "no operation asks for it");
        return new TokenCarrier(scheme.Place, scheme.Field, scheme, scheme.IsBearer, true, score, string.Join("; ", why.Take(3)));

        void Add(bool holds, double weight, string reason)
        {
            if (!holds)
                return;
            score += weight;
            if (weight > 0)
                why.Add(reason);
        }
    }

    private static IEnumerable<TokenCarrier> OfParameters(DescribedApi api, IReadOnlyCollection<DescribedOperation> logouts)
    {
        var parameters = logouts.SelectMany(o => o.Parameters).Where(p => p.Place is "header" or "cookie" && FieldNames.IsAccessToken(p));
        foreach (var parameter in parameters)
        {
            var isAuthorization = parameter.Name.Equals("Authorization", StringComparison.OrdinalIgnoreCase);
            yield return new TokenCarrier(
                parameter.Place,
                parameter.Name,
                null,
                isAuthorization,
                true,
                6,
                $"the logout takes \"{parameter.Name}\""
            );
        }
    }

    private static IEnumerable<TokenCarrier> OfAnswer(DescribedOperation login)
    {
        foreach (var name in CookieNames(login))
            yield return new TokenCarrier("cookie", name, null, false, true, 4.5, $"the login sets the cookie \"{name}\"");
        foreach (var header in login.Answer.Where(f => f.Place == "header" && FieldNames.IsAccessToken(f)))
            yield return new TokenCarrier("header", header.Name, null, false, true, 4, $"the login answers the header \"{header.Name}\"");
    }

    private static TokenCarrier Assumed(DescribedApi api, DescribedOperation? login, IReadOnlyCollection<DescribedOperation> logouts)
    {
        var answersToken =
            login?.Answer.Any(f => FieldNames.IsAccessToken(f)) == true
            || login is not null && AnswersTicket(login)
            || logouts.Any(o => o.PathMentions(Term.Token));
        var prose = string.Join(
            ' ',
            new[] { login }.Concat(logouts).OfType<DescribedOperation>().Select(o => o.Summary + " " + o.Description)
        );
        var tellsOfCookies = prose.Contains("cookie", StringComparison.OrdinalIgnoreCase);
        return
            answersToken
            && (
                !tellsOfCookies
                || prose.Contains("token", StringComparison.OrdinalIgnoreCase)
                || login?.Answer.Any(FieldNames.IsAccessToken) == true
            )
            ? new TokenCarrier("header", "Authorization", null, true, false, 2, "the login answers a token, and nothing says where it goes")
            : new TokenCarrier(
                "cookie",
                AssumedCookie,
                null,
                false,
                false,
                IsSilent(login) ? 6 : 2.5,
                "the login answers no token, so that a cookie must carry the session"
            );
    }

    // An answer is described, and no token is in it.
    private static bool IsSilent(DescribedOperation? login) =>
        login is not null
        && (login.Answer.Length > 0 || login.Statuses.Contains("204"))
        && !login.Answer.Any(f => FieldNames.IsAccessToken(f) || f.Pointer.Length == 0 && f.Place == "body")
        && !AnswersTicket(login);

    // POST /tickets answers {"id": …}: what it made is the token.
    private static bool AnswersTicket(DescribedOperation login) =>
        login.LastTerms.Any(t => t is Term.Token) && login.Answer.Any(f => f is { Place: "body", Name: "id" });

    private static bool SetsCookie(DescribedOperation login) =>
        login.Answer.Any(f => f.Place == "header" && f.Name.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase));

    // The names that examples of Set-Cookie show.
    private static IEnumerable<string> CookieNames(DescribedOperation login)
    {
        foreach (var (name, _, value) in login.Success?["headers"]?.Members ?? [])
        {
            if (!name.Trim('\0').Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase))
                continue;
            var header = References.Resolve(value, value.Root, null);
            var schema = header?["schema"] is { } s ? References.Resolve(s, s.Root, null) : null;
            var shown = header?["examples"]?.Members is [var first, ..] ? first.Value["value"] : null;
            var example = (header?["example"] ?? schema?["example"] ?? shown)?.AsString();
            if (example?.IndexOf('=', StringComparison.Ordinal) is > 0 and var at)
                yield return example[..at].Trim();
        }
    }
}
