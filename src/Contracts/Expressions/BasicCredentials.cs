using System.Text;

namespace Conformance.Contracts.Expressions;

/// <summary>The credentials of the Basic scheme (RFC 7617).</summary>
/// <param name="User">The user-id, which holds no colon.</param>
public sealed record BasicCredentials(string User, string Password)
{
    private const string Scheme = "Basic ";

    /// <summary>Those of an Authorization header; null where it holds none. The name of the scheme is case-insensitive (RFC 9110, section 11.1).</summary>
    public static BasicCredentials? Of(string? authorization)
    {
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;
        var encoded = authorization.AsSpan(Scheme.Length).Trim(' ');
        var octets = new byte[encoded.Length];
        if (!Convert.TryFromBase64Chars(encoded, octets, out var count))
            return null;
        return Encoding.UTF8.GetString(octets, 0, count).Split(':', 2) is [var user, var password]
            ? new BasicCredentials(user, password)
            : null;
    }

    /// <summary>The value of an Authorization header.</summary>
    public override string ToString() => Scheme + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}"));
}
