using System.Text.Json;
using System.Text.RegularExpressions;

namespace Conformance.Verification.Evidence;

/// <summary>Where in an answer a secret stands, as a word of the shell that takes it from the like answer (<see cref="RepeatScript"/>).</summary>
internal static partial class AnswerPlace
{
    /// <summary>Null where it stands nowhere that a line of shell can read.</summary>
    public static string? Of(RecordedAnswer answer, string secret) =>
        InCookie(answer, secret) ?? InBody(answer, secret) ?? InHeader(answer, secret);

    private static string? InCookie(RecordedAnswer answer, string secret)
    {
        foreach (var line in answer.Headers.Where(h => h.Name.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase)))
        {
            var pair = line.Value.Split(';', 2)[0].Split('=', 2);
            if (pair.Length == 2 && pair[1].Trim() == secret && IsPlain(pair[0].Trim()))
                return $"$(cookie {pair[0].Trim()})";
        }

        return null;
    }

    private static string? InBody(RecordedAnswer answer, string secret)
    {
        using var json = WellFormed.NearlyJson(answer.Body.Span);
        if (json is null)
            return null;
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (name, value) in Fields(json.RootElement))
        {
            counts[name] = counts.GetValueOrDefault(name) + 1;
            if (value == secret && IsPlain(name))
                return $"$(field {name} {counts[name]})";
        }

        return null;
    }

    private static string? InHeader(RecordedAnswer answer, string secret)
    {
        var counts = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in answer.Headers)
        {
            counts[name] = counts.GetValueOrDefault(name) + 1;
            if (!IsPlain(name) || !value.Contains(secret, StringComparison.Ordinal))
                continue;
            var place = $"header {name} {counts[name]}";
            if (value == secret)
                return $"$({place})";

            // "Bearer" before it, or a query behind an address.
            var before = value[..value.IndexOf(secret, StringComparison.Ordinal)];
            var end = before.Length + secret.Length;
            if (before.Any(c => !char.IsAscii(c) || c is '\'' or '|' or '\\' or '!'))
                continue;
            var stop = end == value.Length ? "" : $"; s|[{(value[end] is '^' or ']' ? "&" : value[end])}].*||";
            return $"$({place} | sed 's|^{Special().Replace(before, @"\$0")}||{stop}')";
        }

        return null;
    }

    // In the order in which they stand.
    private static IEnumerable<(string Name, string Value)> Fields(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element
                .EnumerateObject()
                .SelectMany(m => m.Value.ValueKind == JsonValueKind.String ? [(m.Name, m.Value.GetString()!)] : Fields(m.Value)),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(Fields),
            _ => [],
        };

    // What a basic regular expression reads something into.
    [GeneratedRegex(@"[.\[\]*^$]", RegexOptions.NonBacktracking)]
    private static partial Regex Special();

    private static bool IsPlain(string name) => PlainName().IsMatch(name);

    [GeneratedRegex("^[A-Za-z0-9_-]+$", RegexOptions.NonBacktracking)]
    private static partial Regex PlainName();
}
