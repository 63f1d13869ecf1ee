using System.Globalization;
using System.Text;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Model;
using Conformance.Sessions;
using Microsoft.AspNetCore.Http;

namespace Conformance.MockServer.Engine.Answers;

/// <summary>
/// The cookies of an answer: a token that travels in one stands in the documented <c>Set-Cookie</c> where there is one of its name, because a second one
/// would take its place (RFC 6265, sections 4.1.1 and 5.3).
/// </summary>
internal static class SetCookie
{
    private const string Field = "Set-Cookie";

    /// <summary>Whether a documented header is one.</summary>
    public static bool Is(string header) => header.Equals(Field, StringComparison.OrdinalIgnoreCase);

    /// <summary>Sets the tokens that travel in cookies and the contract gives no header for, with the attributes that are usual.</summary>
    public static void AddUndocumented(AnswerValues values, OperationSession session, Issued issued, Answer answer)
    {
        foreach (var cookie in session.Cookies)
        {
            if (
                issued.OfKind(cookie.Kind) is not { } token
                || answer.Headers.Any(h => Is(h.Name) && NameOf(values.Text(h.Value)).SequenceEqual(cookie.Place.Name!))
            )
                continue;

            // Where the path names the namespace, a browser keeps the cookies of namespaces apart.
            values.Request.Http.Response.Cookies.Append(
                cookie.Place.Name!,
                cookie.Around.Wrap(token.Text),
                new CookieOptions
                {
                    Path = values.Request.Http.Request.PathBase.Value is { Length: > 0 } prefix ? prefix : "/",
                    HttpOnly = true,
                    Secure = values.Request.Http.Request.IsHttps,
                    SameSite = SameSiteMode.Lax,
                    Expires = token.Record.ExpiresAt,
                    MaxAge = token.Record.ExpiresAt - values.Request.Now,
                }
            );
        }
    }

    /// <summary>
    /// A documented value as it is sent: with the token that belongs into it, and attributes with which a client of this mock keeps it. A domain that is not this
    /// host's is left out, a path goes by where the contract is mounted, and the date of an example gives way to the token's own.
    /// </summary>
    public static string Documented(AnswerValues values, string value)
    {
        var parts = value.Split(';');
        var (token, around) = TokenOf(values, NameOf(value));
        var line = new StringBuilder(token is null ? parts[0] : $"{NameOf(value)}={Uri.EscapeDataString(around.Wrap(token.Text))}");
        foreach (var part in parts.Skip(1))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var name = (equals < 0 ? part : part[..equals]).Trim();
            var text = equals < 0 ? "" : part[(equals + 1)..].Trim();
            var sent =
                name.Equals("Path", StringComparison.OrdinalIgnoreCase) ? Path(values, part, text)
                : name.Equals("Domain", StringComparison.OrdinalIgnoreCase)
                    ? (IsDomainOf(values.Request.Http.Request.Host.Host, text) ? part : null)
                : token is null ? part
                : name.Equals("Expires", StringComparison.OrdinalIgnoreCase) ? Expiry(token.Record, values.Request.Now)
                : name.Equals("Max-Age", StringComparison.OrdinalIgnoreCase) && text is "" or "0" or ['-', ..] ? null
                : part;
            if (sent is not null)
                line.Append(';').Append(sent);
        }

        return line.ToString();
    }

    // Names are compared octet by octet.
    private static ReadOnlySpan<char> NameOf(ReadOnlySpan<char> value)
    {
        var end = value.IndexOf(';');
        var pair = end < 0 ? value : value[..end];
        return pair.IndexOf('=') is var equals and >= 0 ? pair[..equals].Trim() : default;
    }

    private static (IssuedToken? Token, TextAround Around) TokenOf(AnswerValues values, ReadOnlySpan<char> name)
    {
        if (values.Outcome.Issued is not { } issued || values.Request.Operation?.Session is not { } session)
            return (null, TextAround.None);
        foreach (var cookie in session.Cookies)
        {
            if (name.SequenceEqual(cookie.Place.Name!))
                return (issued.OfKind(cookie.Kind), cookie.Around);
        }

        return (null, TextAround.None);
    }

    private static string Path(AnswerValues values, string part, string path)
    {
        var prefixOfNamespace = values.Request.Http.Request.PathBase.Value ?? "";
        var mount = values.Request.Route.PrefixLength > 0 ? values.Request.Mount.Prefix : "";
        var prefix = path == "/" ? prefixOfNamespace : prefixOfNamespace + mount;
        if (!path.StartsWith('/') || prefix.Length == 0)
            return part;
        return part[..(part.IndexOf('=', StringComparison.Ordinal) + 1)] + prefix + (path == "/" ? "" : path);
    }

    // RFC 6265, section 5.1.3.
    private static bool IsDomainOf(string host, string domain)
    {
        domain = domain.TrimStart('.');
        return host.Equals(domain, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase);
    }

    // A client goes by Max-Age where it has both: the mock's clock may be another one than the client's.
    private static string? Expiry(TokenRecord token, DateTimeOffset now) =>
        token.ExpiresAt is { } at
            ? string.Create(
                CultureInfo.InvariantCulture,
                $" Expires={at.UtcDateTime:R}; Max-Age={(long)Math.Ceiling((at - now).TotalSeconds)}"
            )
            : null;
}
