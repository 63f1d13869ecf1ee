using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml;
using Conformance.Sessions;
using Conformance.Verification.Oracle;
using Reqnroll;

namespace Conformance.Verification.Steps;

/// <summary>Looks at what tokens say of themselves, and at how much of them is left to chance.</summary>
[Binding]
internal sealed class ClaimSteps(ScenarioState state)
{
    // Bits. What is asked for is 128 (OWASP ASVS 5.0, 7.2.3); a few tokens show less than all that is in them.
    private const double FewestBits = 64;

    private const int Logins = 4;

    [Then(
        "the JWTs of {session} end when the contract says",
        Description = "Their exp is as far from their iat as the documented lifetime, give or take a twentieth; a token without an exp is the server's own affair.",
        Example = "the JWTs of the session end when the contract says"
    )]
    public void EndAsDocumented(ClientSession session)
    {
        var told = 0;
        foreach (var (kind, token) in Jwts(session))
        {
            if (kind.End() is not { } lifetime || Claim(token, "exp") is not { } exp || Claim(token, "iat") is not { } iat)
                continue;
            told++;
            var margin = Math.Max(5, lifetime.TotalSeconds / 20);
            if (!(Math.Abs(exp - iat - lifetime.TotalSeconds) <= margin))
                throw state.Oracle.Miss(
                    $"an exp of the {kind.Name} token that is {XmlConvert.ToString(lifetime)} after its iat, as the contract documents its lifetime",
                    $"exp {exp.ToString(CultureInfo.InvariantCulture)} and iat {iat.ToString(CultureInfo.InvariantCulture)}",
                    null
                );
        }

        if (told == 0)
            throw new NotApplicableException("No token of the session says when it was issued and when it ends.");
    }

    [Then(
        "the JWTs of {session} tell when they end in seconds",
        Description = "exp is there where the contract documents a lifetime, and exp, iat and nbf are JSON numbers (RFC 7519, sections 2 and 4.1.4).",
        Example = "the JWTs of the session tell when they end in seconds"
    )]
    public void AreNumericDates(ClientSession session)
    {
        var hasOne = false;
        foreach (var (kind, token) in Jwts(session))
        {
            hasOne = true;
            var claims = TokenForge.Part(token, 1)!;
            foreach (var name in (string[])["exp", "iat", "nbf"])
            {
                if (claims[name] is { } value && value.GetValueKind() != System.Text.Json.JsonValueKind.Number)
                    throw state.Oracle.Miss(
                        $"{name} of the {kind.Name} token as a number of seconds (RFC 7519, section 2)",
                        $"{name} {value.ToJsonString()}",
                        null
                    );
            }

            if (kind.End() is not null && claims["exp"] is null)
                throw state.Oracle.Miss($"an exp in the {kind.Name} token, which has a lifetime", "none", null);
        }

        if (!hasOne)
            throw new NotApplicableException("The session has no token that is a signed JWT.");
    }

    [Then(
        "nobody can guess the opaque tokens of a login",
        Description = "Of the tokens of four logins at least 64 bits differ from one to the next; JWTs and what the contract documents to be shorter are left out."
    )]
    public async Task CannotBeGuessed()
    {
        var sessions = new List<ClientSession>();
        for (var i = 0; i < Logins; i++)
            sessions.Add(await LogIn.AsUserAsync(state, $"session {i + 1}", state.User(0)));
        var hasOne = false;
        foreach (var kind in sessions[0].Tokens.Keys.Where(k => IsOpaque(state.Subject.Policy!.Kinds[k])))
        {
            var texts = sessions.Select(s => s.Tokens.GetValueOrDefault(kind, "")).ToList();
            if (
                texts.Exists(t => t.Length == 0 || TokenForge.Part(t, 0) is not null)
                || texts.Distinct(StringComparer.Ordinal).Count() < Logins
            )
                continue;
            hasOne = true;
            var bits = BitsThatVary(texts);
            if (bits < FewestBits)
                throw state.Oracle.Miss(
                    $"{state.Subject.Policy!.Kinds[kind].Name} tokens of {Logins} logins that differ in {FewestBits} bits and more",
                    $"tokens that differ in about {Math.Round(bits).ToString(CultureInfo.InvariantCulture)} bits",
                    null
                );
        }

        if (!hasOne)
            throw new NotApplicableException("A login gives no opaque token, or the same one again.");
    }

    /// <summary>About how many bits differ between texts: those of the part between what all begin and end with.</summary>
    internal static double BitsThatVary(IReadOnlyList<string> texts)
    {
        var shortest = texts.Min(t => t.Length);
        var start = 0;
        while (start < shortest && texts.All(t => t[start] == texts[0][start]))
            start++;
        var end = 0;
        while (end < shortest - start && texts.All(t => t[^(end + 1)] == texts[0][^(end + 1)]))
            end++;
        var core = texts.Select(t => t[start..(t.Length - end)]).ToList();
        var all = string.Concat(core);
        var letter =
            all.All(char.IsAsciiDigit) ? Math.Log2(10)
            : all.All(char.IsAsciiHexDigit) ? 4
            : 6;

        // A place at which all are alike, such as a hyphen, leaves nothing to chance.
        return Enumerable.Range(0, core.Min(c => c.Length)).Count(i => core.Exists(c => c[i] != core[0][i])) * letter;
    }

    private static bool IsOpaque(TokenKind kind) =>
        kind.Format switch
        {
            OpaqueFormat format => format.Length * Math.Log2(format.Alphabet.Length) > 2 * FewestBits - 1,
            PositionalFormat format => format.Entropy > 2 * FewestBits - 8,
            _ => false,
        };

    private IEnumerable<(TokenKind Kind, string Token)> Jwts(ClientSession session) =>
        session
            .Tokens.Select(t => (Kind: state.Subject.Policy!.Kinds[t.Key], Token: t.Value))
            .Where(t => t.Kind.Format is JwtFormat && TokenForge.Part(t.Token, 1) is not null);

    private static double? Claim(string token, string name) =>
        TokenForge.Part(token, 1)?[name] is JsonValue value
        && double.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
