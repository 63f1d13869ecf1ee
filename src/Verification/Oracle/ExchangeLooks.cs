using System.Collections.Immutable;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Model;
using Conformance.Validation;
using Conformance.Verification.Client;
using Conformance.Verification.Evidence;
using Conformance.Verification.Results;

namespace Conformance.Verification.Oracle;

/// <summary>Looks at what a scenario exchanged anyway, for the rules that hold of any answer. It sends nothing.</summary>
internal sealed class ExchangeLooks(ContractUnderTest subject, ContractOracle oracle)
{
    // Shorter texts at the place of a token are words, such as "expired".
    private const int ShortestToken = 16;

    // What a client negotiates is answered otherwise than what a document shows.
    private static readonly string[] Negotiating = ["Accept-Language", "Range", "If-None-Match", "If-Modified-Since", "Origin"];

    // Asked for refusals and logouts alone.
    private readonly Lazy<ImmutableArray<IssuedKind>> _issued = new(() =>
        [
            .. subject
                .Contract.Operations.Where(o => o.Role is Role.Login or Role.Refresh)
                .SelectMany(o => o.Session!.Issued)
                .Where(i => i.Kind == subject.Roles.AccessKind || i.Kind == subject.Roles.RefreshKind)
                .Distinct(),
        ]
    );

    /// <summary>Notes what the answers miss, each for its rule.</summary>
    public void Over(IEnumerable<Reply> replies)
    {
        var all = replies.Where(r => !r.AsksToComeAgain && IsOfOperation(r.Request)).ToList();
        LookAtClearing(all);
        foreach (var reply in all)
        {
            LookAtOrigin(reply);
            LookAtForm(reply);
            LookForTokens(reply);
            LookAtChallenge(reply);
            LookAtCaching(reply);
        }
    }

    // A request by another method or to another path is another operation's, if any's.
    private static bool IsOfOperation(RequestDraft request) =>
        request.Method == request.Operation.Method && (request.Flaw is null || request.IsTokenFlaw);

    private static bool Negotiates(RequestDraft request) =>
        request.Headers.Any(h =>
            Negotiating.Contains(h.Name, StringComparer.OrdinalIgnoreCase)
            || (h.Name.Equals("Accept", StringComparison.OrdinalIgnoreCase) && h.Value != RequestBuilder.AcceptOf(request.Operation))
        );

    private void LookAtForm(Reply reply)
    {
        var isPlainSuccess = reply.IsSuccess && reply.Request.Flaw is null;
        if (
            (isPlainSuccess || ContractOracle.IsRejected(reply))
            && reply.Status < 500
            && !Negotiates(reply.Request)
            && reply.Request.Operation.Documented.For(reply.Status) is not null
        )
            oracle.ExpectDocumented(reply);
    }

    private void LookForTokens(Reply reply)
    {
        var operation = reply.Request.Operation;
        var isLogout = operation.Role == Role.Logout && reply.IsSuccess;
        if (
            (!isLogout && !ContractOracle.IsRejected(reply))
            || operation.Session is not { } session
            || (isLogout && session.Issued.Length > 0)
        )
            return;
        var what = isLogout ? "an answer to a logout" : "a refusal";
        if (IsHandedBack(reply))
        {
            Note(
                reply,
                AnyContractRules.NoTokens,
                $"{what} without the token that was sent",
                $"{reply.Status} that repeats it",
                "repeats-token",
                $"{operation} repeats a token in {what}."
            );
        }
        else if (IsGivenAway(reply))
        {
            Note(
                reply,
                AnyContractRules.NoTokens,
                $"{what} without a token",
                $"{reply.Status} that holds one",
                "gives-token",
                $"{operation} gives a token in {what}."
            );
        }
    }

    // What stands in the URL may stand in a message about it.
    private static bool IsHandedBack(Reply reply)
    {
        var request = reply.Request;
        var isInUrl = (request.Alternative?.Slots ?? []).Any(s =>
            s.Places.Any(p => p.Expression.Source is ExpressionSource.RequestPathParameter or ExpressionSource.RequestQuery)
        );
        return !isInUrl
            && request.Presented.Any(t =>
                t.Length >= ShortestToken
                && (reply.Text.Contains(t, StringComparison.Ordinal) || (request.Operation.Role == Role.Logout && IsSetAgain(reply, t)))
            );
    }

    private static bool IsSetAgain(Reply reply, string token) =>
        reply
            .Header("Set-Cookie")
            .Select(l => SetCookies.Pair(l)?.Name)
            .OfType<string>()
            .Any(n => SetCookies.ValueOf(reply.Header("Set-Cookie"), n) == token);

    // A cookie with another value may be that of a new, anonymous session.
    private bool IsGivenAway(Reply reply) =>
        TokenShape.In(reply.Text).Any()
        || _issued.Value.Any(i =>
            i.Place.Source != ExpressionSource.ResponseCookie && reply.TokenAt(i) is { } token && LooksLikeToken(token)
        );

    private static bool LooksLikeToken(string text) =>
        text.Length >= ShortestToken && text.Any(char.IsAsciiDigit) && !text.AsSpan().ContainsAnyExceptInRange('!', '~');

    private void LookAtChallenge(Reply reply)
    {
        const string challenge = "WWW-Authenticate";
        if (
            reply.Status == 401
            && reply.Request.Operation.Role is Role.Protected or Role.Logout
            && reply.Header(challenge).All(l => l.Trim().Length == 0)
        )
            oracle.Notice("RFC9110-11.6.1", $"a {challenge} header in the 401", $"401 without one at {reply.Request.Operation}", reply);
    }

    private void LookAtCaching(Reply reply)
    {
        var request = reply.Request;
        var gives = reply.IsSuccess && request.Operation.Session is { Issued.Length: > 0 };
        var lines = reply.Header("Cache-Control");
        if ((request.Presented.Count > 0 || gives) && MayBeShared(lines, request))
        {
            Note(
                reply,
                AnyContractRules.NoSharedCache,
                "an answer that no shared cache may keep, because a token asked for it or is in it",
                $"Cache-Control: {string.Join(", ", lines)}",
                "may-be-shared",
                $"{request.Operation} lets shared caches keep an answer that is behind a token."
            );
        }
        else if (gives && request.Operation.Role == Role.Refresh && !Directives(lines).Any(d => d.Name == "no-store"))
        {
            oracle.Notice(
                "RFC9111-5.2.2.5",
                "Cache-Control: no-store",
                lines.Count == 0 ? $"{reply.Status} without Cache-Control" : $"Cache-Control: {string.Join(", ", lines)}",
                reply
            );
        }
    }

    // RFC 6265, section 5.3: a cookie is another one under another domain or path, and a client that is told to drop that one keeps the one it has.
    private void LookAtClearing(List<Reply> replies)
    {
        var set = replies
            .Where(r => r.IsSuccess && r.Request.Operation.Role is Role.Login or Role.Refresh)
            .SelectMany(r => r.Header("Set-Cookie"))
            .Where(l => SetCookies.Pair(l) is { Value.Length: > 0 } && !SetCookies.Ends(l))
            .ToLookup(l => SetCookies.Pair(l)!.Value.Name, ScopeOf, StringComparer.Ordinal);
        foreach (var reply in replies.Where(r => r.IsSuccess && r.Request.Operation.Role == Role.Logout))
        {
            foreach (var line in reply.Header("Set-Cookie").Where(l => SetCookies.Pair(l) is not null && SetCookies.Ends(l)))
            {
                var name = SetCookies.Pair(line)!.Value.Name;
                if (
                    !set[name].Any()
                    || reply
                        .Header("Set-Cookie")
                        .Any(l => SetCookies.Ends(l) && SetCookies.Pair(l)?.Name == name && set[name].Contains(ScopeOf(l)))
                )
                    continue;
                Note(
                    reply,
                    "RFC6265-5.3",
                    $"the cookie \"{name}\" to be dropped under {Told(set[name].First())}, as it was set",
                    $"{reply.Status} that drops one under {Told(ScopeOf(line))}",
                    "drops-elsewhere",
                    $"{reply.Request.Operation} drops cookies under another path or domain than that of the login's, and clients keep these."
                );
            }
        }
    }

    private static (string Domain, string Path) ScopeOf(string line) =>
        ((SetCookies.Attribute(line, "Domain") ?? "").TrimStart('.').ToLowerInvariant(), SetCookies.Attribute(line, "Path") ?? "");

    private static string Told((string Domain, string Path) scope) =>
        (scope.Path.Length > 0 ? $"the path {scope.Path}" : "no path") + (scope.Domain.Length > 0 ? $" and the domain {scope.Domain}" : "");

    // A made-up origin is trusted with what a browser sends by itself.
    private void LookAtOrigin(Reply reply)
    {
        var origin = reply.Request.Headers.LastOrDefault(h => h.Name.Equals("Origin", StringComparison.OrdinalIgnoreCase)).Value;
        if (
            origin is not (RequestDraft.MadeUpOrigin or "null")
            || !reply.IsSuccess
            || !(reply.Request.Alternative?.Slots ?? []).Any(s => s.Places.Any(p => p.Expression.Source == ExpressionSource.RequestCookie))
            || !reply.Header("Access-Control-Allow-Origin").Contains(origin)
            || !reply.Header("Access-Control-Allow-Credentials").Contains("true")
        )
            return;
        Note(
            reply,
            "WSTG-CLNT-07",
            "an answer that scripts of a made-up origin may not read with the user's cookies",
            $"{reply.Status} with Access-Control-Allow-Origin: {origin} and Access-Control-Allow-Credentials: true",
            "trusts-any-origin",
            $"{reply.Request.Operation} lets scripts of any origin read what a user's cookies open."
        );
    }

    // RFC 9111, sections 3 and 3.5: an answer to a request with Authorization is kept where it says so; another one wherever it is fresh.
    private static bool MayBeShared(IReadOnlyList<string> lines, RequestDraft request)
    {
        var directives = Directives(lines).ToList();
        if (directives.Exists(d => d.Name is "no-store" or "private"))
            return false;
        var isAuthorized = request.Headers.Any(h => h.Name.Equals("Authorization", StringComparison.OrdinalIgnoreCase));
        return directives.Exists(d =>
            d.Name == "public"
            || (d.Name == "s-maxage" && d.Value.Trim('0').Length > 0)
            || (!isAuthorized && d.Name == "max-age" && d.Value.Trim('0').Length > 0)
        );
    }

    private static IEnumerable<(string Name, string Value)> Directives(IReadOnlyList<string> lines) =>
        lines
            .SelectMany(l => l.Split(','))
            .Select(d => d.Split('=', 2))
            .Select(d => (d[0].Trim().ToLowerInvariant(), d.Length == 2 ? d[1].Trim().Trim('"') : ""));

    private void Note(Reply reply, string rule, string expected, string found, string key, string sentence)
    {
        var operation = reply.Request.Operation;
        oracle.Notice(
            rule,
            expected,
            found,
            reply,
            new Cause(key, sentence, operation.At, "#" + operation.Pointer) { Operation = operation.ToString() }
        );
    }
}
