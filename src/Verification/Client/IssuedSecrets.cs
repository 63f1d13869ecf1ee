using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Conformance.Contracts;
using Conformance.Validation;
using Conformance.Verification.Evidence;

namespace Conformance.Verification.Client;

/// <summary>
/// What an answer gives away: the tokens that its operation issues, its cookies, fields that are called as a token is, and whatever looks like one, whether the body can be parsed or
/// not. The last are live as well where an implementation answers in another form than its contract says.
/// </summary>
internal sealed partial class IssuedSecrets(Contract contract, Target target, PublishedTexts published)
{
    private const string Words = "token|jwt|session|sid|secret|passw|credential|api[_-]?key|access|refresh|ticket|authorization";

    // A name and its value in JSON that is broken, in a form, a URL or XML. Without backtracking, since a target writes the text.
    private static readonly Regex Field = new(
        $$"""(?<name>(?:{{Words}})[\w.-]{0,40})["']?\s{0,8}[:=>]\s{0,8}["']?(?<value>[^\s"'<>&,;{}\[\]]{16,})""",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    );

    // In one answer: more than its beginning holds, which is what evidence shows.
    private const int MostGuesses = 8 * 1024;

    // A field such as "token_type" holds a short word.
    private const int ShortestToken = 16;

    // Under the name of a token that the contract issues.
    private const int ShortestIssued = 8;

    // The names of the fields in which operations issue tokens.
    private readonly ImmutableHashSet<string> _issuedNames =
    [
        .. contract
            .Operations.SelectMany(o => o.Session?.Issued ?? [])
            .Select(i => i.Place.Pointer?.Segments.LastOrDefault(name => !name.All(char.IsAsciiDigit)))
            .OfType<string>(),
    ];

    /// <summary>The secrets of an answer, each with its name; the last are called <see cref="OpaqueShape.Name"/>, and are secrets by their looks alone.</summary>
    public IEnumerable<(string Name, string Value)> In(Reply reply)
    {
        var guesses = 0;
        return All(reply).Where(s => !OpaqueShape.IsGuess(s.Name) || ++guesses <= MostGuesses);
    }

    private IEnumerable<(string Name, string Value)> All(Reply reply)
    {
        foreach (var issued in reply.Request.Operation.Session?.Issued ?? [])
        {
            if (reply.TokenAt(issued) is { } token)
                yield return (contract.Session!.Policy.Kinds[issued.Kind].Name, token);
        }

        foreach (var cookie in reply.Header("Set-Cookie"))
        {
            if (SetCookies.Pair(cookie) is var (_, value) && !IsSetting(value) && !IsPublic(value))
                yield return ("cookie", value);
        }

        foreach (var line in reply.Headers)
        {
            if (!line.Name.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase) && (Names().IsMatch(line.Name) || IsUrl(line.Name)))
            {
                foreach (var secret in InText(line.Value))
                    yield return secret;
            }
        }

        using var json = WellFormed.NearlyJson(reply.Body.Span);
        foreach (var secret in json is null ? InText(reply.Text) : In(json.RootElement, ""))
            yield return secret;
    }

    // What cookies hold that say yes or no, or are taken back.
    private static bool IsSetting(string value) => value is "true" or "false" or "null" or "none" or "deleted" or "expired";

    private static bool IsUrl(string header) =>
        header.Equals("Location", StringComparison.OrdinalIgnoreCase)
        || header.Equals("Content-Location", StringComparison.OrdinalIgnoreCase);

    private IEnumerable<(string Name, string Value)> In(JsonElement value, string name)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                return value.EnumerateObject().SelectMany(m => In(m.Value, m.Name));
            case JsonValueKind.Array:
                return value.EnumerateArray().SelectMany(i => In(i, name));
            case JsonValueKind.String when value.GetString()!.Trim() is { Length: >= Secrets.Shortest } text && !IsPublic(text):
                return IsToken(name, text) ? [(Name(name, text), text)]
                    : _issuedNames.Contains(name) && text.Length >= ShortestIssued && IsVisible(text) ? [(OpaqueShape.Name, text)]
                    : InText(text);
            default:
                return [];
        }
    }

    // A word such as "session" also names states, times and addresses; a text without a digit is a token only where it is called one.
    private static bool IsToken(string name, string text) =>
        text.Length >= ShortestToken
        && Names().IsMatch(name)
        && IsVisible(text)
        && (IsCalledToken(name) || text.Any(char.IsAsciiDigit))
        && text[0] != '/'
        && !text.Contains("://", StringComparison.Ordinal)
        && !text.StartsWith("urn:", StringComparison.OrdinalIgnoreCase)
        && !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _);

    private IEnumerable<(string Name, string Value)> InText(string text)
    {
        foreach (Match field in Field.Matches(text))
        {
            if (field.Groups["value"].Value is var value && IsToken(field.Groups["name"].Value, value) && !IsPublic(value))
                yield return (Name(field.Groups["name"].Value, value), value);
        }

        foreach (var shaped in OpaqueShape.In(text))
        {
            if (!IsPublic(shaped))
                yield return (OpaqueShape.Name, shaped);
        }
    }

    private static bool IsVisible(string text) => !text.AsSpan().ContainsAnyExceptInRange('!', '~');

    private static bool IsCalledToken(string name) => name.Contains("token", StringComparison.OrdinalIgnoreCase);

    // What is called otherwise may be a token, and may be none.
    private static string Name(string field, string text) =>
        IsCalledToken(field) || TokenShape.In(text).FirstOrDefault() == (0, text.Length) ? "token" : OpaqueShape.Name;

    private bool IsPublic(string text) => published.Contains(text) || target.Users.Any(u => u.Name == text);

    [GeneratedRegex(Words, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 60_000)]
    private static partial Regex Names();
}
