namespace Conformance.Verification.Evidence;

/// <summary>
/// Knows tokens by their form: two dots or four, each part base64url (RFC 7515, section 7.1; RFC 7516, section 7.1), the first a JSON object.
/// </summary>
internal static class TokenShape
{
    private const string ObjectBegins = "eyJ";
    private const int ShortestHeader = 8;

    /// <summary>The tokens in a text, in order. Takes a time that grows with the text alone.</summary>
    public static IEnumerable<(int Start, int End)> In(string text)
    {
        var at = 0;
        while ((at = text.IndexOf(ObjectBegins, at, StringComparison.Ordinal)) >= 0)
        {
            // What follows the run of letters decides, so that no later place in the run begins a token where its first one does not.
            var header = RunFrom(text, at);
            var end = header - at < ShortestHeader ? 0 : EndBehind(text, header);
            if (end > 0)
                yield return (at, end);
            at = Math.Max(header, end);
        }
    }

    // The end of a token whose first part ends at a place; 0 where it is none.
    private static int EndBehind(string text, int header)
    {
        if (!HasDot(text, header))
            return 0;
        var claims = RunFrom(text, header + 1);
        if (!HasDot(text, claims))
            return 0;
        var end = RunFrom(text, claims + 1);
        if (claims == header + 1 && end == claims + 1)
            return 0;
        if (
            HasDot(text, end)
            && RunFrom(text, end + 1) is var sealedText
            && sealedText > end + 1
            && HasDot(text, sealedText)
            && RunFrom(text, sealedText + 1) is var tag
            && tag > sealedText + 1
        )
            end = tag;
        return end;
    }

    private static bool HasDot(string text, int at) => at < text.Length && text[at] == '.';

    private static int RunFrom(string text, int at)
    {
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '-' or '_'))
            at++;
        return at;
    }
}

/// <summary>Knows texts that look like opaque tokens: long, and of letters and digits as chance mixes them.</summary>
internal static class OpaqueShape
{
    /// <summary>How marks call what is a secret by its looks alone.</summary>
    public const string Name = "opaque";

    /// <summary>Whether a secret of this name is one by its looks alone.</summary>
    public static bool IsGuess(string name) => name.StartsWith(Name, StringComparison.Ordinal);

    private const int ShortestRun = 16;

    // Of capitals, small letters and digits, with signs between.
    private const int ShortestMixed = 24;

    /// <summary>The texts in a longer one. Takes a time that grows with the text alone.</summary>
    public static IEnumerable<string> In(string text)
    {
        for (var at = 0; at < text.Length; )
        {
            if (!IsSign(text[at]))
            {
                at++;
                continue;
            }

            var end = at;
            var isPath = at > 0 && text[at - 1] == ':';
            for (; end < text.Length && IsSign(text[end]); end++)
                isPath |= text[end] == '/' && (end == at || text[end - 1] == '/');

            // A base64 text may hold slashes; in a path and in a URL they part segments.
            foreach (var run in isPath ? text[at..end].Split('/') : [text[at..end]])
            {
                if (IsOpaque(run.Trim('.', '-', '=')))
                    yield return run.Trim('.', '-', '=');
            }

            at = end;
        }
    }

    private static bool IsSign(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '+' or '/' or '=' or '.' or '~';

    private static bool IsOpaque(string run)
    {
        // A JWT is known for what it is.
        if (run.Length < ShortestRun || (run.StartsWith("eyJ", StringComparison.Ordinal) && run.Contains('.', StringComparison.Ordinal)))
            return false;
        var (digits, capitals, small, longest, start) = (0, 0, 0, 0, 0);
        for (var at = 0; at <= run.Length; at++)
        {
            if (at == run.Length || !char.IsAsciiLetterOrDigit(run[at]))
            {
                if (at - start > longest && IsMixed(run.AsSpan(start, at - start)))
                    longest = at - start;
                start = at + 1;
                continue;
            }

            if (char.IsAsciiDigit(run[at]))
                digits++;
            else if (char.IsAsciiLetterUpper(run[at]))
                capitals++;
            else
                small++;
        }

        return longest >= ShortestRun
            || (run.Length >= ShortestMixed && digits > 2 && capitals > 2 && small > 2)
            || Guid.TryParseExact(run, "D", out _);
    }

    private static bool IsMixed(ReadOnlySpan<char> letters)
    {
        var digits = 0;
        foreach (var c in letters)
            digits += char.IsAsciiDigit(c) ? 1 : 0;
        return digits >= 2 && digits < letters.Length - 1;
    }
}
