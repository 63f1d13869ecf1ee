using System.Collections.Immutable;
using System.Text;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Model;
using Conformance.Verification.Client;
using Conformance.Verification.Results;

namespace Conformance.Verification.Steps;

/// <summary>Places of a request where servers have been seen to look for tokens beside the documented one.</summary>
internal static class OtherPlaces
{
    private static readonly ImmutableArray<string> Names =
    [
        "access_token",
        "token",
        "auth_token",
        "accessToken",
        "authToken",
        "auth",
        "jwt",
        "bearer",
        "id_token",
        "session",
        "session_id",
        "sid",
        "api_key",
        "key",
        "t",
        "Authorization",
    ];

    private static readonly ImmutableArray<string> Headers =
    [
        "X-Access-Token",
        "X-Auth-Token",
        "X-API-Token",
        "X-API-Key",
        "X-Token",
        "X-JWT",
        "X-Session-Token",
        "X-Session-Id",
        "X-User-Token",
        "X-Id-Token",
        "X-Authorization",
        "X-Forwarded-Authorization",
        "X-Original-Authorization",
        "X-Forwarded-Access-Token",
        "X-Auth-Request-Access-Token",
        "Proxy-Authorization",
        "Access-Token",
        "Auth-Token",
        "Api-Key",
        "Token",
        "Session",
        "Authentication",
        "Sec-WebSocket-Protocol",
    ];

    private static readonly ImmutableArray<string> Identities =
    [
        "X-User",
        "X-User-Id",
        "X-User-Name",
        "X-User-Email",
        "X-Username",
        "X-Remote-User",
        "Remote-User",
        "REMOTE_USER",
        "X-Forwarded-User",
        "X-Forwarded-Email",
        "X-Forwarded-Preferred-Username",
        "X-Auth-Request-User",
        "X-Auth-Request-Email",
        "X-Auth-User",
        "X-Authenticated-User",
        "X-Authenticated-Userid",
        "X-Consumer-Username",
        "X-Consumer-Custom-Id",
        "X-Credential-Username",
        "X-WEBAUTH-USER",
        "X-MS-Client-Principal-Name",
        "X-MS-Client-Principal-Id",
        "X-Goog-Authenticated-User-Email",
        "X-Amzn-Oidc-Identity",
        "Cf-Access-Authenticated-User-Email",
        "Tailscale-User-Login",
        "X-SSL-Client-S-DN",
        "X-SSL-Client-CN",
        "X-Client-Cert-Subject",
        "X-Subject",
        "X-Principal",
        "X-Account",
        "X-Email",
        "X-Sub",
        "From",
    ];

    private static readonly ImmutableArray<string> Impersonations =
    [
        "Impersonate-User",
        "X-Impersonate-User",
        "X-Impersonate",
        "X-On-Behalf-Of",
        "X-Act-As",
        "X-Acting-User",
        "X-Sudo",
        "Sudo",
        "X-Switch-User",
    ];

    private static readonly ImmutableArray<string> UserParameters =
    [
        "user",
        "user_id",
        "userId",
        "username",
        "email",
        "account",
        "sub",
        "sudo",
        "as",
        "on_behalf_of",
        "impersonate",
        "_switch_user",
    ];

    /// <summary>Puts a token at each place where an operation is not documented to look for one.</summary>
    /// <param name="documented">Where it is documented to.</param>
    public static IEnumerable<(string How, Action<RequestDraft> Change)> Of(
        Operation operation,
        IReadOnlyCollection<Expression> documented,
        string token
    )
    {
        string[] own = [.. documented.Select(p => p.Name!).Where(n => n.Length > 0 && !n.StartsWith('/'))];
        foreach (var name in Names.Concat(own).Distinct(StringComparer.Ordinal).Where(n => Is(ExpressionSource.RequestQuery, n)))
            yield return ($"in the query parameter \"{name}\"", d => d.Query.Add(new(name, token)));
        foreach (var name in Names.Concat(own).Distinct(StringComparer.Ordinal).Where(n => Is(ExpressionSource.RequestCookie, n)))
            yield return ($"in the cookie \"{name}\"", d => d.Headers.Add(new HeaderLine("Cookie", $"{name}={token}")));
        foreach (
            var name in Headers.Concat(own).Distinct(StringComparer.OrdinalIgnoreCase).Where(n => Is(ExpressionSource.RequestHeader, n))
        )
            yield return ($"in the header \"{name}\"", d => d.SetHeader(name, token));
        foreach (
            var name in ((string[])["Proxy-Authorization", "X-Forwarded-Authorization", "X-Authorization"]).Where(n =>
                Is(ExpressionSource.RequestHeader, n)
            )
        )
            yield return ($"behind Bearer in the header \"{name}\"", d => d.SetHeader(name, $"Bearer {token}"));
        if (Is(ExpressionSource.RequestHeader, "Authorization"))
        {
            foreach (var scheme in (string[])["Bearer", "Token", "JWT", "Session", "ApiKey", "OAuth"])
                yield return ($"behind {scheme} in the header \"Authorization\"", d => d.SetHeader("Authorization", $"{scheme} {token}"));
            yield return ("in the header \"Authorization\"", d => d.SetHeader("Authorization", token));
        }

        (string How, string Text)[] basics =
        [
            ("as the password of Basic", $"x:{token}"),
            ("as the user of Basic", $"{token}:"),
            ("as the user and the password of Basic", $"{token}:{token}"),
            ("as the password of Basic for \"token\"", $"token:{token}"),
        ];
        foreach (var (how, text) in basics)
            yield return (how, d => d.SetHeader("Authorization", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}"));
        yield return ("in a path parameter", d => Extend(d, $";access_token={Uri.EscapeDataString(token)}"));
        yield return ("in the path parameter \"jsessionid\"", d => Extend(d, $";jsessionid={Uri.EscapeDataString(token)}"));
        yield return ("at the end of the path", d => Extend(d, $"/{Uri.EscapeDataString(token)}"));
        if (operation.Body is not null)
        {
            foreach (var name in ((string[])["access_token", "token"]).Where(n => !documented.Any(p => p.Name == "/" + n)))
                yield return ($"in the body's \"{name}\"", d => d.PutInBody(Documents.JsonPointer.Root.Append(name), token));
            yield break;
        }

        foreach (var name in (string[])["access_token", "token"])
        {
            yield return (
                $"in the form's \"{name}\"",
                d => (d.RawBody, d.ContentType) = ($"{name}={Uri.EscapeDataString(token)}", "application/x-www-form-urlencoded")
            );
            yield return (
                $"in the body's \"{name}\"",
                d => (d.RawBody, d.ContentType) = ($"{{\"{name}\":\"{token}\"}}", "application/json")
            );
        }

        bool Is(ExpressionSource source, string name) =>
            !documented.Any(p => p.Source == source && p.Name!.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The headers by which proxies tell who is asking, one request for all of them and then one for each.</summary>
    public static IEnumerable<(string How, Action<RequestDraft> Change)> Of(string user) =>
        Identities.Select(n => ($"by the header \"{n}\" alone", (Action<RequestDraft>)(d => d.SetHeader(n, user))));

    /// <summary>The name of a user beside a token: in all those headers, in those of clients that act for others, and in parameters, a request for each sort.</summary>
    public static IEnumerable<(string How, Action<RequestDraft> Change)> Beside(string user) =>
        [
            ("in the headers of proxies", d => PutAll(d, user)),
            ("in headers of those who act for others", d => SetEach(d, user)),
            ("in parameters of the query", d => d.Query.AddRange(UserParameters.Select(p => new KeyValuePair<string, string>(p, user)))),
            (
                "in cookies",
                d => d.Headers.AddRange(UserParameters.Select(p => new HeaderLine("Cookie", $"{p}={Uri.EscapeDataString(user)}")))
            ),
        ];

    private static void SetEach(RequestDraft draft, string user)
    {
        foreach (var name in Impersonations)
            draft.SetHeader(name, user);
    }

    /// <summary>All of them at once.</summary>
    public static void PutAll(RequestDraft draft, string user)
    {
        foreach (var (_, change) in Of(user))
            change(draft);
    }

    private static void Extend(RequestDraft draft, string end) => draft.RawPath = draft.Path + end;
}
