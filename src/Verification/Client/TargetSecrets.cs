using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;
using Conformance.Contracts.Model;
using Conformance.Verification.Evidence;
using Conformance.Verification.Results;

namespace Conformance.Verification.Client;

/// <summary>The secrets that a target is spoken to with: passwords, assertions, configured headers and values.</summary>
internal static partial class TargetSecrets
{
    /// <summary>All of them, by what marks call them.</summary>
    public static Secrets Of(Target target, PublishedTexts published)
    {
        var secrets = new Secrets();
        foreach (var (index, user) in target.Users.Index())
        {
            secrets.Add($"password#{index + 1}", user.Secret);
            if (user.Assertion is { } assertion)
                secrets.Add($"assertion#{index + 1}", assertion);

            // What a mock takes for the token of an outside identity provider.
            secrets.Add($"assertion#{index + 1}", $"{user.Name}:{user.Secret}");
            secrets.Composed.Add($"{user.Name}:{user.Secret}");
        }

        foreach (var (index, header) in target.Headers.Where(h => IsSecret(h) && !published.Contains(h.Value)).Index())
        {
            secrets.Add($"header-{header.Name.ToLowerInvariant()}#{index + 1}", header.Value);

            // "Basic", or a like word, and the credentials proper, which may come back alone.
            foreach (var credentials in Credentials(header))
                secrets.Add($"credentials#{index + 1}", credentials);
        }

        foreach (var (index, value) in target.Values.Values.SelectMany(p => p.Values).Distinct(StringComparer.Ordinal).Index())
        {
            var isPublic = target.PublicValues.Contains(value) || published.Contains(value) || target.Users.Any(u => u.Name == value);
            if (!IsPlain(value) && !isPublic)
                secrets.Add($"{Secrets.ConfiguredValue}#{index + 1}", value);
        }

        foreach (var (name, value) in target.Client)
        {
            if (name == ClientCredential.Origin || IsPlain(value) || published.Contains(value))
                continue;
            secrets.Add($"client-{name}", value);
        }

        // OAuth's client_secret_basic: both in one, encoded.
        if (target.Client.TryGetValue("id", out var id) && target.Client.TryGetValue("secret", out var secret))
        {
            secrets.Add("client-id-and-secret", $"{id}:{secret}");
            secrets.Composed.Add($"{id}:{secret}");
        }

        return secrets;
    }

    /// <summary>The credentials proper in a header, without the names of cookies and of a scheme.</summary>
    public static IEnumerable<string> Credentials(HeaderLine header)
    {
        if (header.Name.Equals("Cookie", StringComparison.OrdinalIgnoreCase))
            return header.Value.Split(';').Select(c => c.Split('=', 2)).Where(c => c.Length == 2).Select(c => c[1].Trim());
        if (header.Value.Split(' ', 2) is not [var scheme, { Length: > 0 } credentials])
            return [];
        if (!scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase))
            return [credentials];

        // RFC 7617, section 2: the password is all that stands behind the first colon.
        var octets = new byte[credentials.Length];
        return
            Convert.TryFromBase64String(credentials, octets, out var count)
            && Encoding.UTF8.GetString(octets, 0, count).Split(':', 2) is [_, var password]
            ? [credentials, password]
            : [credentials];
    }

    // JSON's words stand in every answer.
    private static bool IsPlain(string value) => value is "true" or "false" or "null";

    // To mark "application/json" or an origin wherever it stands would make evidence hard to read, and hide nothing. Under any other name a value is a secret unless it is words.
    /// <summary>Whether the value of a header may be a secret.</summary>
    public static bool IsSecret(HeaderLine header) =>
        !PublicNames.Contains(header.Name)
        && !header.Name.StartsWith("Accept", StringComparison.OrdinalIgnoreCase)
        && !header.Name.StartsWith("Sec-Fetch-", StringComparison.OrdinalIgnoreCase)
        && !header.Name.StartsWith("If-", StringComparison.OrdinalIgnoreCase)
        && (CredentialNames().IsMatch(header.Name) || !Words().IsMatch(header.Value));

    private static readonly FrozenSet<string> PublicNames = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Cache-Control",
        "Connection",
        "Content-Language",
        "Content-Type",
        "Date",
        "DNT",
        "Expect",
        "Forwarded",
        "From",
        "Host",
        "Origin",
        "Pragma",
        "Prefer",
        "Priority",
        "Range",
        "Referer",
        "Traceparent",
        "Upgrade-Insecure-Requests",
        "User-Agent",
        "Via",
        "X-Correlation-Id",
        "X-Forwarded-For",
        "X-Forwarded-Host",
        "X-Forwarded-Proto",
        "X-Request-Id",
        "X-Requested-With"
    );

    [GeneratedRegex(
        "auth|cookie|key|token|secret|passw|credential|session|signature|csrf|xsrf|jwt",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex CredentialNames();

    // "test", "eu-west-1", "1.4.0", "https://shop.example"
    [GeneratedRegex(
        @"^(?:https?://[^/?#@]*/?|[A-Za-z]{1,15}(?:[ ._/-](?:[A-Za-z]{1,15}|[0-9]{1,4}))*|[0-9]{1,5}(?:\.[0-9]{1,5})*)$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Words();
}
