using Conformance.Verification.Results;
using Conformance.Verification.Targets;

namespace Conformance.Verification.Evidence;

/// <summary>The secrets that a target is spoken to with: passwords, assertions, configured headers.</summary>
internal static class TargetSecrets
{
    /// <summary>All of them, by what marks call them.</summary>
    public static Secrets Of(Target target)
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

        foreach (var (index, header) in target.Headers.Where(IsSecret).Index())
        {
            secrets.Add($"header-{header.Name.ToLowerInvariant()}#{index + 1}", header.Value);

            // "Basic", or a like word, and the credentials proper, which may come back alone.
            if (header.Value.Split(' ', 2) is [_, { Length: > 0 } credentials])
                secrets.Add($"credentials#{index + 1}", credentials);
        }

        return secrets;
    }

    // To mark "application/json" wherever it stands would make evidence hard to read, and hide nothing.
    private static bool IsSecret(HeaderLine header) =>
        !header.Name.StartsWith("Accept", StringComparison.OrdinalIgnoreCase)
        && !header.Name.Equals("User-Agent", StringComparison.OrdinalIgnoreCase)
        && !header.Name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)
        && !header.Name.Equals("Host", StringComparison.OrdinalIgnoreCase);
}
