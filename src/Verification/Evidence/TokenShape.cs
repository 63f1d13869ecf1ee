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
