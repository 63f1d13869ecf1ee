using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Conformance.Verification.Evidence;
using Conformance.Verification.Oracle;

namespace Conformance.Verification.Steps;

/// <summary>Makes tokens that no server may accept.</summary>
internal static class TokenForge
{
    /// <summary>Whether a forgery can be made of tokens of this form.</summary>
    public static bool Applies(Forgery forgery, string token) =>
        forgery is not (Forgery.Altered or Forgery.Unsigned or Forgery.Resigned or Forgery.KeySwapped)
        || (Parts(token).Length == 3 && Part(token, 0) is not null && Part(token, 1) is not null);

    /// <summary>A bad token made of a good one.</summary>
    /// <param name="publicKey">The text that <see cref="Forgery.KeySwapped"/> signs with.</param>
    public static string Make(Forgery forgery, string token, string? publicKey = null) =>
        forgery switch
        {
            Forgery.Malformed => "not-a-token",
            Forgery.Tampered => Tamper(token),
            Forgery.Altered => Alter(token),
            Forgery.Unsigned => $"{Encode("""{"alg":"none","typ":"JWT"}""")}.{Parts(token)[1]}.",
            Forgery.Resigned => Resign(token, "secret"),
            Forgery.KeySwapped => Resign(token, publicKey!),
            _ => MakeUp(token),
        };

    /// <summary>The JSON of a JWT's or JWE's header (0) or a JWT's claims (1); null where the part is none.</summary>
    public static JsonObject? Part(string token, int index)
    {
        try
        {
            return Parts(token) is var parts && index < parts.Length ? WellFormed.Json(Decode(parts[index])) as JsonObject : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>The parts of the compact form (RFC 7515, section 7.1).</summary>
    public static string[] Parts(string token) => token.Split('.');

    /// <summary>The bytes behind base64url without padding (RFC 7515, section 2).</summary>
    public static byte[] Decode(string part) => System.Buffers.Text.Base64Url.DecodeFromChars(part);

    /// <summary>How many bytes stand behind a part; -1 where it is no base64url.</summary>
    public static int LengthOf(string part) => System.Buffers.Text.Base64Url.IsValid(part, out var length) ? length : -1;

    private static string Encode(string text) => Encode(Encoding.UTF8.GetBytes(text));

    private static string Encode(ReadOnlySpan<byte> bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    // In the middle of the last part: the last character's low bits may mean nothing.
    private static string Tamper(string token)
    {
        var start = token.LastIndexOf('.') + 1;
        var place = start + ((token.Length - start) / 2);
        if (place >= token.Length)
            place = token.Length - 1;

        // A cookie's value may be percent-encoded, and %2B in small letters is the same byte.
        while (place > start && IsOfEscape(token, place))
            place--;
        return $"{token[..place]}{(token[place] == 'b' ? 'c' : 'b')}{token[(place + 1)..]}";
    }

    private static bool IsOfEscape(string token, int place) => token[Math.Max(0, place - 2)..(place + 1)].Contains('%');

    private static string Alter(string token)
    {
        var claims = Part(token, 1) ?? [];
        claims["exp"] =
            (claims["exp"] is JsonValue value && value.TryGetValue<long>(out var exp) ? exp : 0)
            + (long)TimeSpan.FromDays(365).TotalSeconds;
        var parts = Parts(token);
        return $"{parts[0]}.{Encode(claims.ToJsonString())}.{parts[2]}";
    }

    private static string Resign(string token, string key)
    {
        var signed = $"{Encode("""{"alg":"HS256","typ":"JWT"}""")}.{Parts(token)[1]}";
        return $"{signed}.{Encode(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.ASCII.GetBytes(signed)))}";
    }

    // The same alphabet and length, so that only a look into the server's memory tells it from a real one.
    private static string MakeUp(string token)
    {
        var parts = Parts(token);
        if (parts.Length is 3 or 5 && Part(token, 0) is not null)
        {
            parts[^1] = Random(parts[^1]);
            if (parts.Length == 5)
                parts[3] = Random(parts[3]);
            return string.Join('.', parts);
        }

        return Random(token);
    }

    private static string Random(string like)
    {
        const string hex = "0123456789abcdef";
        const string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        return RandomNumberGenerator.GetString(like.All(hex.Contains) ? hex : letters, like.Length);
    }
}

/// <summary>Makes bad tokens of a session's good ones.</summary>
internal static class Forging
{
    /// <summary>A bad token.</summary>
    /// <exception cref="NotApplicableException">Tokens of this form cannot be forged so.</exception>
    public static string Forge(this ScenarioState state, Forgery forgery, ClientSession session, TokenName token)
    {
        var good = state.TokenOf(session, token.Name);
        if (!TokenForge.Applies(forgery, good))
            throw new NotApplicableException($"The {token.Name} token is no signed JWT.");
        if (
            forgery == Forgery.KeySwapped
            && TokenForge.Part(good, 0)?["alg"]?.ToString().StartsWith("HS", StringComparison.Ordinal) == true
        )
            throw new NotApplicableException(
                $"The {token.Name} token is signed with a secret, so there is no public key to mistake for one."
            );
        if (forgery == Forgery.KeySwapped && state.Target.PublicKey is null)
            throw new NotApplicableException(
                $"The target's public key is not known. {state.Target.Names.PublicKey} to have its text tried as a secret."
            );
        var bad = TokenForge.Make(forgery, good, state.Target.PublicKey);

        state.NoteFlaw(bad, $"{Forgeries.Name(forgery)} {token.Name} token");

        // Most of it is the good one's.
        if (forgery != Forgery.Malformed)
            state.Conversation.Redactor.Add($"forged-{token.Name}", bad);
        return bad;
    }
}
