using System.Text;
using System.Text.Json.Nodes;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Model;
using Conformance.Verification.Client;
using Conformance.Verification.Results;

namespace Conformance.Verification.Steps;

/// <summary>Texts that a lenient reader takes for the same token, and a list of dead tokens for another one.</summary>
internal static class Spellings
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    /// <summary>Other texts for a token, each with what is other about it: <c>with padding</c>.</summary>
    public static IEnumerable<(string How, string Text)> Of(string token)
    {
        (string, string)[] all =
        [
            ("with padding", token + "="),
            ("with more padding", token + "=="),
            ("with all of its parts padded", Padded(token)),
            ("in the other base64 alphabet", token.Replace('-', '+').Replace('_', '/')),
            ("in the base64url alphabet", token.Replace('+', '-').Replace('/', '_')),
            ("with an equivalent last character", Equivalent(token, token.Length - 1)),
            ("with an equivalent last character of a part", EquivalentInside(token)),
            ("in capitals", token.ToUpperInvariant()),
            ("in small letters", token.ToLowerInvariant()),
            ("with one letter in the other case", Flipped(token)),
            ("in quotes", $"\"{token}\""),
            ("in single quotes", $"'{token}'"),
            ("in angle brackets", $"<{token}>"),
            ("with a blank before it", " " + token),
            ("with a blank behind it", token + " "),
            ("with a tabulator behind it", token + "\t"),
            ("with a plus behind it", token + "+"),
            ("with an encoded blank behind it", token + "%20"),
            ("with an encoded zero behind it", token + "%00"),
            ("with an encoded line break behind it", token + "%0A"),
            ("with an encoded first character", $"%{(int)token[0]:X2}{token[1..]}"),
            ("with a dot behind it", token + "."),
            ("with a comma behind it", token + ","),
            ("with a semicolon behind it", token + ";"),
            ("with an ampersand behind it", token + "&x"),
            ("with a number sign behind it", token + "#"),
            ("with a slash behind it", token + "/"),
            ("with a character behind it", token + "A"),
            ("with a part behind it", token + ".e30"),
            ("twice", $"{token}, {token}"),
            ("with a word behind it", token + " x"),
            ("with a zero-width blank behind it", token + "\u200b"),
            ("without dashes", token.Replace("-", "", StringComparison.Ordinal)),
            ("in braces", $"{{{token}}}"),
            ("as a URN", $"urn:uuid:{token}"),
            ("in base64", Convert.ToBase64String(Encoding.UTF8.GetBytes(token))),
        ];
        return all.Where(s => s.Item2 != token).DistinctBy(s => s.Item2).Select(s => (s.Item1, s.Item2));
    }

    /// <summary>What stands around the text of a token at its place, each with what is other about it.</summary>
    public static IEnumerable<(string How, Action<RequestDraft> Change)> Around(CredentialPlace place, string token) =>
        place.Expression.Source switch
        {
            ExpressionSource.RequestHeader => InHeader(place.Expression.Name!, place.Scheme, token),
            ExpressionSource.RequestCookie => InCookie(place.Expression.Name!, token),
            ExpressionSource.RequestBody => InBody(place.Expression, token),
            _ => [],
        };

    private static IEnumerable<(string, Action<RequestDraft>)> InHeader(string name, string? scheme, string token)
    {
        if (scheme is not null)
        {
            (string How, string Value)[] values =
            [
                ("behind the scheme in small letters", $"{scheme.ToLowerInvariant()} {token}"),
                ("behind the scheme in capitals", $"{scheme.ToUpperInvariant()} {token}"),
                ("behind the scheme and two blanks", $"{scheme}  {token}"),
                ("behind the scheme and three blanks", $"{scheme}   {token}"),
                ("behind the scheme and a tabulator", $"{scheme}\t{token}"),
                ("behind a blank and the scheme", $" {scheme} {token}"),
                ("behind the scheme twice", $"{scheme} {scheme} {token}"),
                ("behind the scheme and a colon", $"{scheme}: {token}"),
                ("behind the scheme and nothing", $"{scheme}{token}"),
                ("without the scheme", token),
                ("behind the scheme Token", $"Token {token}"),
                ("behind the scheme JWT", $"JWT {token}"),
                ("behind the scheme as a parameter", $"{scheme} token=\"{token}\""),
                ("behind other credentials", $"Basic Og==, {scheme} {token}"),
                ("before other credentials", $"{scheme} {token}, Basic Og=="),
                ("behind a made-up token", $"{scheme} x, {scheme} {token}"),
                ("before a made-up token", $"{scheme} {token}, {scheme} x"),
            ];
            foreach (var (how, value) in values)
                yield return (how, d => d.SetHeader(name, value));
        }
        else
        {
            yield return ("behind the scheme Bearer", d => d.SetHeader(name, $"Bearer {token}"));
            yield return ("behind the scheme bearer", d => d.SetHeader(name, $"bearer {token}"));
        }

        yield return ("in a header named in capitals", d => Rename(d, name, name.ToUpperInvariant()));
        yield return ("in a header named in small letters", d => Rename(d, name, name.ToLowerInvariant()));
        yield return ("in a header named with underscores", d => Rename(d, name, name.Replace('-', '_')));
    }

    private static IEnumerable<(string, Action<RequestDraft>)> InCookie(string name, string token)
    {
        (string How, string Value)[] values =
        [
            ("behind another cookie", $"a=1; {name}={token}"),
            ("before another cookie", $"{name}={token}; a=1"),
            ("behind another cookie without a blank", $"a=1;{name}={token}"),
            ("behind a version", $"$Version=1; {name}={token}"),
            ("in a cookie named in capitals", $"{name.ToUpperInvariant()}={token}"),
            ("in a cookie named in small letters", $"{name.ToLowerInvariant()}={token}"),
            ("with blanks around the equals sign", $"{name} = {token}"),
            ("behind an empty cookie of its name", $"{name}=; {name}={token}"),
            ("before an empty cookie of its name", $"{name}={token}; {name}="),
            ("behind a made-up cookie of its name", $"{name}=x; {name}={token}"),
            ("before a made-up cookie of its name", $"{name}={token}; {name}=x"),
        ];
        foreach (var (how, value) in values)
        {
            yield return (
                how,
                d =>
                {
                    d.Remove(new Expression(ExpressionSource.RequestCookie, name));
                    d.Headers.Add(new HeaderLine("Cookie", value));
                }
            );
        }
    }

    private static IEnumerable<(string, Action<RequestDraft>)> InBody(Expression place, string token)
    {
        yield return ("with a line break behind it", d => d.Put(place, token + "\n"));
        yield return ("with a zero behind it", d => d.Put(place, token + "\0"));
        yield return (
            "with its first character escaped",
            d => Write(d, t => t.Replace(Json(token), $"\"\\u{(int)token[0]:x4}{Json(token)[2..]}", StringComparison.Ordinal))
        );
        yield return (
            "behind a made-up member of its name",
            d => Write(d, t => Beside(t, place, $"\"x\",{Member(place)}:{Json(token)}", token))
        );
        yield return (
            "before a made-up member of its name",
            d => Write(d, t => Beside(t, place, $"{Json(token)},{Member(place)}:\"x\"", token))
        );
        yield return ("as an item of a list", d => d.PutInBody(place.Pointer!, new JsonArray(token)));
        yield return ("as a member of an object", d => d.PutInBody(place.Pointer!, new JsonObject { ["value"] = token }));
        yield return (
            "in a member named in capitals",
            d =>
            {
                d.Remove(place);
                d.PutInBody(Documents.JsonPointer.Root.Append(place.Pointer!.Segments[^1].ToUpperInvariant()), JsonValue.Create(token));
            }
        );
    }

    // A text of JSON with what no value of it can hold: escapes that need not be, and members twice.
    private static void Write(RequestDraft draft, Func<string, string> change)
    {
        if (draft is { Kind: BodyKind.Json, Text: { } text })
            draft.RawBody = change(text);
    }

    private static string Beside(string text, Expression place, string values, string token) =>
        text.Replace($"{Member(place)}:{Json(token)}", $"{Member(place)}:{values}", StringComparison.Ordinal);

    private static string Member(Expression place) => Json(place.Pointer!.Segments[^1]);

    private static string Json(string text) => JsonValue.Create(text).ToJsonString(RequestDraft.Plain);

    private static void Rename(RequestDraft draft, string name, string other)
    {
        var at = draft.Headers.FindIndex(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (at >= 0)
            draft.Headers[at] = draft.Headers[at] with { Name = other };
    }

    private static string Padded(string token) =>
        string.Join('.', TokenForge.Parts(token).Select(p => p + new string('=', (4 - (p.Length % 4)) % 4)));

    private static string EquivalentInside(string token)
    {
        var dot = token.LastIndexOf('.');
        return dot > 0 ? Equivalent(token, dot - 1) : token;
    }

    // The low bits of the last character of base64 mean nothing where its part is no multiple of three bytes (RFC 4648, section 3.5).
    private static string Equivalent(string token, int at)
    {
        var start = token.LastIndexOf('.', at) + 1;
        var free = ((at + 1 - start) % 4) switch
        {
            2 => 16,
            3 => 4,
            _ => 0,
        };
        var value = at < 0 ? -1 : Alphabet.IndexOf(token[at], StringComparison.Ordinal);
        return free == 0 || value < 0 ? token : $"{token[..at]}{Alphabet[(value / free * free) + ((value + 1) % free)]}{token[(at + 1)..]}";
    }

    private static string Flipped(string token)
    {
        for (var i = token.Length - 1; i >= 0; i--)
        {
            if (char.IsAsciiLetter(token[i]))
                return $"{token[..i]}{(char)(token[i] ^ ' ')}{token[(i + 1)..]}";
        }

        return token;
    }
}
