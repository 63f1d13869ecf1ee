using System.Buffers.Text;
using Conformance.Reference.Hosting;
using Conformance.Reference.Switches;

namespace Conformance.Reference.Tokens;

/// <summary>Reads tokens as leniently as the mutants say; the list of dead tokens is then asked for another text than that of the token.</summary>
internal static class Spelling
{
    public static string Read(string token, Behaviour behaviour)
    {
        var text = Lenient(token, behaviour);
        if (text != token)
            Skipped.Spare(Skipped.Checks.Ended);
        return text;
    }

    private static string Lenient(string token, Behaviour behaviour)
    {
        if (behaviour.Is(SpellingMutants.Padded))
            return token.Replace("=", "", StringComparison.Ordinal);
        if (behaviour.Is(SpellingMutants.Blank))
            return Uri.UnescapeDataString(token).Trim();
        if (behaviour.Is(SpellingMutants.Quoted))
            return token.Trim('"', '\'');
        if (behaviour.Is(SpellingMutants.InCapitals) && !token.Contains('.', StringComparison.Ordinal))
            return token.ToLowerInvariant();
        if (behaviour.Is(SpellingMutants.OtherAlphabet))
            return token.Replace('+', '-').Replace('/', '_');
        if (behaviour.Is(SpellingMutants.Encoded))
            return Uri.UnescapeDataString(token);
        if (behaviour.Is(SpellingMutants.More))
            return token.Split(',', ';', ' ')[0];
        return behaviour.Is(SpellingMutants.LastCharacter) ? Canonical(token) : token;
    }

    private static string Canonical(string token)
    {
        var parts = token.Split('.');
        for (var i = 0; i < parts.Length; i++)
        {
            // The last character's low bits: any text whose octets are the same.
            if (parts[i].Length > 0 && Base64Url.IsValid(parts[i]))
                parts[i] = Base64Url.EncodeToString(Base64Url.DecodeFromChars(parts[i]));
        }

        return string.Join('.', parts);
    }
}
